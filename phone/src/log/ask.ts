// Asking the server what only the server knows, with the key of this phone.
import { whenOpen } from "./app";
import { deviceKey, deviceOf } from "./device";

export class Offline extends Error {
  override name = "Offline";
}

export interface Told {
  code: string;
  said: string;
  remedy: string;
}

export class ApiRefusal extends Error {
  override name = "ApiRefusal";
  constructor(readonly status: number, readonly refusal: Told) {
    super(refusal.said);
  }
}

export interface Asked {
  method?: string;
  body?: unknown;
}

/** Ask about this shop: `api("/phone/home")`; answers what was said, or throws ApiRefusal or Offline. */
export async function api<T>(path: string, asked: Asked = {}): Promise<T> {
  const response = await answer(path, asked);
  if (response.status === 204) return undefined as T;
  return (await response.json().catch(() => {
    // A log-in page of a hotel, or half an answer, is no answer.
    throw new Offline("No whole answer");
  })) as T;
}

/** Fetch a paper with the key of this phone; a path that begins with /api/ is whole. */
export async function apiBlob(path: string): Promise<Blob> {
  const paper = await (await answer(path, {})).blob();
  if (paper.type.startsWith("text/html")) throw new Offline("A page in place of the paper");
  return paper;
}

async function answer(path: string, { method = "GET", body }: Asked): Promise<Response> {
  const { log } = await whenOpen();
  const facts = await deviceOf(log.db);
  const headers: Record<string, string> = {
    Authorization: `Bearer ${await deviceKey(log.db, log.vault)}`,
    "Accept-Language": log.world.language(),
  };
  const init: RequestInit = { method, headers };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    init.body = JSON.stringify(body);
  }
  const address = path.startsWith("/api/") ? path : `/api/o/${facts?.slug ?? ""}/${path.replace(/^\//, "")}`;
  const response = await log.world.fetch(address, init).catch(() => {
    throw new Offline("No network");
  });
  if (response.ok) return response;
  const said = (await response.json().catch(() => ({}))) as { refusal?: Told; code?: string; detail?: string; remedy?: string };
  const plain = { code: said.code ?? String(response.status), said: said.detail ?? "", remedy: said.remedy ?? "" };
  throw new ApiRefusal(response.status, said.refusal ?? plain);
}
