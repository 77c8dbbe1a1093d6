/**
 * Bodies of events and snapshots lie sealed on the phone (AES-GCM, 256 bits, the row's name as associated data).
 *
 * Without a PIN the key cannot be read out of the browser, yet whoever opens the unlocked phone opens the app.
 * With a PIN the key is kept only wrapped (PBKDF2 of the PIN, SHA-256, 600,000 rounds, a salt of its own), and wrong tries wait longer
 * and longer. That keeps out whoever picks the phone up. It does not keep out whoever copies the phone's storage and tries at home:
 * four digits are 10,000 tries, six a million; a graphics card needs minutes to hours. Against that only the phone's own
 * lock and the order to wipe help. The waits run by the phone's own clock, which whoever holds it may set; a phone whose storage
 * is full counts tries only while the app is open. Clear on the disk stay: how many events there are, of which kind, of which day.
 *
 * The key is wrapped a second time by a random recovery key of 256 bits, for whoever forgets the PIN. The recovery key lies here only
 * sealed by the very key that it opens, and at the server: a copied phone gains nothing by it (`recovery.ts`).
 */
import type { Table } from "dexie";
import { isFull, type KeyRow, type LogDatabase, type Sealed, type SealedRow } from "./database";
import { IsLocked } from "./events";
import { madeAnew, NOTHING, RECOVERY, type Recovery, unwrapAny, wrapForEach } from "./recovery";
import type { World } from "./world";

export const AES = { name: "AES-GCM", length: 256 } as const;
const PIN = /^\d{4,12}$/;
/** After four free tries each further one waits: half a minute, one, five, fifteen, an hour. */
const FREE_TRIES = 4;
const WAITS_MS = [30_000, 60_000, 300_000, 900_000, 3_600_000];
const LONGEST_MS = 3_600_000;
/** So long after it was last heard of, a tab counts as open: longer than any wait between two rounds of sending. */
export const AWAKE_MS = 600_000;

interface Tries {
  failed: number;
  until: number;
}

export interface Opening {
  opened: boolean;
  waitUntil: number | null;
}

export class Vault {
  private readonly keys = new Map<string, CryptoKey>();
  private current = "";
  private triesHere: Tries = { failed: 0, until: 0 };
  private readonly tab: string;

  constructor(private readonly db: LogDatabase, private readonly world: World) {
    this.tab = this.newName();
  }

  /** Take the keys that need no PIN; make the first one on a new phone. */
  async open(): Promise<void> {
    const rows = await this.db.keys.toArray();
    for (const row of rows) if (row.key) this.keys.set(row.name, row.key);
    this.current = await this.db.mark("key", "");
    if (!this.current) await this.makePlainKey();
  }

  get isLocked(): boolean {
    return !this.keys.has(this.current);
  }

  async hasPin(): Promise<boolean> {
    const current = await this.db.mark("key", "");
    return (await this.db.keys.get(current))?.wrapped != null;
  }

  /** Leave word that the PIN was typed in this tab, for tabs that are locked; there are none without a PIN. */
  async stayAwake(): Promise<void> {
    if (await this.hasPin()) await this.keepIfThereIsRoom("awake", { tab: this.tab, at: this.world.now() });
  }

  /** Whether another tab holds the key: it was heard of lately. */
  async isOpenElsewhere(): Promise<boolean> {
    const awake = await this.awake();
    const since = this.world.now() - (awake?.at ?? -Infinity);
    return awake?.tab !== this.tab && since >= 0 && since < AWAKE_MS;
  }

  private async awake(): Promise<{ tab: string; at: number } | null> {
    return this.db.mark<{ tab: string; at: number } | null>("awake", null);
  }

  async seal(name: string, value: unknown): Promise<Sealed> {
    return this.sealBytes(name, bytesOf(value));
  }

  async sealBytes(name: string, clear: Uint8Array<ArrayBuffer>): Promise<Sealed> {
    return this.sealBy(this.current, this.keyOf(this.current), name, clear);
  }

  private async sealBy(keyName: string, key: CryptoKey, name: string, clear: Uint8Array<ArrayBuffer>): Promise<Sealed> {
    const iv = this.world.random(12);
    const rule = { name: AES.name, iv, additionalData: new TextEncoder().encode(name) };
    return { key: keyName, iv, bytes: await this.world.ciphers.encrypt(rule, key, clear) };
  }

  async unseal<T>(name: string, sealed: Sealed): Promise<T> {
    return JSON.parse(new TextDecoder().decode(await this.unsealBytes(name, sealed))) as T;
  }

  async unsealBytes(name: string, sealed: Sealed): Promise<ArrayBuffer> {
    const rule = { name: AES.name, iv: sealed.iv, additionalData: new TextEncoder().encode(name) };
    return this.world.ciphers.decrypt(rule, this.keyOf(sealed.key), sealed.bytes);
  }

  /** Forget every key until the PIN is typed again. */
  async lock(): Promise<void> {
    if (!(await this.hasPin())) return;
    this.current = await this.db.mark("key", "");
    this.keys.clear();
    if ((await this.awake())?.tab === this.tab) await this.db.marks.delete("awake");
  }

  /** Try a PIN; wrong ones are counted before they are tried, so that closing the app does not help. */
  async unlock(pin: string): Promise<Opening> {
    this.current = await this.db.mark("key", "");
    const row = await this.db.keys.get(this.current);
    if (!row?.wrapped) return { opened: await this.openedElsewhere(), waitUntil: null };
    const before = await this.triesSoFar();
    const left = before.until - this.world.now();
    // Longer than the longest wait: the device's clock was years ahead when it began, and nobody shall wait for years.
    if (left > 0 && left <= LONGEST_MS) return { opened: false, waitUntil: before.until };
    const failed = before.failed + 1;
    const wait = failed < FREE_TRIES ? 0 : (WAITS_MS[Math.min(failed - FREE_TRIES, WAITS_MS.length - 1)] ?? 0);
    const waitUntil = wait ? this.world.now() + wait : null;
    await this.keepTries({ failed, until: waitUntil ?? 0 });
    const key = await this.unwrap(row, pin);
    if (!key) return { opened: false, waitUntil };
    this.keys.set(row.name, row.recoveries ? key : await this.makeRecoverable(row, key));
    await this.keepTries({ failed: 0, until: 0 });
    await this.stayAwake();
    await this.resealAsThereIsRoom();
    return { opened: true, waitUntil: null };
  }

  /** Another tab took the PIN away while this one waited for it: the key needs none. */
  private async openedElsewhere(): Promise<boolean> {
    await this.open();
    return !this.isLocked;
  }

  /** Open with a recovery key that the server gave back, and put a new PIN before everything. False if the key fits nothing here. */
  async recover(secret: string, pin: string): Promise<boolean> {
    if (!PIN.test(pin)) throw new RangeError("A PIN has 4 to 12 digits");
    this.current = await this.db.mark("key", "");
    const row = await this.db.keys.get(this.current);
    if (!row?.wrapped) return this.openedElsewhere();
    const key = await unwrapAny(this.world, row.recoveries ?? [], secret);
    if (!key) return false;
    this.keys.set(row.name, key);
    await this.keepTries({ failed: 0, until: 0 });
    // The key that was given out is spent: the next time another one opens.
    await this.setPin(pin, secret);
    return true;
  }

  /** The recovery keys that open what lies here, the newest first; empty on a phone that never had a PIN. */
  async recovery(): Promise<Recovery> {
    const row = await this.db.things.get(RECOVERY);
    return row ? this.unseal<Recovery>(RECOVERY, row.sealed) : NOTHING;
  }

  /** A phone that got its PIN in earlier days: wrap its key once more; it is held as one that cannot leave the browser. */
  private async makeRecoverable(row: KeyRow, key: CryptoKey): Promise<CryptoKey> {
    const recovery = madeAnew(this.world, NOTHING);
    const recoveries = await wrapForEach(this.world, recovery, key);
    const sealed = await this.sealBy(row.name, key, RECOVERY, bytesOf(recovery));
    try {
      await this.db.transaction("rw", this.db.keys, this.db.marks, this.db.things, async () => {
        if ((await this.db.mark("key", "")) !== row.name) return;
        await this.db.keys.update(row.name, { recoveries });
        await this.db.things.put({ name: RECOVERY, sealed });
      });
    } catch (error) {
      if (!isFull(error)) throw error;
    }
    return this.kept(recovery, recoveries, key);
  }

  /** The same key, as one that no script can read out of the browser. */
  private async kept({ secrets: [newest = ""] }: Recovery, recoveries: KeyRow["recoveries"], key: CryptoKey): Promise<CryptoKey> {
    return (await unwrapAny(this.world, recoveries ?? [], newest)) ?? key;
  }

  /** On a full phone tries are counted only as long as the app is open: the shop must be able to open its books there, too. */
  private async keepTries(tries: Tries): Promise<void> {
    this.triesHere = tries;
    await this.keepIfThereIsRoom("tries", tries);
  }

  private async keepIfThereIsRoom(name: string, value: unknown): Promise<void> {
    await this.db.setMark(name, value).catch((error: unknown) => {
      if (!isFull(error)) throw error;
    });
  }

  private async triesSoFar(): Promise<Tries> {
    const kept = await this.db.mark<Tries>("tries", { failed: 0, until: 0 });
    return kept.failed > this.triesHere.failed ? kept : this.triesHere;
  }

  /** Put a PIN before everything: a new key, wrapped by it; what lies here is sealed anew, step by step. */
  async setPin(pin: string, spent = ""): Promise<void> {
    if (!PIN.test(pin)) throw new RangeError("A PIN has 4 to 12 digits");
    if (this.isLocked) throw new IsLocked();
    const { world } = this;
    const before = await this.recovery();
    // One that the server holds already goes on: a new PIN set without a network can be forgotten, too.
    const recovery = before.secrets.length && !spent ? before : madeAnew(world, before, spent);
    const key = await world.ciphers.generateKey(AES, true, ["encrypt", "decrypt"]);
    const [salt, iv, name] = [world.random(16), world.random(12), this.newName()];
    const wrapper = await this.wrapperOf(pin, salt, world.pinRounds);
    const bytes = await world.ciphers.wrapKey("raw", key, wrapper, { name: AES.name, iv });
    const recoveries = await wrapForEach(world, recovery, key);
    const sealed = await this.sealBy(name, key, RECOVERY, bytesOf(recovery));
    const row = { name, key: null, wrapped: { bytes, salt, iv, rounds: world.pinRounds }, recoveries };
    await this.takeKey(row, await this.kept(recovery, recoveries, key), { name: RECOVERY, sealed });
  }

  /** Take the PIN away; whoever does it types it once more. */
  async removePin(pin: string): Promise<Opening> {
    const opening = await this.unlock(pin);
    if (opening.opened && (await this.hasPin())) await this.makePlainKey();
    return opening;
  }

  private async makePlainKey(): Promise<void> {
    const key = await this.world.ciphers.generateKey(AES, false, ["encrypt", "decrypt"]);
    await this.takeKey({ name: this.newName(), key, wrapped: null }, key);
  }

  /** Make a key the one that seals from now on; two tabs that open a new phone at once agree on the first. */
  private async takeKey(row: KeyRow, key: CryptoKey, along?: SealedRow): Promise<void> {
    const before = this.current;
    this.current = await this.db.transaction("rw", this.db.keys, this.db.marks, this.db.things, async () => {
      const now = await this.db.mark("key", "");
      if (now !== before) return now;
      await this.db.keys.add(row);
      if (along) await this.db.things.put(along);
      await this.db.setMark("key", row.name);
      return row.name;
    });
    if (this.current !== row.name) {
      await this.open();
      if (this.isLocked) throw new IsLocked("Another tab put a PIN here");
      return;
    }
    this.keys.set(row.name, key);
    await this.stayAwake();
    await this.resealAsThereIsRoom();
  }

  /** What is not yet sealed anew stays as it is until there is room; the key holds all the same. */
  private async resealAsThereIsRoom(): Promise<void> {
    await this.resealAll().catch((error: unknown) => {
      if (!isFull(error)) throw error;
    });
  }

  /** Seal anew what an older key sealed, in small steps that may be broken off anywhere; then drop the older keys. */
  private async resealAll(): Promise<void> {
    const { db, current } = this;
    const older = (await db.keys.toCollection().primaryKeys()).filter((name) => name !== current);
    if (!older.length || this.isLocked) return;
    if (!(await this.resealed(db.events, ({ id }) => id, 200))) return;
    for (const table of [db.things, db.drafts]) if (!(await this.resealed(table, ({ name }) => name, 20))) return;
    if (!(await this.resealed(db.papers, ({ id }) => id, 1))) return;
    await db.transaction("rw", db.keys, db.marks, async () => {
      if ((await db.mark("key", "")) === current) await db.keys.bulkDelete(older);
    });
  }

  /** False if another tab put a newer key meanwhile, which is then the one to seal with. */
  private async resealed<T extends { sealed: Sealed }, K>(table: Table<T, K>, nameOf: (row: T) => string, step: number): Promise<boolean> {
    const { db, current } = this;
    const keyOf = (row: T) => row[table.schema.primKey.keyPath as keyof T] as K;
    for (;;) {
      const rows = await table.filter(({ sealed }) => sealed.key !== current).limit(step).toArray();
      if (!rows.length) return true;
      const anew = await Promise.all(
        rows.map(async (row) => this.sealBytes(nameOf(row), new Uint8Array(await this.unsealBytes(nameOf(row), row.sealed)))),
      );
      const isNewest = await db.transaction("rw", table, db.marks, async () => {
        if ((await db.mark("key", "")) !== current) return false;
        for (const [at, row] of rows.entries()) {
          const now = await table.get(keyOf(row));
          // What was changed or dropped meanwhile stays so.
          if (now?.sealed.key === row.sealed.key) await table.put({ ...now, sealed: anew[at] ?? now.sealed });
        }
        return true;
      });
      if (!isNewest) return false;
    }
  }

  private async unwrap(row: KeyRow, pin: string): Promise<CryptoKey | null> {
    if (!row.wrapped) return null;
    const { bytes, salt, iv, rounds } = row.wrapped;
    const wrapper = await this.wrapperOf(pin, salt, rounds);
    const rule = { name: AES.name, iv };
    return this.world.ciphers
      .unwrapKey("raw", bytes, wrapper, rule, AES, !row.recoveries, ["encrypt", "decrypt"])
      .catch(() => null);
  }

  private async wrapperOf(pin: string, salt: Uint8Array<ArrayBuffer>, rounds: number): Promise<CryptoKey> {
    const typed = new TextEncoder().encode(pin);
    const base = await this.world.ciphers.importKey("raw", typed, "PBKDF2", false, ["deriveKey"]);
    const rule = { name: "PBKDF2", salt, iterations: rounds, hash: "SHA-256" };
    return this.world.ciphers.deriveKey(rule, base, AES, false, ["wrapKey", "unwrapKey"]);
  }

  private keyOf(name: string): CryptoKey {
    const key = this.keys.get(name);
    if (!key) throw new IsLocked();
    return key;
  }

  private newName(): string {
    return Array.from(this.world.random(6), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }
}

function bytesOf(value: unknown): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(JSON.stringify(value));
}
