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

/** Pull until nothing is left; called only when the server has answered for every event that was ever sent. */
export async function pullChanges(log: Log): Promise<void> {
  const { db } = log;
  const began = await db.mark("cursor", "");
  const round = await startRound(log);
  let cursor = began;
  let snapshot = await snapshotOf(log);
  let learned: Learned | null = null;
  const news: TrayNews[] = [];
  for (let page = 0, more = true; more && page < MOST_PAGES; page += 1) {
    const asked = log.world.mono();
    const changes = readChanges(await ask(log, `/sync/changes?cursor=${encodeURIComponent(cursor)}`));
    learned = log.clock.learn(changes.server_at, asked);
    snapshot = merge(snapshot, changes, addDays(vietnamDay(log.clock.now()), -SALES_DAYS));
    news.push(...changes.tray);
    more = changes.has_more && changes.cursor !== cursor;
    cursor = changes.cursor;
  }
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
