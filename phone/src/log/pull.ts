// What changed at the shop: pulled by cursor, put beside what this phone knows, in one transaction or not at all.
import { addDays, vietnamDay } from "@/kernel/vietnam";
import type { Learned } from "./clock";
import type { Log } from "./log";
import { ask } from "./send";
import { type Changes, readChanges, type ServerProduct, type ServerSale, type TrayNews } from "./wire";

/** The server's side of the shop, as this phone last saw it. */
export interface Snapshot {
  products: ServerProduct[];
  places: Changes["places"];
  bank_accounts: Changes["bank_accounts"];
  debts: Changes["debts"];
  stock: Changes["stock"];
  sales: ServerSale[];
  notices: Changes["notices"];
}

export const EMPTY: Snapshot = {
  products: [], places: [], bank_accounts: [], debts: [], stock: [], sales: [], notices: [],
};
const NAME = "snapshot";
const SALES_DAYS = 35;
const MOST_PAGES = 1_000;

export async function snapshotOf(log: Log): Promise<Snapshot> {
  const row = await log.db.things.get(NAME);
  return row ? { ...EMPTY, ...(await log.vault.unseal<Snapshot>(NAME, row.sealed)) } : EMPTY;
}

/** Pages that were heard of a pull which is not yet done, and what it began from. */
interface Pull {
  began: string;
  /** Answers to events that were kept by then: a page heard before another answer may not hold what that event did. */
  answers: number;
  cursor: string;
  snapshot: Snapshot;
  news: TrayNews[];
  pages: number;
  learned: Learned | null;
}

/** Where a pull stands that was cut between two pages; kept as long as the app is open. */
export interface Begun {
  pull: Pull | null;
}

/**
 * Pull until nothing is left; called only when the server has answered for every event that was ever sent.
 *
 * Nothing of it is taken in before the last page. Cut between two pages it goes on where it stood; if anything was sent or pulled
 * meanwhile, or the app was closed, it begins again.
 */
export async function pullChanges(log: Log, begun: Begun = { pull: null }): Promise<void> {
  const { db } = log;
  const round = await startRound(log);
  const pull = (begun.pull = await goOnOrBegin(log, begun.pull));
  for (let more = true; more && pull.pages < MOST_PAGES; pull.pages += 1) {
    const asked = log.world.mono();
    const changes = readChanges(await ask(log, `/sync/changes?cursor=${encodeURIComponent(pull.cursor)}`));
    pull.learned = log.clock.learn(changes.server_at, asked);
    pull.snapshot = merge(pull.snapshot, changes, addDays(vietnamDay(log.clock.now()), -SALES_DAYS));
    pull.news.push(...changes.tray);
    more = changes.has_more && changes.cursor !== pull.cursor;
    pull.cursor = changes.cursor;
  }
  begun.pull = null;
  const { began, cursor, snapshot, news, learned } = pull;
  const sealed = await log.vault.seal(NAME, snapshot);
  await log.world.breathe("pulled");
  await db.transaction("rw", db.marks, db.things, async () => {
    if ((await db.mark("cursor", "")) !== began || (await db.mark("key", "")) !== sealed.key) return;
    await db.things.put({ name: NAME, sealed });
    await db.setMark("cursor", cursor);
    await db.setMark("clock", learned);
    await db.setMark("covered", round);
    await db.setMark("pulls", (await db.mark("pulls", 0)) + 1);
  });
  await hearOfTray(log, news, round);
  log.tellChange();
}

async function goOnOrBegin(log: Log, before: Pull | null): Promise<Pull> {
  const { db } = log;
  const [began, answers] = [await db.mark("cursor", ""), await db.mark("answers", 0)];
  if (before?.began === began && before.answers === answers) return before;
  return { began, answers, cursor: began, snapshot: await snapshotOf(log), news: [], pages: 0, learned: null };
}

/** Answers kept until now belong to this round; the pull that follows holds what their events did. */
async function startRound(log: Log): Promise<number> {
  const { db } = log;
  return db.transaction("rw", db.marks, async () => {
    const round = await db.mark("round", 0);
    await db.setMark("round", round + 1);
    return round;
  });
}

/** Put changes over a snapshot; doing it twice changes nothing. */
export function merge(before: Snapshot, changes: Changes, salesFrom: string): Snapshot {
  const retired = new Set(changes.retired);
  const sales = over(before.sales, changes.sales, (sale) => sale.id);
  return {
    products: over(before.products, changes.products, (one) => one.id).filter((one) => !retired.has(one.id)),
    places: changes.places,
    bank_accounts: changes.bank_accounts,
    debts: changes.debts,
    stock: over(before.stock, changes.stock, (one) => one.product_id),
    sales: sales.filter((sale) => sale.sold_on >= salesFrom),
    notices: changes.notices,
  };
}

function over<T>(before: T[], changed: T[], nameOf: (one: T) => string): T[] {
  const all = new Map(before.map((one) => [nameOf(one), one]));
  for (const one of changed) all.set(nameOf(one), one);
  return [...all.values()];
}

/** What the desk did with refused events: mended ones are in the books, others were set aside for a reason. */
async function hearOfTray(log: Log, news: TrayNews[], round: number): Promise<void> {
  const { db } = log;
  const said = new Map(news.filter((one) => one.state !== "waiting").map((one) => [one.event_id, one.state]));
  const rows = (await db.acks.where("status").equals("refused").toArray()).filter((row) => said.has(row.id));
  const answers = rows.map((row) => ({ ...row, status: said.get(row.id) === "recorded" ? "recorded" : "set_aside" }) as const);
  if (answers.length) await log.settle(answers, round);
}
