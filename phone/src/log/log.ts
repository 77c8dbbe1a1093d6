// The one log of a phone: everything that happens is written here first, durably, and never changed afterwards.
import { READABLE, uuid7 } from "@/kernel/uuid7";
import { vietnamDay } from "@/kernel/vietnam";
import { Clock, type Learned } from "./clock";
import { type AckRow, type EventRow, LogDatabase, isFull } from "./database";
import { type LeaseInUse, nextNumber, withoutNext } from "./device";
import { AlreadyRecorded, type Bodies, dayOf, type Kind, type Recorded, type SaleBody, StorageIsFull } from "./events";
import { Vault } from "./vault";
import type { World } from "./world";

const DAY_MS = 86_400_000;
const KEPT_DAYS = 60;
const PAGE = 1_000;
/** The name of no key: what stands there while a phone is emptied. */
const WIPED = "wiped";

export interface Counts {
  waiting: number;
  /** Pictures of bills that wait to be sent. */
  papers: number;
  oldestAt: number | null;
  tray: number;
  events: number;
}

export class Log {
  readonly db: LogDatabase;
  readonly vault: Vault;
  clock: Clock;
  isFull = false;
  /** Emptied by order, here or in another tab. */
  isWiped = false;
  private settledUpTo = 0;
  private readonly listeners = new Set<() => void>();

  private constructor(readonly world: World, name: string) {
    this.db = new LogDatabase(name, world);
    this.vault = new Vault(this.db, world);
    this.clock = new Clock(world, null);
    // Another tab empties the phone, or brings a newer shape of the database: let go, or it waits for ever.
    this.db.on("versionchange", (change) => {
      if (change.newVersion === null) this.isWiped = true;
      this.db.close({ disableAutoOpen: true });
      this.tellChange();
      return false;
    });
  }

  /** Open the log: no network is needed, and nothing is waited for but the disk. */
  static async open(world: World, name: string): Promise<Log> {
    const log = new Log(world, name);
    await log.db.open();
    // The app was closed in the middle of being emptied.
    if ((await log.db.mark("key", "")) === WIPED) {
      await log.db.delete({ disableAutoOpen: false });
      await log.db.open();
    }
    await log.vault.open();
    log.clock = new Clock(world, await log.db.mark<Learned | null>("clock", null));
    return log;
  }

  close(): void {
    this.listeners.clear();
    this.db.close();
  }

  newId(): string {
    return uuid7(this.clock.now(), this.world.random);
  }

  /** Hear of every change made through this log object. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tellChange(): void {
    for (const listener of this.listeners) listener();
  }

  /**
   * Write down what happened; resolves when it lies on the disk.
   *
   * The same id with the same words again is the same event (a button pressed twice); with other words it is refused:
   * what is recorded moves only forward, by further events.
   */
  async record<K extends Kind>(kind: K, body: Bodies[K], id = this.newId()): Promise<Recorded<K>> {
    const { known, learned, leases } = await this.beforeWriting(id);
    if (known) return this.sameOrRefuse(await this.read(known), kind, body);
    this.clock.adopt(learned);
    const happened_at = this.clock.now();
    try {
      for (let now = leases; ; now = await this.db.mark<LeaseInUse[]>("leases", [])) {
        const written = await this.tryToWrite(kind, body, { id, happened_at, leases: now });
        if (written) {
          this.isFull = false;
          this.tellChange();
          return written;
        }
      }
    } catch (error) {
      // Another tab put a newer PIN before everything: this one asks for it.
      if (this.vault.isLocked) this.tellChange();
      const other = (error as Error).name === "ConstraintError" ? await this.find(id) : null;
      if (other) return this.sameOrRefuse(other, kind, body);
      throw this.named(error);
    }
  }

  /** Read in one go what a record needs to know: seconds count on a small phone. */
  private async beforeWriting(id: string): Promise<{ known?: EventRow; learned: Learned | null; leases: LeaseInUse[] }> {
    const { db } = this;
    return db.transaction("r", db.events, db.marks, async () => {
      const known = await db.events.where("id").equals(id).first();
      const [clock, leases] = await db.marks.bulkGet(["clock", "leases"]);
      const found = { learned: (clock?.value ?? null) as Learned | null, leases: (leases?.value ?? []) as LeaseInUse[] };
      return known ? { known, ...found } : found;
    });
  }

  /** Believe the tab that heard the server's time last. */
  async takeTime(): Promise<void> {
    this.clock.adopt(await this.db.mark<Learned | null>("clock", null));
  }

  /** Say which error it is in the log's own words; a full phone is remembered for the status. */
  private named(error: unknown): unknown {
    if (!isFull(error)) return error;
    this.isFull = true;
    this.tellChange();
    return new StorageIsFull("The phone has no room left: nothing was recorded");
  }

  /** Seal with the number that is next, then write if that number, and the key, still are. Null if another tab was quicker. */
  private async tryToWrite<K extends Kind>(
    kind: K,
    body: Bodies[K],
    { id, happened_at, leases }: { id: string; happened_at: number; leases: LeaseInUse[] },
  ): Promise<Recorded<K> | null> {
    const number = kind === "trade.sale" ? ((body as SaleBody).number || nextNumber(leases)) : null;
    const isLeased = number !== null && !(body as SaleBody).number;
    const full = number === null ? body : { ...body, number };
    const sealed = await this.vault.seal(id, full);
    await this.world.breathe("sealed");
    const day = dayOf(kind, body) || vietnamDay(happened_at);
    const { db } = this;
    const seq = await db.transaction("rw", db.events, db.marks, db.drafts, async () => {
      const [key, last, leased] = await db.marks.bulkGet(["key", "seq", "leases"]);
      const now = (leased?.value ?? []) as LeaseInUse[];
      if (key?.value !== sealed.key || (isLeased && nextNumber(now) !== number)) return null;
      const next = ((last?.value ?? 0) as number) + 1;
      await db.events.add({ seq: next, id, kind, happened_at, day, sealed });
      const counted = { name: "seq", value: next };
      await db.marks.bulkPut(isLeased ? [counted, { name: "leases", value: withoutNext(now) }] : [counted]);
      const drafts = await db.drafts.toCollection().primaryKeys();
      await db.drafts.bulkDelete(drafts.filter((name) => name.endsWith(`/${id}`)));
      return next;
    });
    if (seq === null) await this.vault.open();
    await this.world.breathe("written");
    return seq === null ? null : this.toRecorded({ seq, id, kind, happened_at }, full);
  }

  private sameOrRefuse<K extends Kind>(known: Recorded, kind: K, body: Bodies[K]): Recorded<K> {
    const before = { ...known.body, number: "" };
    if (known.kind === kind && JSON.stringify(before) === JSON.stringify({ ...body, number: "" })) {
      return known as Recorded<K>;
    }
    throw new AlreadyRecorded("This was recorded before, with other words");
  }

  /** Find an event of this phone, for its receipt. */
  async find(id: string): Promise<Recorded | null> {
    const row = await this.db.events.where("id").equals(id).first();
    return row ? this.read(row) : null;
  }

  async read(row: EventRow): Promise<Recorded> {
    return this.toRecorded(row, await this.vault.unseal<Bodies[Kind]>(row.id, row.sealed));
  }

  private async toRecorded<K extends Kind>(
    { seq, id, kind, happened_at }: { seq: number; id: string; kind: K; happened_at: number },
    body: Bodies[K],
  ): Promise<Recorded<K>> {
    const check = await this.checkOf(id);
    const number = kind === "trade.sale" ? (body as SaleBody).number || `~${check}` : "";
    return { id, seq, kind, number, check, happened_at, body };
  }

  /** Six letters by which a paper receipt is found in the books: the first 30 bits of SHA-256 of the id. */
  async checkOf(id: string): Promise<string> {
    const hash = new DataView(await this.world.ciphers.digest("SHA-256", new TextEncoder().encode(id)));
    let bits = hash.getUint32(0) >>> 2;
    let word = "";
    for (let at = 0; at < 6; at += 1) {
      word = (READABLE[bits & 31] ?? "") + word;
      bits >>>= 5;
    }
    return word;
  }

  /** Events without an answer yet, in the order in which they happened, at most so many. */
  async waiting(most: number, after = 0): Promise<EventRow[]> {
    const rows = await this.db.events.bulkGet(await this.waitingSeqs(most, after));
    return rows.filter((row): row is EventRow => row !== undefined);
  }

  /** The order numbers of what waits: events less answers, nothing else counts. */
  async waitingSeqs(most = Infinity, after = 0): Promise<number[]> {
    const found: number[] = [];
    let from = Math.max(after, this.settledUpTo);
    for (;;) {
      const page = await this.pageOf(from);
      if (page.isWhole && !found.length && from === this.settledUpTo) {
        this.settledUpTo = (page.waiting[0] ?? page.last + 1) - 1;
      }
      found.push(...page.waiting);
      if (found.length >= most || !page.more) return found.slice(0, most);
      from = page.last;
    }
  }

  private async pageOf(from: number): Promise<{ waiting: number[]; last: number; more: boolean; isWhole: boolean }> {
    const { db } = this;
    return db.transaction("r", db.events, db.acks, async () => {
      const events = await db.events.where("seq").above(from).limit(PAGE).primaryKeys();
      const last = events.at(-1) ?? from;
      const settled = new Set(await db.acks.where("seq").between(from, last, false, true).primaryKeys());
      const waiting = events.filter((seq) => !settled.has(seq));
      return { waiting, last, more: events.length === PAGE, isWhole: events.length > 0 };
    });
  }

  /** Count what the screen says, from the database and nowhere else. */
  async counts(): Promise<Counts> {
    const { db } = this;
    const [events, answered, tray, papers] = await db.transaction("r", db.events, db.acks, db.papers, async () => [
      await db.events.count(),
      await db.acks.count(),
      await db.acks.where("status").equals("refused").count(),
      await db.papers.where("is_sent").equals(0).count(),
    ]);
    const [oldest] = await this.waiting(1);
    return {
      waiting: (events ?? 0) - (answered ?? 0),
      oldestAt: oldest?.happened_at ?? null,
      papers: papers ?? 0,
      tray: tray ?? 0,
      events: events ?? 0,
    };
  }

  /**
   * Keep the server's answers; an answer about an event that is not here is dropped.
   *
   * What counted as booked before stays in the round in which it first did: the pulls since then hold it.
   */
  async settle(answers: Omit<AckRow, "seq" | "round">[], inRound?: number): Promise<void> {
    const { db } = this;
    await db.transaction("rw", db.events, db.acks, db.marks, async () => {
      const rows = await db.events.where("id").anyOf(answers.map((answer) => answer.id)).toArray();
      const seqs = new Map(rows.map((row) => [row.id, row.seq]));
      const round = inRound ?? (await db.mark("round", 0));
      const before = new Map<number, AckRow>();
      for (const ack of await db.acks.bulkGet([...seqs.values()])) if (ack) before.set(ack.seq, ack);
      const acks = answers.flatMap((answer) => {
        const seq = seqs.get(answer.id);
        if (seq === undefined) return [];
        const earlier = before.get(seq);
        return [{ ...answer, seq, round: earlier && isBooked(earlier) ? earlier.round : round }];
      });
      await db.acks.bulkPut(acks);
      await db.setMark("answers", (await db.mark("answers", 0)) + 1);
    });
    this.tellChange();
  }

  /** Make room: drop events that the books have for longer than the days given. What waits, or lies in the tray, is never dropped. */
  async dropSettled(olderThanDays = KEPT_DAYS): Promise<number> {
    const { db } = this;
    const before = this.clock.now() - olderThanDays * DAY_MS;
    const today = vietnamDay(this.clock.now());
    let newest = "";
    const dropped = await db.transaction("rw", db.events, db.acks, async () => {
      const settled = new Set(await db.acks.where("status").anyOf("recorded", "known").primaryKeys());
      const old: number[] = [];
      await db.events.each(({ seq, day, happened_at }) => {
        if (!settled.has(seq) || happened_at >= before) return;
        old.push(seq);
        if (day > newest && day <= today) newest = day;
      });
      await db.events.bulkDelete(old);
      await db.acks.bulkDelete(old);
      return old.length;
    });
    if (newest > (await db.mark("dropped", ""))) await this.remember("dropped", newest);
    if (dropped) this.isFull = false;
    this.tellChange();
    return dropped;
  }

  /** Keep a mark if there is room for it. */
  private async remember(name: string, value: unknown): Promise<void> {
    await this.db.setMark(name, value).catch((error: unknown) => {
      if (!isFull(error)) throw error;
    });
  }

  /**
   * Empty this phone, because its owner said so; false, and nothing is done, while an event waits.
   *
   * The look and the end of the key are one step: a sale pressed in that moment is refused aloud, never recorded and wiped.
   */
  async wipe(): Promise<boolean> {
    const { db } = this;
    try {
      const isEmpty = await db.transaction("rw", db.events, db.acks, db.marks, async () => {
        if ((await db.events.count()) > (await db.acks.count())) return false;
        await db.setMark("key", WIPED);
        return true;
      });
      if (!isEmpty) return false;
    } catch (error) {
      // On a full phone nothing can be recorded anyway.
      if (!isFull(error) || (await this.counts()).waiting) throw error;
    }
    await this.drop();
    return true;
  }

  /** Empty this phone whatever waits: only for a locked one that was taken off the shop (`orders.ts` says why). */
  async destroy(): Promise<void> {
    await this.remember("key", WIPED);
    await this.drop();
  }

  private async drop(): Promise<void> {
    this.isWiped = true;
    await this.db.delete({ disableAutoOpen: true });
  }
}

function isBooked({ status }: AckRow): boolean {
  return status === "recorded" || status === "known";
}
