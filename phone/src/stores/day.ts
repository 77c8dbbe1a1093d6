// A day of the cash box: everything that moved money, from the phone's own log.

import { derived, readable, type Readable } from "svelte/store";
import { addDays } from "@/kernel/vietnam";
import { eventsOf, salesOf, type Bodies, type DayBody, type Kind, type Recorded, type SaleLine } from "@/log";
import { sumNotes, type Moved } from "@/stores/cash";

const KINDS: Kind[] = ["trade.sale", "trade.return", "trade.purchase", "trade.expense", "trade.money"];
const DAYS_MAX = 31;
// Which way money goes by each rule; what moves between cash and bank leaves the one it is named after.
const INTO = new Set(["receipt", "loan-received", "owner-puts-in", "bank-to-cash"]);
const BETWEEN = new Set(["cash-to-bank", "bank-to-cash"]);

/** All that moved money on the days given: the sales of the whole shop, and what this phone wrote down. */
export function movesOf(days: readonly string[]): Readable<Moved[]> {
  // Read once: asking the log again at every change of the sales would itself be a change.
  const written = readable<Recorded[]>([], (set) => {
    void Promise.all(days.map((day) => eventsOf(KINDS, day))).then((events) => set(events.flat()));
  });
  const sales = derived(days.map((day) => salesOf(day)), (each) => each.flat());
  return derived([sales, written], ([sold, events]) => movesFrom(sold, events));
}

/** Tell for each sale and each written event what it moved by which means. */
export function movesFrom(sales: readonly SaleLine[], events: readonly Recorded[]): Moved[] {
  const paid = new Map(events.flatMap((event) => (isA("trade.sale", event) && event.body.paid_vnd ? [[event.id, event.body]] : [])));
  const moved = sales.flatMap((sale): Moved[] => {
    // What the desk took out of the books moved nothing.
    if (sale.taken_back) return [];
    const means = sale.means === "bank" || sale.means === "credit" ? sale.means : "cash";
    const part = means === "credit" ? paid.get(sale.id) : undefined;
    if (!part?.paid_vnd) return [{ what: "sale", means, amount_vnd: sale.total_vnd }];
    return [
      { what: "sale", means, amount_vnd: sale.total_vnd - part.paid_vnd },
      { what: "sale", means: part.paid_means, amount_vnd: part.paid_vnd },
    ];
  });
  const sold = new Set(sales.filter((sale) => !sale.taken_back).map((sale) => sale.id));
  return [...moved, ...events.flatMap((event) => paidOf(event, sold) ?? movedBy(event))];
}

/** What was owed of a sale of these days and paid within them was not sold on credit: the sale counts by how it was paid. */
function paidOf(event: Recorded, sold: ReadonlySet<string>): Moved[] | null {
  if (!isA("trade.money", event)) return null;
  const { rule, means, amount_vnd, settles_id } = event.body;
  if (rule !== "receipt" || means === "credit" || !settles_id || !sold.has(settles_id)) return null;
  return [{ what: "sale", means: "credit", amount_vnd: -amount_vnd }, { what: "sale", means, amount_vnd }];
}

function movedBy(event: Recorded): Moved[] {
  if (isA("trade.return", event)) {
    const back = event.body.lines.reduce((sum, line) => sum + (line.amount_vnd ?? 0), 0);
    return [{ what: "return", means: event.body.means, amount_vnd: -back }];
  }
  if (isA("trade.purchase", event)) {
    const total = event.body.lines.reduce((sum, line) => sum + line.amount_vnd, 0);
    return [{ what: "purchase", means: event.body.means, amount_vnd: -total }];
  }
  if (isA("trade.expense", event)) return [{ what: "expense", means: event.body.means, amount_vnd: -event.body.amount_vnd }];
  if (!isA("trade.money", event)) return [];
  const { rule, means, amount_vnd } = event.body;
  // What moves between the two is seen from the cash box.
  const way = INTO.has(rule) ? amount_vnd : -amount_vnd;
  return [{ what: "money", means: BETWEEN.has(rule) ? "cash" : means, amount_vnd: way }];
}

function isA<K extends keyof Bodies>(kind: K, event: Recorded): event is Recorded<K> {
  return event.kind === kind;
}

/** The last day's end before a day; null when nobody counted yet, undefined while the log is read. */
export function lastEnd(before: string): Readable<DayBody | null | undefined> {
  return readable<DayBody | null | undefined>(undefined, (set) => {
    void eventsOf(["trade.day"]).then((events) => {
      const ends = events.flatMap((event) => (isA("trade.day", event) ? [event.body] : []));
      set(ends.filter((end) => end.on < before).sort((one, other) => other.on.localeCompare(one.on))[0] ?? null);
    });
  });
}

/** A count of the cash box that is not kept yet. */
export interface DayDraft {
  id: string;
  on: string;
  /** What lay in the box before, if it was another sum than the last count. */
  before: number | null;
  /** How many there are of each note. */
  notes: Record<number, number>;
  sum: number | null;
  isByNotes: boolean;
}

export function newDay(id: string, on: string): DayDraft {
  return { id, on, before: null, notes: {}, sum: null, isByNotes: true };
}

/** What was counted; null while nothing was. */
export function countedIn({ isByNotes, notes, sum }: DayDraft): number | null {
  if (!isByNotes) return sum;
  return Object.values(notes).some((count) => count > 0) ? sumNotes(notes) : null;
}

/** Whether a person said anything of it. */
export function isDayTouched(draft: DayDraft): boolean {
  return draft.before !== null || draft.sum !== null || Object.values(draft.notes).some((count) => count > 0);
}

/** The days that a count covers: all since the last one, at most a month; only this one when nobody counted yet. */
export function daysToCount(on: string, last: DayBody | null): string[] {
  const days = [on];
  while (last && days.length < DAYS_MAX) {
    const before = addDays(days[0] ?? on, -1);
    if (before <= last.on) break;
    days.unshift(before);
  }
  return days;
}
