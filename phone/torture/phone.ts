// A simulated phone: the real log on a database in memory, in a world whose clock, network, storage and death are drawn by chance.
import { IDBFactory, IDBKeyRange, IDBObjectStore } from "fake-indexeddb";
import { gzipSync } from "node:zlib";
import { Chance } from "@/kernel/chance";
import { Books } from "@/log/books";
import { Log } from "@/log/log";
import { Sync } from "@/log/sync";
import type { World } from "@/log/world";
import { plainCiphers } from "./ciphers";
import { Network, type Serve } from "./network";

/** The one true time of a run, in ms. */
export interface Time {
  now: number;
}

const NAME = "ecoop";
const FULL = new WeakSet<object>();

/** Let writes fail as a full phone lets them fail: the transaction is undone with QuotaExceededError. */
function limitStorage(): void {
  const store = IDBObjectStore.prototype as unknown as Record<"add" | "put", (...given: unknown[]) => unknown>;
  for (const name of ["add", "put"] as const) {
    const write = store[name];
    store[name] = function limited(this: { transaction: Transaction }, ...given: unknown[]) {
      const request = write.apply(this, given);
      if (FULL.has(this.transaction.db._rawDatabase)) this.transaction._abort("QuotaExceededError");
      return request;
    };
  }
}
interface Transaction {
  db: { _rawDatabase: object };
  _abort(reason: string): void;
}
limitStorage();

export interface Tab {
  log: Log;
  sync: Sync;
  books: Books;
  /** Resolves when the app is closed in the middle of something. */
  died: Promise<void>;
  isDead: boolean;
}

export class Phone {
  readonly network: Network;
  tabs: Tab[] = [];
  pin = "";
  /** Locked, and whoever holds it does not know the PIN. */
  isShut = false;
  private factory = new IDBFactory();
  /** How far the device's clock is from the truth; jumps. */
  private wrong: number;
  private readonly held = new Map<string, object>();
  private dieAfter = Infinity;

  constructor(
    readonly name: string,
    private readonly chance: Chance,
    private readonly time: Time,
    serve: Serve,
    private readonly hasLocks: boolean,
  ) {
    this.wrong = chance.happens(0.5) ? 0 : chance.whole(-400, 400) * 86_400_000;
    this.network = new Network(chance, serve, (ms) => (this.time.now += ms));
  }

  async openTab(): Promise<Tab> {
    const fate = { isDead: false, die: (): void => undefined };
    const died = new Promise<void>((resolve) => (fate.die = resolve));
    const log = await Log.open(this.world(fate), NAME);
    if (log.vault.isLocked && !this.isShut) await log.vault.unlock(this.pin);
    const tab: Tab = {
      log, sync: new Sync(log), books: new Books(log), died,
      get isDead() {
        return fate.isDead;
      },
    };
    this.tabs.push(tab);
    return tab;
  }

  /** Do something in a tab, unless the app is closed in the middle of it; then open it again. */
  async inTab<T>(tab: Tab, work: (tab: Tab) => Promise<T>): Promise<T | undefined> {
    const working = work(tab);
    // What a dead app still fails at is heard by nobody.
    working.catch(() => undefined);
    const done = await Promise.race([working, tab.died.then(() => undefined)]);
    if (tab.isDead && this.tabs.includes(tab)) await this.reopen(tab);
    return done;
  }

  /** The app dies at one of its next breaths. */
  dieSoon(): void {
    this.dieAfter = this.chance.whole(0, 12);
  }

  stayAlive(): void {
    this.dieAfter = Infinity;
  }

  jumpClock(): void {
    this.wrong += this.chance.pick([-1, 1]) * this.chance.pick([5_000, 3_600_000, 86_400_000, 40_000_000_000]);
  }

  async setFull(isFull: boolean): Promise<void> {
    const databases = (this.factory as unknown as { _databases: Map<string, object> })._databases;
    for (const raw of databases.values()) {
      if (isFull) FULL.add(raw);
      else FULL.delete(raw);
    }
  }

  async reopen(tab: Tab): Promise<void> {
    this.stayAlive();
    tab.log.close();
    this.tabs = this.tabs.filter((one) => one !== tab);
    this.held.clear();
    await this.openTab();
  }

  /** Clear the site's data, as a browser does on demand: nothing of the database is left. */
  async clearSite(): Promise<void> {
    for (const tab of this.tabs) tab.log.close();
    this.tabs = [];
    this.held.clear();
    this.factory = new IDBFactory();
    this.pin = "";
    this.isShut = false;
  }

  /** Shut every tab by its PIN, until somebody opens it who knows it. */
  async shut(): Promise<void> {
    this.isShut = true;
    for (const tab of this.tabs) await tab.log.vault.lock();
  }

  async openUp(): Promise<void> {
    this.isShut = false;
    for (const tab of this.tabs) await tab.log.vault.unlock(this.pin);
  }

  private world(fate: { isDead: boolean; die: () => void }): World {
    const start = this.time.now;
    const never = new Promise<never>(() => undefined);
    const whileAlive = <T>(answer: Promise<T>): Promise<T> => answer.then(
      (value) => (fate.isDead ? never : value),
      (error: unknown) => (fate.isDead ? never : Promise.reject(error)),
    );
    return {
      now: () => this.time.now + this.wrong,
      mono: () => this.time.now - start,
      random: this.chance.bytes,
      fetch: (address, init) => whileAlive(this.network.fetch(address, init)),
      gzip: async (text) => new Uint8Array(gzipSync(text)),
      ciphers: plainCiphers(this.chance.bytes),
      indexedDB: this.factory as unknown as globalThis.IDBFactory,
      keyRange: IDBKeyRange as unknown as typeof globalThis.IDBKeyRange,
      withLock: this.hasLocks ? (name, work) => this.withLock(name, fate, work) : null,
      channel: () => null,
      later: () => () => undefined,
      breathe: () => {
        this.dieAfter -= 1;
        if (this.dieAfter < 0 && !fate.isDead) {
          this.dieAfter = Infinity;
          fate.isDead = true;
          fate.die();
        }
        return fate.isDead ? never : undefined;
      },
      persist: async () => true,
      language: () => "vi",
      pinRounds: 1,
    };
  }

  /** A lock dies with the tab that holds it. */
  private async withLock(name: string, holder: object, work: () => Promise<void>): Promise<boolean> {
    if (this.held.has(name)) return false;
    this.held.set(name, holder);
    try {
      await work();
    } finally {
      if (this.held.get(name) === holder) this.held.delete(name);
    }
    return true;
  }
}
