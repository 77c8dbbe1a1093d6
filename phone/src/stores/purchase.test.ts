import { expect, test } from "vitest";
import { bodyOf, fillIn, newPurchase, sumLines, unitPrice, type BoughtLine } from "./purchase";

const line = (amount_vnd: number, quantity = "1"): BoughtLine => ({
  key: amount_vnd, product_id: null, name: "Gạo", unit: "kg", quantity, amount_vnd,
});

test("what was paid adds up; what one unit cost is told in whole đồng", () => {
  expect(sumLines([line(150_000, "10"), line(70_000)])).toBe(220_000);
  expect(unitPrice(150_000, "10")).toBe(15_000);
  // 100.000 : 3 = 33.333,3…
  expect(unitPrice(100_000, "3")).toBe(33_333);
});

test("the QR code of an invoice fills in what it says, and never a day that has not come", () => {
  const code = { seller_tax_code: "0103930279", form: "1", series: "C26TAA", number: "12", issued_on: "2026-11-20", total_vnd: 90_000 };
  const filled = fillIn(newPurchase("p1", "2026-11-22"), code);
  expect([filled.bought_on, filled.party_tax_code, filled.has_invoice, filled.text]).toEqual(["2026-11-20", "0103930279", true, "1C26TAA 12"]);
  expect(fillIn(newPurchase("p1", "2026-11-22"), { ...code, issued_on: "2027-01-01" }).bought_on).toBe("2026-11-22");
  expect(fillIn(newPurchase("p1", "2026-11-22"), { ...code, issued_on: "2026-02-30" }).bought_on).toBe("2026-11-22");
});

test("the log keeps lines without what only the screen needs", () => {
  const body = bodyOf({ ...newPurchase("p1", "2026-11-22"), party_name: " Đại lý Tâm ", lines: [line(150_000, "10")] });
  expect(body).toEqual({
    bought_on: "2026-11-22", what: "goods", means: "cash", party_name: "Đại lý Tâm", party_tax_code: "", has_invoice: false, text: "", paper_id: null,
    lines: [{ product_id: null, name: "Gạo", unit: "kg", quantity: "10", unit_price: 15_000, amount_vnd: 150_000 }],
  });
});
