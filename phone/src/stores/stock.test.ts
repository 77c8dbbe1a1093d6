import { expect, test } from "vitest";
import type { Product } from "@/log";
import { differenceOf, levelsOf, lowest } from "./stock";

const product = (product_id: string, is_stocked = true): Product => ({
  product_id, name: product_id, unit: "kg", price_vnd: 1, sector: "goods", is_vat_cut: false, is_stocked, barcode: "", code: "",
});
const LEVELS = levelsOf(
  [product("rice"), product("salt"), product("haircut", false), product("sugar"), product("tea")],
  new Map([["rice", "12.5"], ["salt", "0"], ["sugar", "-2"]]),
);

test("only goods that are counted have a level; what nobody counted has none yet", () => {
  expect(LEVELS.map((one) => [one.product_id, one.expected])).toEqual([
    ["rice", "12.5"], ["salt", "0"], ["sugar", "-2"], ["tea", null],
  ]);
});

test("what is gone comes first, then what runs low", () => {
  expect(lowest(LEVELS, new Set(["rice", "salt"])).map((one) => one.product_id)).toEqual(["salt", "sugar", "rice"]);
});

test("a count says how far it is from what should be there", () => {
  // 12 − 12,5 = −0,5; 3 − (−2) = 5
  expect(differenceOf("12", "12.5")).toBe(-500n);
  expect(differenceOf("3", "-2")).toBe(5_000n);
  expect(differenceOf("3", null)).toBe(3_000n);
});
