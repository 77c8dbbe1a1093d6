// What was sold, day by day: the sums behind the start page.

import { addDays } from "@/kernel/vietnam";

export type Means = "cash" | "bank" | "credit";

/** A day's sales less what came back, as the log counts them. */
export interface Takings {
  total_vnd: number;
  count: number;
  by_means: Readonly<Record<Means, number>>;
}

export interface DayTakings extends Takings {
  on: string;
}

export interface Week {
  today: DayTakings;
  yesterday: DayTakings;
  /** The same weekday of last week: markets have their good and bad weekdays. */
  week_ago: DayTakings;
  /** The last seven days, today at the end. */
  days: DayTakings[];
}

/** The eight days that a week shows: seven, and the same weekday of last week before them. */
export function daysOfWeek(today: string): string[] {
  return Array.from({ length: 8 }, (_, place) => addDays(today, place - 7));
}

/** Put the takings of the eight days together. */
export function weekOf(today: string, takings: readonly Takings[]): Week {
  const all = daysOfWeek(today).map((on, place) => ({ ...(takings[place] ?? NOTHING), on }));
  const at = (place: number) => all[place] ?? { ...NOTHING, on: today };
  return { today: at(7), yesterday: at(6), week_ago: at(0), days: all.slice(1) };
}

/** Give each day a bar of 0 to 100 beside the best day; the smallest sale can be seen, a day that lost money has none. */
export function barsOf(days: readonly Takings[]): number[] {
  const best = Math.max(0, ...days.map((day) => day.total_vnd));
  return days.map((day) => (best > 0 && day.total_vnd > 0 ? Math.max(2, Math.round((100 * day.total_vnd) / best)) : 0));
}

/** Say in whole hundredths how much more one amount is than another; nothing to compare with gives null. */
export function percentMore(now_vnd: number, before_vnd: number): number | null {
  return before_vnd > 0 ? Math.round((100 * (now_vnd - before_vnd)) / before_vnd) : null;
}

const NOTHING: Takings = { total_vnd: 0, count: 0, by_means: { cash: 0, bank: 0, credit: 0 } };
