import { expect, test } from "vitest";
import { barsOf, daysOfWeek, percentMore, weekOf, type Takings } from "./takings";

const of = (total_vnd: number): Takings => ({ total_vnd, count: 1, by_means: { cash: total_vnd, bank: 0, credit: 0 } });

test("a week shows seven days, and the same weekday of last week beside today", () => {
  const days = daysOfWeek("2026-03-02");
  // 2026 is no leap year: seven days before 2 March is 23 February.
  expect([days[0], days[6], days[7], days.length]).toEqual(["2026-02-23", "2026-03-01", "2026-03-02", 8]);
  const week = weekOf("2026-03-02", [7, 1, 2, 3, 4, 5, 3, 9].map(of));
  expect([week.today.total_vnd, week.yesterday.total_vnd, week.week_ago.total_vnd]).toEqual([9, 3, 7]);
  expect(week.days.map((day) => day.on)).toEqual(days.slice(1));
});

test("days that nobody counted yet are empty, not missing", () => {
  const week = weekOf("2026-03-02", []);
  expect([week.days.length, week.today.total_vnd, week.today.on]).toEqual([7, 0, "2026-03-02"]);
});

test("bars stand beside the best day; the smallest sale can be seen, a loss has none", () => {
  expect(barsOf([0, 1_000_000, 1, -5, 500_000].map(of))).toEqual([0, 100, 2, 0, 50]);
  expect(barsOf([0, 0].map(of))).toEqual([0, 0]);
});

test("percent more needs something to compare with", () => {
  expect(percentMore(120, 100)).toBe(20);
  expect(percentMore(50, 200)).toBe(-75);
  expect(percentMore(120, 0)).toBeNull();
});
