import { describe, expect, test } from "vitest";
import { latinDigits } from "./digits";
import { parseTyped, writeTyped } from "./dong";
import { parseTypedQuantity, writeTypedQuantity } from "./quantity";
import { isDay } from "./vietnam";

describe("what a field begins with", () => {
  test.each([0, 1, 500, 999, 1_000, 35_000, 1_250_000])("%d đ is read back as it is", (vnd) => expect(parseTyped(writeTyped(vnd))).toBe(vnd));

  test.each(["1", "0.5", "1.25", "999", "1000", "1500", "12000.5"])("a quantity of %s is read back as it is", (quantity) => {
    for (const unit of ["kg", "cái", ""]) expect(parseTypedQuantity(writeTypedQuantity(quantity), unit)).toBe(quantity);
  });
});

test.each(["-50", "\u22125.000", "-1tr"])("%s is no amount that a field asks for", (text) => expect(parseTyped(text)).toBeNull());

test.each([
  // Scales write a dot; lists of pieces write it between thousands.
  ["1.250", "kg", "1.25"],
  ["1.200", "cái", "1200"],
  ["1.200.000", "Chai", "1200000"],
  ["1.5", "hộp", "1.5"],
  ["0.500", "thùng", "0.5"],
  ["1,5", "phần", "1.5"],
])("%s %s is %s", (text, unit, quantity) => expect(parseTypedQuantity(text, unit)).toBe(quantity));

test("digits of Arabic and Persian keyboards are read", () => {
  expect(latinDigits("٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹")).toBe("0123456789 0123456789");
  expect(parseTyped("٥٠")).toBe(50_000);
  expect(parseTyped("١٬٢٥٠٬٠٠٠")).toBe(1_250_000);
  expect(parseTypedQuantity("١٫٥", "kg")).toBe("1.5");
  expect(parseTypedQuantity("۲ kg", "kg")).toBe("2");
});

test("a day is one that there is", () => {
  expect(["2026-02-28", "2028-02-29"].every(isDay)).toBe(true);
  expect(["2026-02-30", "2026-02-29", "2026-13-01", "2026-1-1", "", "tomorrow"].some(isDay)).toBe(false);
});
