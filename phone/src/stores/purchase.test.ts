import { expect, test } from "vitest";
import { bodyOf, fillIn, fillInFile, isPurchaseTouched, lineOfAll, newPurchase, sumLines, unitPrice, type BoughtLine } from "./purchase";

const line = (amount_vnd: number, quantity = "1"): BoughtLine => ({
  key: amount_vnd, product_id: null, name: "Gạo", unit: "kg", quantity, amount_vnd,
});

test("what was paid adds up; what one unit cost is told in whole đồng", () => {
  expect(sumLines([line(150_000, "10"), line(70_000)])).toBe(220_000);
  expect(unitPrice(150_000, "10")).toBe(15_000);
  // 100.000 : 3 = 33.333,3…
  expect(unitPrice(100_000, "3")).toBe(33_333);
});

const CODE = { seller_tax_code: "0103930279", form: "1", series: "C26TAA", number: "12", issued_on: "2026-11-20", total_vnd: 90_000 };
const TODAY = "2026-11-22";

test("the QR code of an invoice fills in what it says, and never a day that has not come", () => {
  const filled = fillIn({ ...newPurchase("p1", TODAY), text: "giao tại chợ" }, CODE, TODAY);
  expect([filled.bought_on, filled.party_tax_code, filled.has_invoice]).toEqual(["2026-11-20", "0103930279", true]);
  // The books know the invoice by its label, whatever else was noted.
  expect(bodyOf(filled).text).toBe("1C26TAA 12 · giao tại chợ");
  expect(fillIn(newPurchase("p1", TODAY), { ...CODE, issued_on: "2027-01-01" }, TODAY).bought_on).toBe(TODAY);
  expect(fillIn(newPurchase("p1", TODAY), { ...CODE, issued_on: "2026-02-30" }, TODAY).bought_on).toBe(TODAY);
  expect(lineOfAll(CODE, "Hàng theo hóa đơn")?.amount_vnd).toBe(90_000);
  expect(lineOfAll({ ...CODE, total_vnd: null }, "Hàng")).toBeNull();
});

test("the file of an invoice fills in its lines, and knows our own goods by name and unit", () => {
  const lines = [
    { name: "Mì tôm Hảo Hảo", unit: "Thùng", quantity: "2", amount_vnd: 60_000 },
    { name: "Nước mắm", unit: "chai", quantity: "1", amount_vnd: 30_000 },
  ];
  const goods = [{ product_id: "noodles", name: "mì tôm hảo hảo", unit: "thùng" }, { product_id: "other", name: "Nước mắm", unit: "lít" }];
  const filled = fillInFile(newPurchase("p1", TODAY), { ...CODE, seller_name: "Công ty Acecook", lines }, { today: TODAY, goods, paper: "xml" });
  expect(filled.lines.map((one) => one.product_id)).toEqual(["noodles", null]);
  expect([sumLines(filled.lines), filled.party_name, filled.paper_id]).toEqual([90_000, "Công ty Acecook", "xml"]);
});

test("a second file takes the place of the first one's paper, and never of a photo", () => {
  const file = { ...CODE, seller_name: "Acecook", lines: [] };
  const first = fillInFile(newPurchase("p1", TODAY), file, { today: TODAY, goods: [], paper: "wrong" });
  const second = fillInFile(first, { ...file, number: "13" }, { today: TODAY, goods: [], paper: "right" });
  expect(bodyOf(second)).toMatchObject({ paper_id: "right", text: "1C26TAA 13" });
  expect(bodyOf(second)).not.toHaveProperty("file_id");
  const photo = { ...newPurchase("p1", TODAY), paper_id: "photo" };
  expect(fillInFile(fillInFile(photo, file, { today: TODAY, goods: [], paper: "a" }), file, { today: TODAY, goods: [], paper: "b" }).paper_id).toBe("photo");
});

test("an empty form is none, whatever day and means it begins with", () => {
  expect(isPurchaseTouched(newPurchase("p1", TODAY))).toBe(false);
  expect(isPurchaseTouched({ ...newPurchase("p1", TODAY), means: "bank" })).toBe(false);
  expect(isPurchaseTouched({ ...newPurchase("p1", TODAY), party_name: "Cô Ba" })).toBe(true);
  expect(isPurchaseTouched({ ...newPurchase("p1", TODAY), lines: [line(1)] })).toBe(true);
});

test("the log keeps lines without what only the screen needs", () => {
  const body = bodyOf({ ...newPurchase("p1", "2026-11-22"), party_name: " Đại lý Tâm ", lines: [line(150_000, "10")] });
  expect(body).toEqual({
    bought_on: "2026-11-22", what: "goods", means: "cash", party_name: "Đại lý Tâm", party_tax_code: "", has_invoice: false, text: "", paper_id: null,
    lines: [{ product_id: null, name: "Gạo", unit: "kg", quantity: "10", unit_price: 15_000, amount_vnd: 150_000 }],
  });
});
