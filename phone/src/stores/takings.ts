// What was sold, day by day: the sums behind the start page.

export type Means = "cash" | "bank" | "credit";

/** As much of a sale as its takings need; what came back has a negative total. */
export interface Sold {
  sold_on: string;
  total_vnd: number;
  means: Means;
}

export interface DayTakings {
  on: string;
  total_vnd: number;
  sales: number;
  by_means: Record<Means, number>;
}

/** Name the day that lies so many days from another; days are YYYY-MM-DD and know no clock. */
export function dayFrom(on: string, days: number): string {
  const [year = 0, month = 1, day = 1] = on.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day + days)).toISOString().slice(0, 10);
}

/** Add up the sales of each day from the first to the last, days without sales too. */
export function takingsByDay(sales: readonly Sold[], first: string, last: string): DayTakings[] {
  const days = new Map<string, DayTakings>();
  for (let on = first; on <= last; on = dayFrom(on, 1)) days.set(on, nothing(on));
  for (const sale of sales) {
    const day = days.get(sale.sold_on);
    if (!day) continue;
    day.total_vnd += sale.total_vnd;
    day.by_means[sale.means] += sale.total_vnd;
    if (sale.total_vnd > 0) day.sales += 1;
  }
  return [...days.values()];
}

export interface Week {
  today: DayTakings;
  yesterday: DayTakings;
  week_ago: DayTakings;
  days: DayTakings[];
}

/** Put the last seven days together with the same weekday of last week. */
export function weekOf(sales: readonly Sold[], today: string): Week {
  const days = takingsByDay(sales, dayFrom(today, -7), today);
  const at = (index: number) => days[index] ?? nothing(today);
  return { today: at(7), yesterday: at(6), week_ago: at(0), days: days.slice(1) };
}

/** Give each day a bar of 0 to 100 beside the best day; a day that lost money has no bar. */
export function barsOf(days: readonly DayTakings[]): number[] {
  const best = Math.max(0, ...days.map((day) => day.total_vnd));
  return days.map((day) => (best > 0 && day.total_vnd > 0 ? Math.max(2, Math.round((100 * day.total_vnd) / best)) : 0));
}

/** Say what is left between two amounts in whole parts of a hundred; nothing to compare with gives null. */
export function percentMore(now_vnd: number, before_vnd: number): number | null {
  return before_vnd > 0 ? Math.round((100 * (now_vnd - before_vnd)) / before_vnd) : null;
}

function nothing(on: string): DayTakings {
  return { on, total_vnd: 0, sales: 0, by_means: { cash: 0, bank: 0, credit: 0 } };
}
