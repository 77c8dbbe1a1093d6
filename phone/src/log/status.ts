// What the phone says about itself: counted from the database each time, so that no icon is green while sales wait.
import { deviceOf } from "./device";
import type { Log } from "./log";
import type { Difference, Sync, SyncState } from "./sync";

export interface Status {
  /** Events and pictures that are not sent yet. */
  waiting: number;
  oldestAt: number | null;
  lastSuccessAt: number | null;
  nextAttemptAt: number | null;
  state: SyncState;
  tray: number;
  difference: Difference | null;
  hasDevice: boolean;
  persisted: boolean;
  /** How long offline, and with how many sales, this app is tested: said on the screen as it is. */
  testedDays: number;
  testedSales: number;
}

export const TESTED = { testedDays: 30, testedSales: 10_000 };

export const UNKNOWN: Status = {
  waiting: 0, oldestAt: null, lastSuccessAt: null, nextAttemptAt: null, state: "idle",
  tray: 0, difference: null, hasDevice: false, persisted: false, ...TESTED,
};

/** Count the status anew. */
export async function statusOf(log: Log, sync: Pick<Sync, "state" | "nextAttemptAt">): Promise<Status> {
  if (log.isWiped) return { ...UNKNOWN, state: "revoked" };
  const { waiting, papers, oldestAt, tray } = await log.counts();
  const state = log.vault.isLocked ? "locked" : log.isFull ? "full" : sync.state;
  return {
    waiting: waiting + papers,
    oldestAt,
    tray,
    state,
    lastSuccessAt: await log.db.mark<number | null>("last_success", null),
    nextAttemptAt: sync.nextAttemptAt,
    difference: await differenceOf(log),
    hasDevice: (await deviceOf(log.db)) !== null,
    persisted: await log.db.mark("persisted", false),
    ...TESTED,
  };
}

/** What the last comparison found; one of an earlier version of the app did not count sales. */
async function differenceOf({ db }: Log): Promise<Difference | null> {
  const found = await db.mark<Difference | null>("difference", null);
  return found && { ...{ phone_sales: 0, server_sales: 0 }, ...found };
}
