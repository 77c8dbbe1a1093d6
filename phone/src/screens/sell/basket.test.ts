import { describe, expect, test } from "vitest";
import {
  addGoods, beforeDiscount, changeLine, countThings, discountVnd, emptyBasket, percentOf, saleLines, stepLine, totalVnd,
  type Basket, type Goods,
} from "./basket";

const RICE: Goods = { id: "p-rice", name: "Gạo ST25", sector: "goods", unit: "kg", price_vnd: 35_000, is_vat_cut: false };
const EGG: Goods = { id: "p-egg", name: "Trứng vịt", sector: "goods", unit: "quả", price_vnd: 4_000, is_vat_cut: false };

function filled(...goods: Goods[]): Basket {
  return goods.reduce((basket, one) => addGoods(basket, one), emptyBasket("sale-1"));
}

describe("a basket", () => {
  test("counts the same goods on one line", () => {
    const basket = filled(RICE, EGG, RICE);
    expect(basket.lines.map((line) => line.quantity)).toEqual(["2", "1"]);
    expect(totalVnd(basket)).toBe(74_000);
    expect(countThings(basket)).toBe(3);
  });

  test("weighs to the gram", () => {
    const basket = changeLine(filled(RICE), "1", { quantity: "1.255" });
    // 35.000 × 1,255 = 43.925
    expect(totalVnd(basket)).toBe(43_925);
    expect(countThings(basket)).toBe(1);
  });

  test("loses a line with its last piece", () => {
    expect(stepLine(filled(EGG), "1", -1).lines).toEqual([]);
    expect(stepLine(filled(EGG), "1", 1).lines[0]?.quantity).toBe("2");
    // What was noted was for this customer.
    expect(stepLine({ ...filled(EGG), note: "cho Lan" }, "1", -1)).toEqual(emptyBasket("sale-1"));
  });

  test("spreads a discount over its lines to the đồng", () => {
    const basket: Basket = { ...filled(RICE, EGG, { ...EGG, id: "p-3", name: "Chanh" }), discount: { kind: "vnd", vnd: 1_000 } };
    const amounts = saleLines(basket).map((line) => line.amount_vnd);
    expect(amounts.reduce((sum, one) => sum + one, 0)).toBe(43_000 - 1_000);
    // 1.000 by 35 : 4 : 4 of 43 is 813,95 : 93,02 : 93,02; the largest remainder takes the odd đồng.
    expect(amounts).toEqual([35_000 - 814, 4_000 - 93, 4_000 - 93]);
  });

  test("takes a percentage half up", () => {
    expect(percentOf(43_000, "2.5")).toBe(1_075);
    expect(percentOf(10, "5")).toBe(1);
    expect(percentOf(9, "5")).toBe(0);
  });

  test("never comes to nothing", () => {
    const basket: Basket = { ...filled(RICE, EGG), discount: { kind: "vnd", vnd: 9_999_999 } };
    expect(discountVnd(basket)).toBe(beforeDiscount(basket) - 2);
    expect(saleLines(basket).every((line) => line.amount_vnd > 0)).toBe(true);
    expect(saleLines(basket).reduce((sum, line) => sum + line.amount_vnd, 0)).toBe(totalVnd(basket));
  });
});
