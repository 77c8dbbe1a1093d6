import { expect, test } from "vitest";
import type { Status } from "@/log";
import { truthOf } from "./truth";

const NOW = Date.parse("2026-03-05T03:00:00Z");
const CALM: Status = {
  waiting: 0, oldestAt: null, lastSuccessAt: NOW, nextAttemptAt: null, state: "idle", tray: 0, difference: null,
  hasDevice: true, persisted: true, testedDays: 30, testedSales: 10_000,
};
const DIFFERS = { day: "2026-03-04", phone_vnd: 370_000, server_vnd: 300_000, phone_sales: 11, server_sales: 10 };

const truth = (status: Partial<Status>) => truthOf({ ...CALM, ...status }, NOW);

test("the bar is green only when nothing waits, nothing lies in the tray and the books agree", () => {
  expect(truth({})).toMatchObject({ tone: "good", first: "All sent" });
  const others: Partial<Status>[] = [{ waiting: 1 }, { tray: 1 }, { difference: DIFFERS }, { state: "full" }, { state: "revoked" }];
  for (const other of others) expect(truth(other).tone).not.toBe("good");
});

test("books that differ are said with the day, the count and the sum", () => {
  // 11 sales here and 10 there, 370.000 and 300.000: one sale and 70.000 apart.
  expect(truth({ difference: DIFFERS })).toMatchObject({ tone: "bad", first: "The books differ: being sent again", second: "04/03: 1 sale, 70.000\u00a0đ" });
  expect(truth({ difference: { ...DIFFERS, server_sales: 11 }, waiting: 3 }).second).toBe("04/03: 70.000\u00a0đ");
});

test("what needs a person comes before what mends itself", () => {
  expect(truth({ difference: DIFFERS, tray: 1 }).first).toBe("1 entry needs you");
  expect(truth({ difference: DIFFERS, tray: 1, state: "full" }).first).toBe("The phone's storage is full.");
});
