// What screens may use of the log.
import { opened, syncNow, syncSoon, whenOpen } from "./app";
import { type DeviceDraft, keepDevice as keepDeviceIn } from "./device";
import type { Bodies, Kind, Recorded } from "./events";
import { keepPaper as keepPaperIn } from "./papers";
import { canRecover as canRecoverIn } from "./recovery";
import type { Opening } from "./vault";
import { uuid7 } from "@/kernel/uuid7";
import { COMPARED_DAYS } from "./sync";
import { now } from "./things";

export * from "./ask";
export * from "./drafts";
export { device, isLocked, openLog, status, syncNow } from "./app";
export type { Product, SaleLine, Takings } from "./books";
export type { DeviceDraft, DeviceFacts, Lease } from "./device";
export * from "./events";
export type { Status } from "./status";
export type { Difference } from "./sync";
export * from "./things";
export type { BankAccount, Debt, Notice, Place } from "./wire";
export type { Opening } from "./vault";
export type { Loser, Refused } from "./database";

/** The id of a sale, made when "new sale" is pressed: it never changes, and no other phone has it. */
export function newSale(): string {
  return newId();
}

/** Write down what happened; show and print only what this has answered. */
export async function record<K extends Kind>(kind: K, body: Bodies[K], options: { id?: string } = {}): Promise<Recorded<K>> {
  const { log } = await whenOpen();
  const written = await log.record(kind, body, options.id ?? log.newId());
  syncSoon();
  return written;
}

export async function recorded(id: string): Promise<Recorded | null> {
  return (await whenOpen()).log.find(id);
}

/** Make room by dropping what the books have, of late days only if nothing older is left; what waits is never dropped. */
export async function freeAcknowledged(): Promise<number> {
  const { log } = await whenOpen();
  return (await log.dropSettled(COMPARED_DAYS + 1)) || log.dropSettled(1);
}

/** Ask the browser not to drop what this app keeps. */
export async function askPersistent(): Promise<boolean> {
  const { log } = await whenOpen();
  const granted = await log.world.persist();
  await log.db.setMark("persisted", granted);
  log.tellChange();
  return granted;
}

/** A name for this phone, made before it is registered. */
export function newDeviceId(): string {
  return newId();
}

export async function keepDevice(draft: DeviceDraft): Promise<void> {
  const { log } = await whenOpen();
  await keepDeviceIn(log.db, log.vault, draft);
  log.tellChange();
  syncNow();
}

export async function keepPaper(picture: Blob): Promise<string> {
  const bytes = new Uint8Array(await picture.arrayBuffer());
  const id = await keepPaperIn((await whenOpen()).log, bytes, picture.type);
  syncSoon();
  return id;
}

export async function hasPin(): Promise<boolean> {
  return (await whenOpen()).log.vault.hasPin();
}

export async function setPin(pin: string): Promise<void> {
  await opened().log.vault.setPin(pin);
  // What opens this phone when the PIN is forgotten must be at the server before it is needed.
  syncNow();
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

/** Whether a forgotten PIN can be replaced by whoever proves the phone number: known without a network. */
export async function canRecover(): Promise<boolean> {
  return canRecoverIn((await whenOpen()).log.db);
}

/** Open with the recovery key that the server gave back, and put a new PIN; false if the key opens nothing here. */
export async function recover(secret: string, pin: string): Promise<boolean> {
  const { log } = opened();
  const isOpen = await log.vault.recover(secret, pin);
  log.tellChange();
  if (isOpen) syncNow();
  return isOpen;
}

export async function lockNow(): Promise<void> {
  const { log, books } = opened();
  await log.vault.lock();
  if (log.vault.isLocked) books.forget();
  log.tellChange();
  syncNow();
}

/** An id for anything that must not happen twice; works before the log is open, too. */
export function newId(): string {
  return uuid7(now());
}
