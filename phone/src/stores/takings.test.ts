import { describe, expect, test } from "vitest";
import { barsOf, dayFrom, percentMore, takingsByDay, weekOf, type Sold } from "./takings";

const sold = (sold_on: string, total_vnd: number, means: Sold["means"] = "cash"): Sold => ({ sold_on, total_vnd, means });

describe("days", () => {
  test("go over the ends of months and years", () => {
    expect(dayFrom("2026-03-01", -1)).toBe("2026-02-28");
    expect(dayFrom("2026-12-31", 1)).toBe("2027-01-01");
    expect(dayFrom("2028-02-28", 1)).toBe("2028-02-29");
  });

  test("add up by day and by means, and a return is taken off without counting as a sale", () => {
    const [day] = takingsByDay(
      [sold("2026-11-22", 50_000), sold("2026-11-22", 20_000, "bank"), sold("2026-11-22", -10_000), sold("2026-11-21", 1)],
      "2026-11-22",
      "2026-11-22",
    );
    expect(day).toEqual({ on: "2026-11-22", total_vnd: 60_000, sales: 2, by_means: { cash: 40_000, bank: 20_000, credit: 0 } });
  });
});

test("a week shows seven days, and the same weekday of last week beside today", () => {
  const week = weekOf([sold("2026-11-22", 5), sold("2026-11-21", 3), sold("2026-11-15", 7), sold("2026-11-14", 99)], "2026-11-22");
  expect(week.days.map((day) => day.on)).toEqual([
    "2026-11-16", "2026-11-17", "2026-11-18", "2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22",
  ]);
  expect([week.today.total_vnd, week.yesterday.total_vnd, week.week_ago.total_vnd]).toEqual([5, 3, 7]);
});

test("bars stand beside the best day; the smallest sale can be seen, a loss has none", () => {
  const days = takingsByDay([sold("2026-11-20", 1_000_000), sold("2026-11-21", 1), sold("2026-11-22", -5)], "2026-11-19", "2026-11-22");
  expect(barsOf(days)).toEqual([0, 100, 2, 0]);
});

test("percent more needs something to compare with", () => {
  expect(percentMore(120, 100)).toBe(20);
  expect(percentMore(120, 0)).toBeNull();
});
