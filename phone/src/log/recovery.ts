// A forgotten PIN: the vault's key is wrapped once more, by a random key that the server keeps for whoever proves the phone number.
import type { KeyRow, LogDatabase, Wrapping } from "./database";
import { deviceOf } from "./device";
import type { Log } from "./log";
import { ask, isRefused } from "./send";
import { readNothing } from "./wire";
import { readWord, writeWord } from "./base64url";
import type { World } from "./world";

/** The row under which the recovery keys lie, sealed by the very key that they open. */
export const RECOVERY = "recovery";
const GCM = "AES-GCM";
const BYTES = 32;
/** How many earlier keys still open what lies here: a request of earlier days may reach the server after a later one. */
const EARLIER = 5;

export interface Recovery {
  /** How many were made on this phone so far: names the newest. */
  nth: number;
  /** Base64url, the newest first. */
  secrets: string[];
}

export const NOTHING: Recovery = { nth: 0, secrets: [] };

/** What the server is known to have said about the newest key. */
interface Sent {
  device: string;
  nth: number;
  isKept: boolean;
}

/** Make a new recovery key; the last ones still open, and `spent` before all others: the server keeps it until it hears of the new one. */
export function madeAnew(world: World, { nth, secrets }: Recovery, spent = ""): Recovery {
  const earlier = [spent, ...secrets].filter((one, at, all) => one && all.indexOf(one) === at);
  return { nth: nth + 1, secrets: [writeWord(world.random(BYTES)), ...earlier].slice(0, 1 + EARLIER) };
}

/** Wrap the vault's key by each recovery key. */
export async function wrapForEach(world: World, { secrets }: Recovery, key: CryptoKey): Promise<Wrapping[]> {
  return Promise.all(
    secrets.map(async (secret) => {
      const iv = world.random(12);
      return { iv, bytes: await world.ciphers.wrapKey("raw", key, await wrapperOf(world, secret), { name: GCM, iv }) };
    }),
  );
}

/** The vault's key out of whichever wrapping the recovery key opens; null if it opens none. */
export async function unwrapAny(world: World, wrappings: readonly Wrapping[], secret: string): Promise<CryptoKey | null> {
  const wrapper = await wrapperOf(world, secret).catch(() => null);
  if (!wrapper) return null;
  for (const { bytes, iv } of wrappings) {
    const rule = { name: GCM, iv };
    const shape = { name: GCM, length: 256 };
    const key = await world.ciphers.unwrapKey("raw", bytes, wrapper, rule, shape, false, ["encrypt", "decrypt"]).catch(() => null);
    if (key) return key;
  }
  return null;
}

async function wrapperOf(world: World, secret: string): Promise<CryptoKey> {
  return world.ciphers.importKey("raw", readWord(secret), GCM, false, ["wrapKey", "unwrapKey"]);
}

/** Send the recovery key to the server until it says that it keeps it; only a phone with a PIN needs that. */
export async function sendRecovery(log: Log): Promise<void> {
  const { db, vault } = log;
  if (!(await vault.hasPin())) return;
  const { nth, secrets } = await vault.recovery();
  const device = (await deviceOf(db))?.deviceId ?? "";
  const sent = await db.mark<Sent | null>("recovery", null);
  if (!secrets[0] || (sent?.device === device && sent.nth === nth)) return;
  let isKept = true;
  try {
    const body = JSON.stringify({ key: secrets[0] });
    const headers = { "Content-Type": "application/json" };
    readNothing(await ask(log, `/sync/devices/${device}/recovery`, { method: "PUT", headers, body }));
  } catch (error) {
    // A server of earlier days does not know what this is: asked again tomorrow, and the lock screen says how it stands.
    if (!isRefused(error)) throw error;
    isKept = false;
  }
  await db.setMark("recovery", { device, nth, isKept });
}

/** Try once more what the server refused. */
export async function tryRecoveryAgain(db: LogDatabase): Promise<void> {
  if ((await db.mark<Sent | null>("recovery", null))?.isKept === false) await db.marks.delete("recovery");
}

/** Whether a forgotten PIN can be replaced: the server said that it keeps a key which opens what lies here. */
export async function canRecover(db: LogDatabase): Promise<boolean> {
  const row: KeyRow | undefined = await db.keys.get(await db.mark("key", ""));
  const sent = await db.mark<Sent | null>("recovery", null);
  return Boolean(row?.recoveries?.length) && sent?.isKept === true && sent.device === (await deviceOf(db))?.deviceId;
}
