// The log's place on the phone: IndexedDB through Dexie. Versions migrate what is there; nothing is ever cleared to make room for a new shape.
import Dexie, { type Table } from "dexie";
import { vietnamDay } from "@/kernel/vietnam";
import type { Kind } from "./events";
import type { World } from "./world";

/** Bytes sealed by a key of this phone. */
export interface Sealed {
  key: string;
  iv: Uint8Array<ArrayBuffer>;
  bytes: ArrayBuffer;
}

export interface EventRow {
  /** Order on this phone: counts up by one, whatever the clock says. */
  seq: number;
  id: string;
  kind: Kind;
  happened_at: number;
  day: string;
  sealed: Sealed;
}

export interface Refused {
  code: string;
  said: string;
  remedy: string;
  law: unknown;
}

export interface Loser {
  field: string;
  kept: unknown;
  lost: unknown;
}

/** The server's answer to one event: a row of its own, so that no interrupted sync can unmark anything. */
export interface AckRow {
  seq: number;
  id: string;
  status: "recorded" | "known" | "refused" | "set_aside";
  label: string;
  refusal: Refused | null;
  losers: Loser[];
  at: number;
  /** After how many pulls it came: a later pull holds what this event did. */
  round: number;
}

export interface MarkRow {
  name: string;
  value: unknown;
}

export interface SealedRow {
  name: string;
  sealed: Sealed;
}

export interface KeyRow {
  name: string;
  /** A key that cannot leave the browser; null once a PIN wraps it. */
  key: CryptoKey | null;
  wrapped: { bytes: ArrayBuffer; salt: Uint8Array<ArrayBuffer>; iv: Uint8Array<ArrayBuffer>; rounds: number } | null;
  /** The key wrapped once more, by each recovery key that the server may hold; phones of earlier days have none yet. */
  recoveries?: Wrapping[];
}

export interface Wrapping {
  bytes: ArrayBuffer;
  iv: Uint8Array<ArrayBuffer>;
}

export interface PaperRow {
  id: string;
  sealed: Sealed;
  type: string;
  /** 2: the server cannot take it. */
  is_sent: 0 | 1 | 2;
}

export class LogDatabase extends Dexie {
  declare events: Table<EventRow, number>;
  declare acks: Table<AckRow, number>;
  declare marks: Table<MarkRow, string>;
  declare things: Table<SealedRow, string>;
  declare keys: Table<KeyRow, string>;
  declare drafts: Table<SealedRow, string>;
  declare papers: Table<PaperRow, string>;

  constructor(name: string, world: Pick<World, "indexedDB" | "keyRange">) {
    super(name, {
      indexedDB: world.indexedDB,
      IDBKeyRange: world.keyRange,
      // A sale is shown only when it is on the disk, not when it is on its way there.
      chromeTransactionDurability: "strict",
    });
    this.version(1).stores({ events: "&seq, &id", acks: "&seq, status", marks: "&name", things: "&name", keys: "&name" });
    // Version 2: drafts and pictures survive a reload; each event carries its day for the daily comparison.
    this.version(2)
      .stores({ events: "&seq, &id, day", drafts: "&name", papers: "&id, is_sent" })
      .upgrade((change) =>
        change.table<EventRow>("events").toCollection().modify((row) => {
          row.day ||= vietnamDay(row.happened_at);
        }),
      );
  }

  /** Read a mark, or what stands for its absence. */
  async mark<T>(name: string, otherwise: T): Promise<T> {
    const row = await this.marks.get(name);
    return row === undefined ? otherwise : (row.value as T);
  }

  async setMark(name: string, value: unknown): Promise<void> {
    await this.marks.put({ name, value });
  }
}

/**
 * Whether a write failed because the phone has no room left, however deep the reason is wrapped.
 *
 * Some browsers tell only that the transaction was aborted. Nobody here aborts one, so it is the disk that would not take it.
 */
export function isFull(error: unknown): boolean {
  if ((error as { name?: string } | null)?.name === "AbortError") return true;
  for (let reason = error, depth = 0; reason && depth < 5; depth += 1) {
    const { name, inner } = reason as { name?: string; inner?: unknown };
    if (name === "QuotaExceededError") return true;
    reason = inner;
  }
  return false;
}
