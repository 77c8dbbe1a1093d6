// What screens may use of the log.
import { opened, syncNow, syncSoon } from "./app";
import { type DeviceDraft, deviceKey, deviceOf, keepDevice as keepDeviceIn } from "./device";
import type { Bodies, Kind, Recorded } from "./events";
import { keepPaper as keepPaperIn } from "./papers";
import type { Opening } from "./vault";
import { uuid7 } from "@/kernel/uuid7";

export { device, isLocked, openLog, status, syncNow } from "./app";
export type { Product, SaleLine, Takings } from "./books";
export type { DeviceDraft, DeviceFacts, Lease } from "./device";
export * from "./events";
export type { Status } from "./status";
export * from "./things";
export type { BankAccount, Debt, Notice, Place } from "./wire";
export type { Opening } from "./vault";
export type { Loser, Refused } from "./database";

/** The id of a sale, made when "new sale" is pressed: it never changes, and no other phone has it. */
export function newSale(): string {
  return opened().log.newId();
}

/** Write down what happened; show and print only what this has answered. */
export async function record<K extends Kind>(kind: K, body: Bodies[K], options: { id?: string } = {}): Promise<Recorded<K>> {
  const { log } = opened();
  const written = await log.record(kind, body, options.id ?? log.newId());
  syncSoon();
  return written;
}

export async function recorded(id: string): Promise<Recorded | null> {
  return opened().log.find(id);
}

export async function keepDraft(id: string, value: unknown): Promise<void> {
  const { log } = opened();
  if (await log.db.events.where("id").equals(id).count()) return;
  await log.db.drafts.put({ name: id, sealed: await log.vault.seal(id, value) });
}

export async function draftOf<T>(id: string): Promise<T | null> {
  const { log } = opened();
  const row = await log.db.drafts.get(id);
  return row ? log.vault.unseal<T>(id, row.sealed) : null;
}

export async function drafts(): Promise<string[]> {
  return opened().log.db.drafts.toCollection().primaryKeys();
}

export async function dropDraft(id: string): Promise<void> {
  await opened().log.db.drafts.delete(id);
}

/** Make room by dropping what the books have; what waits is never dropped. */
export async function freeAcknowledged(): Promise<number> {
  return opened().log.dropSettled(0);
}

/** Ask the browser not to drop what this app keeps. */
export async function askPersistent(): Promise<boolean> {
  const { log } = opened();
  const granted = await log.world.persist();
  await log.db.setMark("persisted", granted);
  log.tellChange();
  return granted;
}

/** A name for this phone, made before it is registered. */
export function newDeviceId(): string {
  return opened().log.newId();
}

export async function keepDevice(draft: DeviceDraft): Promise<void> {
  const { log } = opened();
  await keepDeviceIn(log.db, log.vault, draft);
  log.tellChange();
  syncNow();
}

export async function keepPaper(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  const id = await keepPaperIn(opened().log, bytes, picture.type);
  syncSoon();
  return id;
}

export async function hasPin(): Promise<boolean> {
  return opened().log.vault.hasPin();
}

export async function setPin(pin: string): Promise<void> {
  await opened().log.vault.setPin(pin);
}

export async function removePin(pin: string): Promise<Opening> {
  return opened().log.vault.removePin(pin);
}

export async function unlock(pin: string): Promise<Opening> {
  const { log } = opened();
  const opening = await log.vault.unlock(pin);
  log.tellChange();
  if (opening.opened) syncNow();
  return opening;
}

export async function lockNow(): Promise<void> {
  const { log, books } = opened();
  await log.vault.lock();
  if (log.vault.isLocked) books.forget();
  log.tellChange();
}

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

/** Ask the server about this shop; for screens that show what only the server knows. */
export async function api<T>(path: string, init: { method?: string; body?: unknown } = {}): Promise<T> {
  const { log } = opened();
  const facts = await deviceOf(log.db);
  const headers: Record<string, string> = { Authorization: `Bearer ${await deviceKey(log.db, log.vault)}`, Accept: "application/json" };
  const sent: RequestInit = { method: init.method ?? "GET", headers };
  if (init.body !== undefined) {
    headers["Content-Type"] = "application/json";
    sent.body = JSON.stringify(init.body);
  }
  const response = await log.world.fetch(`/api/o/${facts?.slug ?? ""}${path}`, sent).catch(() => {
    throw new Offline("No network");
  });
  if (response.status === 204) return undefined as T;
  const said = (await response.json().catch(() => ({}))) as T & { refusal?: Told; code?: string; detail?: string; remedy?: string };
  if (response.ok) return said;
  const refusal = said.refusal ?? { code: said.code ?? String(response.status), said: said.detail ?? "", remedy: said.remedy ?? "" };
  throw new ApiRefusal(response.status, refusal);
}

/** An id for anything that is asked of the server and must not happen twice. */
export function newId(): string {
  return uuid7(opened().log.clock.now(), opened().log.world.random);
}
