import { describe, expect, test } from "vitest";
import { Chance } from "./chance";
import { amountOf, formatQuantity, parseQuantity, thousandthsOf, writeThousandths } from "./quantity";

describe("quantities as people say them", () => {
  test.each([
    ["1,5", "1.5"],
    ["1.5", "1.5"],
    ["1.50", "1.5"],
    ["12", "12"],
    ["1/2", "0.5"],
    ["3/4", "0.75"],
    ["1 1/2", "1.5"],
    // A third has no end: rounded half up at the thousandth.
    ["1/3", "0.333"],
    ["2/3", "0.667"],
    ["nửa", "0.5"],
    ["nửa kg", "0.5"],
    ["nửa cân", "0.5"],
    ["2 rưỡi", "2.5"],
    ["1 kg rưỡi", "1.5"],
    ["1 rưỡi kg", "1.5"],
    ["3 lạng", "0.3"],
    ["3 lạng rưỡi", "0.35"],
    ["250g", "0.25"],
    ["1kg2", "1.2"],
    ["2 cân 3", "2.3"],
    ["2 yến", "20"],
    ["1,5 tạ", "150"],
    ["1 tấn", "1000"],
    ["0,001", "0.001"],
  ])("%s is %s", (text, quantity) => expect(parseQuantity(text)).toBe(quantity));

  test.each(["", "0", "0,0", "-1", "1/0", "1,2345", "1,2,3", "abc", "2 con", "1//2", "/2", "lạng", "1e3", "9".repeat(14)])(
    "%s is none",
    (text) => expect(parseQuantity(text)).toBeNull(),
  );

  test("what is written is what is read", () => {
    const chance = new Chance(7);
    for (let turn = 0; turn < 3_000; turn += 1) {
      const thousandths = BigInt(chance.whole(1, 999_999_999));
      const text = writeThousandths(thousandths);
      expect(thousandthsOf(text)).toBe(thousandths);
      expect(parseQuantity(text)).toBe(text);
    }
  });
});

test("quantities are written with a comma", () => {
  expect(formatQuantity("1.5")).toBe("1,5");
  expect(formatQuantity("1234.250")).toBe("1.234,25");
  expect(formatQuantity("-0.5")).toBe("-0,5");
});

test.each([
  // 35.000 × 1,25 = 43.750; 33.333 × 0,5 = 16.666,5 → half up; 999 × 0,333 = 332,667.
  [35_000, "1.25", 43_750],
  [33_333, "0.5", 16_667],
  [999, "0.333", 333],
  [500_000_000, "1000", 500_000_000_000],
])("%d a unit times %s is %d", (price, quantity, vnd) => expect(amountOf(price, quantity)).toBe(vnd));
