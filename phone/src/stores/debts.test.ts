import { expect, test } from "vitest";
import { byPerson, openOn, settle, type OpenDebt } from "./debts";

const debt = (party_name: string, on: string, open_vnd: number, document_kind = "trade.sale"): OpenDebt => ({
  document_kind, document_id: `${party_name}-${on}`, on, party_name, text: "", open_vnd,
});
const DEBTS = [
  debt("Chị Hoa", "2026-11-01", 50_000),
  debt("Anh Ba", "2026-10-05", 120_000),
  debt("Chị Hoa", "2026-09-20", 30_000),
  debt("Đại lý Tâm", "2026-11-02", 900_000, "trade.purchase"),
  debt("Chị Hoa", "2026-08-01", 0),
];

test("debts stand together by person, the largest first, since the oldest", () => {
  expect(byPerson(DEBTS, "owed-to-us").map((one) => [one.name, one.open_vnd, one.since])).toEqual([
    ["Anh Ba", 120_000, "2026-10-05"],
    ["Chị Hoa", 80_000, "2026-09-20"],
  ]);
  expect(byPerson(DEBTS, "we-owe").map((one) => one.name)).toEqual(["Đại lý Tâm"]);
  expect(openOn(DEBTS, "owed-to-us")).toBe(200_000);
});

test("a payment settles the oldest first, and never more than is open", () => {
  const [, hoa] = byPerson(DEBTS, "owed-to-us");
  expect(settle(hoa?.debts ?? [], 45_000).map((part) => [part.debt.on, part.amount_vnd])).toEqual([
    ["2026-09-20", 30_000],
    ["2026-11-01", 15_000],
  ]);
  expect(settle(hoa?.debts ?? [], 999_999).reduce((sum, part) => sum + part.amount_vnd, 0)).toBe(80_000);
});
