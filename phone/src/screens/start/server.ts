// What a phone asks of the server before it belongs to a shop: codes, trades, a new shop, or a shop it knows already.

import { currentLanguage, t } from "@/words";
import { Offline, ApiRefusal, type Lease } from "@/log";

export interface Trade {
  code: string;
  label: string;
  icon: string;
}
export interface DeviceIs {
  id: string;
  name: string;
}
/** A phone's place in a shop, as the server gives it. */
export interface Placed {
  slug: string;
  org_name: string;
  device_id: string;
  key: string;
  lease: Lease | null;
  ear: string | null;
}
interface Organisation {
  slug: string;
  name: string;
  device_id: string | null;
  key: string | null;
  lease: Lease | null;
  ear: string | null;
}
interface Problem {
  refusal?: { code: string; said: string; remedy: string };
  code?: string;
  detail?: string;
  remedy?: string;
}

async function ask<T>(address: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const sent: RequestInit = { headers: { "Accept-Language": currentLanguage(), ...headers } };
  if (body !== undefined) {
    sent.method = "POST";
    sent.body = JSON.stringify(body);
    sent.headers = { ...sent.headers, "Content-Type": "application/json" };
  }
  const response = await fetch(address, sent).catch(() => {
    throw new Offline("No network");
  });
  const said = (await response.json().catch(() => null)) as (T & Problem) | null;
  // A log-in page of a hotel says that all is well; it is not the server.
  if (response.ok && said === null) throw new Offline("No whole answer");
  if (response.ok) return said as T;
  const plain = { code: said?.code ?? `http.${response.status}`, said: said?.detail ?? t("That did not work."), remedy: said?.remedy ?? "" };
  throw new ApiRefusal(response.status, said?.refusal ?? plain);
}

export function askCode(phone: string): Promise<{ again_in_seconds: number }> {
  return ask("/api/start/codes", { phone });
}

export async function listTrades(): Promise<Trade[]> {
  return (await ask<{ trades: Trade[] }>("/api/start/trades")).trades;
}

export interface NewShop {
  id: string;
  phone: string;
  code: string;
  person_name: string;
  shop_name: string;
  trade: string;
  ward_code: null;
  device: DeviceIs;
}

export function beginShop(shop: NewShop): Promise<Placed> {
  return ask("/api/start", shop);
}

/** The shops of a number that was proved by its code; null for a number that nobody uses yet. */
export async function signIn(phone: string, code: string, device: DeviceIs): Promise<Placed[] | null> {
  try {
    const { organisations } = await ask<{ organisations: Organisation[] }>("/api/start/sign-in", { phone, code, device });
    return organisations.flatMap(({ slug, name, device_id, key, lease, ear }) =>
      key && device_id ? [{ slug, org_name: name, device_id, key, lease, ear }] : [],
    );
  } catch (error) {
    if (error instanceof ApiRefusal && error.refusal.code === "start.nobody-signs-in-here") return null;
    throw error;
  }
}

/** The key that opens this phone without its PIN, for whoever proves the number of its person by a code. */
export async function askRecoveryKey(phone: string, code: string, device_id: string): Promise<string> {
  return (await ask<{ key: string }>("/api/start/recovery", { phone, code, device_id })).key;
}

/** Register this phone with the session of the desk that is open in the same browser. */
export async function registerFromDesk(slug: string, shop: string, device: DeviceIs): Promise<Placed> {
  const token = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
  const answer = await ask<Omit<Placed, "slug" | "org_name">>(`/api/o/${encodeURIComponent(slug)}/sync/devices`, device, { "X-CSRFToken": token });
  return { ...answer, slug, org_name: shop };
}
