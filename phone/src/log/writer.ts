// One sender at a time, however many tabs are open. Recording needs no such lock: the database puts those in a row by itself.
import type { Log } from "./log";

interface Holder {
  tab: string;
  until: number;
}

/** A tab that fell silent for this long is taken for closed. */
const HELD_MS = 60_000;

/** Do the work if no other tab does it now; tell whether it was done. */
export async function asTheOnlySender(log: Log, tab: string, work: () => Promise<void>): Promise<boolean> {
  const { withLock } = log.world;
  if (withLock) return withLock(`ecoop-sends-${log.db.name}`, work);
  if (!(await takeTurn(log, tab))) return false;
  try {
    await work();
  } finally {
    await endTurn(log, tab);
  }
  return true;
}

/**
 * Where browsers have no locks, a row says whose turn it is, until when.
 *
 * A clock that jumps may let two tabs send at once. That costs a request and nothing else: the server knows every event by its id.
 */
async function takeTurn(log: Log, tab: string): Promise<boolean> {
  const { db, world } = log;
  return db.transaction("rw", db.marks, async () => {
    const holder = await db.mark<Holder | null>("sender", null);
    const now = world.now();
    const isHeld = holder && holder.tab !== tab && holder.until > now && holder.until <= now + HELD_MS;
    if (!isHeld) await db.setMark("sender", { tab, until: now + HELD_MS });
    return !isHeld;
  });
}

async function endTurn(log: Log, tab: string): Promise<void> {
  const { db } = log;
  await db.transaction("rw", db.marks, async () => {
    const holder = await db.mark<Holder | null>("sender", null);
    if (holder?.tab === tab) await db.setMark("sender", null);
  });
}
