// A shop at a real server: over HTTP, under its own clock, which is told to phones as the time of the run.
import type { Lease } from "@/log/device";
import type { Asked, Said } from "./model";
import type { Time } from "./phone";
import type { Shop } from "./shop";

export interface Stage {
  url: string;
  /** Where the wrapper listens for "kill the server and start it again". */
  control: string;
  /** Each with the number of its owner, who signs in with it. */
  shops: { slug: string; token: string; phone: string }[];
}

const GOODS = [
  { product_id: "11111111-1111-7111-8111-111111111111", name: "Cà phê sữa đá" },
  { product_id: "22222222-2222-7222-8222-222222222222", name: "Trà đào" },
];

/** Open the shop of the stage that this run has for itself. */
export async function realShop(stage: Stage, place: number, time: Time, newId: () => string): Promise<Shop> {
  const { slug, token, phone } = stage.shops[place] ?? { slug: "", token: "", phone: "" };
  const base = `${stage.url}/api/o/${slug}`;
  const post = async (path: string, key: string, body: unknown): Promise<string> => {
    const headers = { Authorization: `Bearer ${key}`, "Content-Type": "application/json" };
    const response = await fetch(base + path, { method: "POST", headers, body: JSON.stringify(body) });
    const text = await response.text();
    if (!response.ok) throw new Error(`${path}: ${response.status} ${text.slice(0, 300)}`);
    return text;
  };
  const register = async (id: string) => {
    return JSON.parse(await post("/sync/devices", token, { id, name: "Điện thoại" })) as { key: string; lease: Lease; ear: string };
  };
  await layGoods(post, register, newId());
  return {
    slug,
    serve: (asked) => ask(stage.url, asked, time),
    register,
    revoke: async (id) => {
      await post(`/sync/devices/${id}/revocation`, token, { reason: "lost" });
    },
    recoveryKey: (id) => recoveryKey(stage, phone, id),
    givesAtOnce: false,
    lostOn: () => null,
    papers: null,
    hasEar: () => true,
    mend: async () => undefined,
    restart: async () => {
      await fetch(stage.control, { method: "POST" });
    },
    inBooks: null,
    stock: () => null,
  };
}

/** Prove the number by the code that the server sent, as whoever forgot the PIN does; null when it is asked too often. */
async function recoveryKey({ url, control }: Stage, phone: string, device_id: string): Promise<string | null> {
  const post = async (path: string, body: unknown) => {
    const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) };
    return fetch(url + path, init).catch(() => null);
  };
  if (!(await post("/api/start/codes", { phone }))?.ok) return null;
  const code = await (await fetch(`${control}code/${encodeURIComponent(phone)}`)).text();
  const answer = await post("/api/start/recovery", { phone, code, device_id });
  return answer?.ok ? ((await answer.json()) as { key: string }).key : null;
}

async function layGoods(
  post: (path: string, key: string, body: unknown) => Promise<string>,
  register: (id: string) => Promise<{ key: string }>,
  device_id: string,
): Promise<void> {
  const { key } = await register(device_id);
  const now = new Date().toISOString();
  const events = GOODS.map(({ product_id, name }, at) => {
    const fields = { name, unit: "ly", sector: "goods", price_vnd: 20_000, is_stocked: true, is_vat_cut: false };
    return { id: crypto.randomUUID(), kind: "trade.product", seq: at + 1, happened_at: now, body: { product_id, fields, base: {} } };
  });
  const said = await post("/sync", key, { device_id, sent_at: now, events });
  if (said.includes("refused")) throw new Error(said);
}

/** Pass a request on; the time in the answer becomes the time of the run, which runs faster than ours. */
async function ask(url: string, asked: Asked, time: Time): Promise<Said> {
  const init: RequestInit = { method: asked.method, headers: asked.headers };
  if (asked.body !== null) init.body = asked.body as BodyInit;
  const response = await fetch(url + asked.path, init);
  const text = await response.text();
  const server_at = `"server_at":"${new Date(time.now).toISOString()}"`;
  return { status: response.status, text: text.replace(/"server_at": ?"[^"]+"/, server_at) };
}
