// The sync engine: sends, pulls, compares; fails, waits, tries again; and never says more than the database knows.
import { addDays, vietnamDay } from "@/kernel/vietnam";
import { isFull, type Refused } from "./database";
import { deviceOf } from "./device";
import { IsLocked, type SaleBody, totalOf } from "./events";
import type { Log } from "./log";
import { askEar, tellLost } from "./orders";
import { sendPapers, tryPapersAgain } from "./papers";
import { type Begun, pullChanges } from "./pull";
import { sendRecovery, tryRecoveryAgain } from "./recovery";
import { ask, askForOrder, KeyRefused, NoAnswer, sendAgain, sendWaiting } from "./send";
import { readTotals } from "./wire";
import { AWAKE_MS } from "./vault";
import { asTheOnlySender } from "./writer";

const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 300_000;
const IDLE_WAIT_MS = 120_000;
const REFUSED_WAIT_MS = 3_600_000;
const ELSEWHERE_WAIT_MS = 5_000;
const HOUR_MS = 3_600_000;
/** How often a locked phone asks whether it was taken off the shop; and how soon after the last time at the earliest. */
const LOCKED_WAIT_MS = 900_000;
const LOCKED_PAUSE_MS = 60_000;
/** How often pictures may hold up the end of a phone that was taken off the shop: about an hour. */
const WIPE_TRIES = 15;
/** Days back that are compared, today aside. */
export const COMPARED_DAYS = 7;

export type SyncState = "idle" | "sending" | "offline" | "revoked" | "full" | "locked";

export interface Difference {
  day: string;
  phone_vnd: number;
  server_vnd: number;
  phone_sales: number;
  server_sales: number;
}

export class Sync {
  state: SyncState = "idle";
  nextAttemptAt: number | null = null;
  /** What went wrong last, for whoever helps; null after a round that went well. */
  lastFault: string | null = null;
  private failures = 0;
  private running: Promise<void> | null = null;
  private askedAgain = false;
  private networkCame = false;
  private wipeTries = 0;
  private heardAt = -Infinity;
  /** A pull that was cut between two pages. */
  private readonly begun: Begun = { pull: null };
  private readonly tab: string;

  constructor(private readonly log: Log) {
    this.tab = log.newId();
  }

  /**
   * Do one whole round now; two calls at once are one round, and one more if something came in between.
   *
   * A round that began without a network fails; if the network came meanwhile, it is tried again at once and not after the wait.
   */
  async round(networkCame = false): Promise<void> {
    if (this.running) {
      this.askedAgain = true;
      this.networkCame ||= networkCame;
      return this.running;
    }
    this.running = this.untilQuiet().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async untilQuiet(): Promise<void> {
    do {
      [this.askedAgain, this.networkCame] = [false, false];
      await this.once();
    } while ((this.askedAgain && this.state === "idle") || (this.networkCame && this.state === "offline"));
  }

  private async once(): Promise<void> {
    const { log } = this;
    if (log.vault.isLocked) return this.listen();
    if (!(await deviceOf(log.db))) return this.rest("idle", null);
    this.state = "sending";
    log.tellChange();
    try {
      await log.vault.stayAwake();
      await log.takeTime();
      const isMine = await asTheOnlySender(log, this.tab, () => this.work());
      this.failures = 0;
      this.lastFault = null;
      if (this.state === "sending") this.rest("idle", isMine ? IDLE_WAIT_MS : ELSEWHERE_WAIT_MS);
    } catch (error) {
      await this.failed(error);
    }
  }

  /** A locked phone sends nothing; it only listens whether it was taken off the shop. */
  private async listen(): Promise<void> {
    const { log } = this;
    this.rest("locked", LOCKED_WAIT_MS);
    const now = log.world.mono();
    if (now - this.heardAt < LOCKED_PAUSE_MS) return;
    this.heardAt = now;
    try {
      if ((await askEar(log)) === "go_on") return;
      // A tab in which the PIN was typed can send what waits, and wipes afterwards: it goes first.
      if (await log.vault.isOpenElsewhere()) return this.rest("locked", AWAKE_MS);
      await tellLost(log);
      await log.destroy();
      this.rest("revoked", null);
    } catch (error) {
      this.lastFault = faultOf(error);
    }
  }

  private async work(): Promise<void> {
    const { log } = this;
    const { order, isAnswered } = await sendWaiting(log);
    if (order === "wipe") return this.obeyWipe();
    if (!isAnswered) throw new NoAnswer(0);
    try {
      await pullChanges(log, this.begun);
      await this.compareOnceADay();
      await sendRecovery(log);
      // Last, because they are large: on a weak network they hold up nothing but themselves.
      await sendPapers(log);
    } catch (error) {
      // Rights that were taken away are first noticed where nothing is sent: ask what is to be done.
      if (error instanceof KeyRefused && (await askForOrder(log)) === "wipe") return this.obeyWipe();
      throw error;
    }
    await log.db.transaction("rw", log.db.marks, async () => {
      await log.db.setMark("refused", null);
      await log.db.setMark("last_success", log.clock.now());
    });
    log.isFull = false;
    await this.tidy();
  }

  /** The owner took this phone's rights away: what waits was sent first; an empty queue is the condition. */
  private async obeyWipe(): Promise<void> {
    const { log } = this;
    await sendPapers(log).catch((error: unknown) => {
      // A server that takes none ends the matter; a weak network may hold it up for a while, and not for ever.
      this.wipeTries += 1;
      if (!(error instanceof KeyRefused) && this.wipeTries < WIPE_TRIES) throw error;
    });
    if (!(await log.wipe())) throw new NoAnswer(0);
    this.rest("revoked", null);
  }

  private async failed(error: unknown): Promise<void> {
    this.lastFault = faultOf(error);
    if (this.log.isWiped) return this.rest("revoked", null);
    if (error instanceof KeyRefused) {
      await this.log.db.setMark("refused", error.refusal);
      return this.rest("revoked", REFUSED_WAIT_MS);
    }
    if (error instanceof IsLocked) {
      // Another tab put a newer key: this one takes note that it has not got it.
      await this.log.vault.open();
      return this.rest("locked", LOCKED_WAIT_MS);
    }
    if (isFull(error)) this.log.isFull = true;
    this.failures += 1;
    const asked = error instanceof NoAnswer ? error.retryAfterMs : null;
    this.rest("offline", asked ?? this.backoff());
  }

  /** Twice as long after each failure, up to five minutes, give or take a quarter so that phones do not come all at once. */
  private backoff(): number {
    const wait = Math.min(FIRST_WAIT_MS * 2 ** Math.min(this.failures - 1, 10), LONGEST_WAIT_MS);
    const [chance = 0] = this.log.world.random(1);
    return Math.round(wait * (0.75 + chance / 512));
  }

  private rest(state: SyncState, waitMs: number | null): void {
    this.state = state;
    this.nextAttemptAt = waitMs === null ? null : this.log.clock.now() + waitMs;
    this.log.tellChange();
  }

  /** Compare each day's sales with the server's books, once a day; a difference sends the day again, whole. */
  private async compareOnceADay(): Promise<void> {
    const { log } = this;
    const today = vietnamDay(log.clock.now());
    if ((await log.db.mark("compared", "")) === today) return;
    let difference: Difference | null = null;
    const dropped = await log.db.mark("dropped", "");
    for (let back = 0; back <= COMPARED_DAYS; back += 1) {
      const day = addDays(today, -back);
      // What was dropped to make room cannot be compared any more.
      if (day > dropped) difference ??= await compareDay(log, day);
    }
    await log.db.setMark("difference", difference);
    if (!difference) await log.db.setMark("compared", today);
  }

  private async tidy(): Promise<void> {
    const { log } = this;
    const last = await log.db.mark("tidied", 0);
    if (Math.abs(log.clock.now() - last) < 24 * HOUR_MS) return;
    await log.dropSettled();
    await tryPapersAgain(log);
    await tryRecoveryAgain(log.db);
    await log.db.setMark("tidied", log.clock.now());
  }
}

/** Compare one day; if the books miss something that they once said they had, send the day again and look once more. */
export async function compareDay(log: Log, day: string): Promise<Difference | null> {
  const first = await differenceOn(log, day);
  if (!first) return null;
  await sendAgain(log, await log.db.events.where("day").equals(day).toArray());
  return differenceOn(log, day);
}

async function differenceOn(log: Log, day: string): Promise<Difference | null> {
  const device = await deviceOf(log.db);
  const mine = await salesInBooks(log, day);
  const asked = `/sync/totals?device_id=${device?.deviceId ?? ""}&day=${day}`;
  const { sales, sales_vnd } = readTotals(await ask(log, asked));
  if (sales === mine.sales && sales_vnd === mine.vnd) return null;
  return { day, phone_vnd: mine.vnd, server_vnd: sales_vnd, phone_sales: mine.sales, server_sales: sales };
}

/** What this phone believes to be in the books: its sales of the day that were answered with recorded or known. */
async function salesInBooks(log: Log, day: string): Promise<{ sales: number; vnd: number }> {
  const rows = (await log.db.events.where("day").equals(day).toArray()).filter((row) => row.kind === "trade.sale");
  const acks = await log.db.acks.bulkGet(rows.map((row) => row.seq));
  let [sales, vnd] = [0, 0];
  for (const [at, row] of rows.entries()) {
    const status = acks[at]?.status;
    if (status !== "recorded" && status !== "known") continue;
    sales += 1;
    vnd += totalOf((await log.read(row)).body as SaleBody);
  }
  return { sales, vnd };
}

/** Why the key was refused, in the server's words; null while it is not. */
export async function refusalOf(log: Log): Promise<Refused | null> {
  return log.db.mark<Refused | null>("refused", null);
}

function faultOf(error: unknown): string {
  return `${(error as Error).name}: ${(error as Error).message}`.slice(0, 200);
}
