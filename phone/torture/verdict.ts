// What must hold after every run, whatever happened in it.
import { type ReturnBody, type SaleBody, totalOf } from "@/log/events";
import type { Actor, Run } from "./play";
import type { InBooks } from "./shop";

/** Judge a run; every sentence is a fault. */
export async function judge(run: Run): Promise<string[]> {
  const all = await run.shop.inBooks?.();
  if (!all) return [...run.actors.flatMap((actor) => actor.faults), ...(await judgePhones(run))];
  const faults = [...run.actors.flatMap((actor) => actor.faults), ...doubled(all)];
  const tried = new Set(run.actors.flatMap((actor) => [...actor.tried]));
  for (const one of all) if (!tried.has(one.id)) faults.push(`the books hold ${one.id}, which nobody recorded`);
  const books = new Map(all.map((one) => [one.id, one]));
  for (const actor of run.actors) {
    faults.push(...promisesKept(run, actor, books), ...picturesKept(run, actor));
    if (!actor.isWiped) faults.push(...(await phoneAgrees(actor, books)));
    if (actor.isRevoked && !actor.isWiped) faults.push(`${actor.phone.name} was revoked and is not wiped`);
  }
  faults.push(...numbersOnce(all), ...(await screensAgree(run, all)));
  return faults;
}

/** Where the books are judged from outside: at least nothing may wait. */
async function judgePhones(run: Run): Promise<string[]> {
  const faults: string[] = [];
  for (const { phone, isWiped, isRevoked } of run.actors) {
    const [tab] = phone.tabs;
    if (isRevoked && !isWiped) faults.push(`${phone.name} was revoked and is not wiped`);
    if (isWiped || !tab) continue;
    const { waiting, papers } = await tab.log.counts();
    if (waiting + papers) faults.push(`${phone.name} still has ${waiting} and ${papers} waiting: ${tab.sync.state}, ${tab.sync.lastFault ?? ""}`);
    const difference = await tab.log.db.mark("difference", null);
    if (difference) faults.push(`${phone.name} differs: ${JSON.stringify(difference)}`);
  }
  return faults;
}

function doubled(all: InBooks[]): string[] {
  const seen = new Set<string>();
  return all.flatMap(({ id }) => (seen.has(id) ? [`${id} is in the books twice`] : (seen.add(id), [])));
}

/** What `record` promised is in the books or in the tray, word for word. */
function promisesKept(run: Run, actor: Actor, books: Map<string, InBooks>): string[] {
  const faults: string[] = [];
  const missing: string[] = [];
  for (const [id, event] of actor.promised) {
    const kept = books.get(id);
    if (!kept) missing.push(id);
    else if (JSON.stringify(kept.event.body) !== JSON.stringify(event.body)) faults.push(`${id} changed its words`);
  }
  if (!actor.isWipedShut) return [...faults, ...missing.map((id) => `${actor.phone.name}: ${id} was recorded and is lost`)];
  // A shut phone that was taken off the shop loses what waited; what it says of that is never less than the truth.
  const lost = run.shop.lostOn(actor.devices.at(-1) ?? "");
  if (lost && lost.lost_events < missing.length) faults.push(`${actor.phone.name} lost ${missing.length} and said ${lost.lost_events}`);
  return faults;
}

function picturesKept(run: Run, actor: Actor): string[] {
  const kept = run.shop.papers?.();
  if (!kept || actor.isWipedShut) return [];
  return [...actor.papers].filter((id) => !kept.has(id)).map((id) => `${actor.phone.name}: the picture ${id} is lost`);
}

/** Nothing waits; what the phone believes to be in the books, or in the tray, is there. */
async function phoneAgrees(actor: Actor, books: Map<string, InBooks>): Promise<string[]> {
  const [tab] = actor.phone.tabs;
  if (!tab) return [`${actor.phone.name} has no app`];
  const { log } = tab;
  const faults: string[] = [];
  const { waiting, tray } = await log.counts();
  if (waiting) faults.push(`${actor.phone.name} still has ${waiting} waiting: ${tab.sync.state}, ${tab.sync.lastFault ?? ""}`);
  let inTray = 0;
  for (const row of await log.db.events.toArray()) {
    const [kept, ack] = [books.get(row.id), await log.db.acks.get(row.seq)];
    const isIn = ack?.status === "recorded" || ack?.status === "known";
    if (isIn && kept?.state !== "recorded") faults.push(`${row.id} counts as booked and is not`);
    if (ack?.status === "refused" && !kept) faults.push(`${row.id} counts as refused and is nowhere`);
    if (kept?.state === "tray") inTray += 1;
  }
  if (tray !== inTray) faults.push(`${actor.phone.name} shows ${tray} in the tray, there are ${inTray}`);
  return faults;
}

function numbersOnce(all: InBooks[]): string[] {
  const seen = new Set<string>();
  const faults: string[] = [];
  for (const { event } of all) {
    const number = event.kind === "trade.sale" ? (event.body as SaleBody).number : "";
    if (!number) continue;
    if (seen.has(number)) faults.push(`two sales have the number ${number}`);
    seen.add(number);
  }
  return faults;
}

/** What came back is worth: as said, or its part of the line to the nearest đồng, half a đồng up. Reckoned here anew on purpose: no judge sums with the accused. */
function worthOf(back: ReturnBody, sale: SaleBody | undefined): number {
  return back.lines.reduce((sum, { line, quantity, amount_vnd }) => {
    const sold = sale?.lines[line - 1];
    return sum + (amount_vnd ?? (sold ? Math.floor((sold.amount_vnd * Number(quantity)) / Number(sold.quantity) + 0.5) : 0));
  }, 0);
}

/** What the screens show is the books' sum to the đồng, the phone's own refused sales added. */
async function screensAgree(run: Run, all: InBooks[]): Promise<string[]> {
  const faults: string[] = [];
  for (const actor of run.actors.filter((one) => !one.isWiped && !one.isRevoked)) {
    const { books, log } = actor.phone.tabs[0] ?? {};
    if (!books || !log) continue;
    await books.refresh();
    const mine = new Set((await log.db.events.toArray()).map((row) => row.id));
    const shown = all.filter((one) => one.event.kind === "trade.sale" && (one.state === "recorded" || mine.has(one.id)));
    const back = all.filter((one) => one.event.kind === "trade.return" && (one.state === "recorded" || mine.has(one.id)));
    const first = new Date(log.clock.now() - 30 * 86_400_000).toISOString().slice(0, 10);
    const sold = new Map(all.map((one) => [one.id, one.event.body as SaleBody]));
    const returned = back.map((one) => one.event.body as ReturnBody);
    const days = new Set([...shown.map((one) => (one.event.body as SaleBody).sold_on), ...returned.map((one) => one.came_back_on)].filter((day) => day >= first));
    for (const day of days) {
      const sales = shown.map((one) => one.event.body as SaleBody).filter((sale) => sale.sold_on === day);
      const given = returned.filter((one) => one.came_back_on === day).reduce((sum, one) => sum + worthOf(one, sold.get(one.sale_id)), 0);
      const wanted = sales.reduce((sum, sale) => sum + totalOf(sale), -given);
      const takings = books.takingsOf(day);
      if (takings.total_vnd !== wanted || takings.count !== sales.length) {
        faults.push(`${actor.phone.name} shows ${takings.total_vnd} for ${day}, the books say ${wanted}`);
      }
    }
    const levels = run.shop.stock();
    if (levels && [...shown, ...back].every((one) => one.state === "recorded")) {
      for (const [product, level] of levels) {
        const here = books.stock().get(product) ?? 0n;
        if (here !== level) faults.push(`${actor.phone.name} shows ${here} of ${product}, the books say ${level}`);
      }
    }
  }
  return faults;
}
