import { expect, test } from "vitest";
import type { Bodies, DayBody, Kind, Recorded, SaleBody, SaleLine } from "@/log";
import { moneyBody } from "@/screens/pay/after_sale";
import { returnsOf } from "@/screens/receipt/take_back";
import { expectedCash, salesByMeans } from "./cash";
import { daysToCount, movesFrom } from "./day";

const sale = (id: string, means: string, total_vnd: number): SaleLine => ({
  id, sold_on: "2026-11-22", total_vnd, means, party_name: "", label: "", number: "", waits: true, taken_back: false,
});
function event<K extends Kind>(kind: K, id: string, body: Partial<Bodies[K]>): Recorded {
  return { id, seq: 1, kind, number: "", check: "", happened_at: 0, body: body as Bodies[K] } as Recorded;
}
const end = (on: string): DayBody => ({
  on, cash_before_vnd: 0, expected_vnd: 0, counted_vnd: 200_000, by_means: { cash: 0, bank: 0, credit: 0 }, text: "",
});

test("every kind of event moves the box as a person would say", () => {
  const moved = movesFrom(
    [sale("s1", "cash", 100_000), sale("s2", "bank", 50_000), sale("s3", "credit", 80_000)],
    [
      event("trade.sale", "s3", { paid_vnd: 30_000, paid_means: "cash" }),
      event("trade.return", "r1", { means: "cash", lines: [{ line: 1, quantity: null, amount_vnd: 10_000 }] }),
      event("trade.purchase", "p1", { means: "cash", lines: [{ product_id: null, name: "", unit: "", quantity: "1", unit_price: 0, amount_vnd: 40_000 }] }),
      event("trade.expense", "e1", { means: "bank", amount_vnd: 5_000 }),
      event("trade.money", "m1", { rule: "receipt", means: "cash", amount_vnd: 20_000 }),
      event("trade.money", "m2", { rule: "cash-to-bank", means: "bank", amount_vnd: 60_000 }),
      event("trade.money", "m3", { rule: "bank-to-cash", means: "bank", amount_vnd: 15_000 }),
    ],
  );
  // 100.000 + 30.000 − 10.000 − 40.000 + 20.000 − 60.000 + 15.000 = 55.000
  expect(expectedCash(0, moved)).toBe(55_000);
  // Cash: 100.000 + 30.000 − 10.000 = 120.000; of the 80.000 on credit 50.000 are still owed.
  expect(salesByMeans(moved)).toEqual({ cash: 120_000, bank: 50_000, credit: 50_000 });
});

test("a sale paid part by bank, part in cash moves the box by its cash alone, and nothing once it was taken back", () => {
  const id = "019a9f3e-7d11-7cc0-9c00-3f9b2c41d7aa";
  const line = { product_id: null, name: "Chè", sector: "goods", unit: "", quantity: "1", unit_price: 85_001, amount_vnd: 85_001, is_vat_cut: false };
  const body = { lines: [line], means: "credit", paid_vnd: 60_000, paid_means: "bank", party_name: "" } as unknown as SaleBody;
  const said = { day: "2026-11-22", partyName: "", text: "" };
  const rest = event("trade.money", "m1", moneyBody(id, { what: "rest-in-cash", vnd: 25_001 }, said));
  const sold = [sale(id, "credit", 85_001), sale("s2", "cash", 10_000)];
  const events = [event("trade.sale", id, body), rest];
  // 300.000 lay in the box, and 25.001 + 10.000 came in.
  expect(expectedCash(300_000, movesFrom(sold, events))).toBe(335_001);
  expect(salesByMeans(movesFrom(sold, events))).toEqual({ cash: 35_001, bank: 60_000, credit: 0 });
  const backs = returnsOf({ id, body }, "2026-11-22", 25_001).map((back, at) => event("trade.return", `r${at}`, back));
  expect(expectedCash(300_000, movesFrom(sold, [...events, ...backs]))).toBe(310_000);
  expect(salesByMeans(movesFrom(sold, [...events, ...backs]))).toEqual({ cash: 10_000, bank: 0, credit: 0 });
});

test("what was sent too much by bank and given back leaves the box, once", () => {
  const back = moneyBody("019a9f3e-7d11-7cc0-9c00-3f9b2c41d7aa", { what: "given-back", vnd: 15_000 }, { day: "2026-11-22", partyName: "", text: "" });
  expect(expectedCash(100_000, movesFrom([sale("s1", "bank", 85_000)], [event("trade.money", "m1", back)]))).toBe(85_000);
});

test("what the desk took out of the books is not expected in the box", () => {
  expect(expectedCash(0, movesFrom([{ ...sale("s1", "cash", 50_000), taken_back: true }, sale("s2", "cash", 7_000)], []))).toBe(7_000);
});

test("a count covers the days since the last one", () => {
  expect(daysToCount("2026-11-22", end("2026-11-19"))).toEqual(["2026-11-20", "2026-11-21", "2026-11-22"]);
  expect(daysToCount("2026-11-22", null)).toEqual(["2026-11-22"]);
  expect(daysToCount("2026-11-22", end("2025-01-01"))).toHaveLength(31);
});
