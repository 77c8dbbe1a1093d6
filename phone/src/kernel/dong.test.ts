import { describe, expect, test } from "vitest";
import { Chance } from "./chance";
import { dongInWords, formatDong, parseDong } from "./dong";

const NBSP = "\u00a0";

describe("amounts as thumbs type them", () => {
  test.each([
    ["50", 50_000],
    ["5", 5_000],
    ["999", 999_000],
    ["1000", 1_000],
    ["1500", 1_500],
    ["50k", 50_000],
    ["50 nghìn", 50_000],
    ["50ng", 50_000],
    ["2k5", 2_500],
    ["1tr2", 1_200_000],
    ["1tr25", 1_250_000],
    ["1TR2", 1_200_000],
    ["2,5tr", 2_500_000],
    ["2.5tr", 2_500_000],
    ["3tr", 3_000_000],
    ["1 triệu 2", 1_200_000],
    ["1,25 tỷ", 1_250_000_000],
    ["1ty2", 1_200_000_000],
    ["1.250.000", 1_250_000],
    ["1,250,000 đ", 1_250_000],
    ["1 250 000 VND", 1_250_000],
    ["12.500", 12_500],
    // What carries a mark of currency is meant as written.
    ["500 đ", 500],
    ["500đồng", 500],
    ["-5.000 đồng", -5_000],
    ["\u22125.000", -5_000],
    ["-50", -50_000],
    ["0", 0],
    [" 0 ", 0],
    ["007", 7_000],
  ])("%s is %d", (text, vnd) => expect(parseDong(text)).toBe(vnd));

  test.each([
    "", "đ", "12.34", "1.2345", "1.234,567", "1e6", "mười", "1.234.56", "٣", "1tr2,5", "2,5tr3", "1,2345k", "tr", "--5",
    "12k3456", "9".repeat(17), "NaN", "Infinity", "0x10", "1.250.000,5",
  ])("%s is no amount", (text) => expect(parseDong(text)).toBeNull());

  test("an amount written is the amount read, above the shorthand", () => {
    const chance = new Chance(6);
    for (let turn = 0; turn < 3_000; turn += 1) {
      const vnd = Math.floor(chance.next() ** 3 * 1e15) * (chance.happens(0.3) ? -1 : 1) || 0;
      expect(parseDong(formatDong(vnd))).toBe(vnd);
    }
  });
});

test("amounts are written with dots and a space that holds", () => {
  expect(formatDong(-1_234_567)).toBe(`-1.234.567${NBSP}đ`);
  expect(formatDong(0)).toBe(`0${NBSP}đ`);
  expect(formatDong(999)).toBe(`999${NBSP}đ`);
});

describe("amounts in words, against the pencil of the desk", () => {
  test.each([
    [0, "Không đồng"],
    [1, "Một đồng"],
    [10, "Mười đồng"],
    [11, "Mười một đồng"],
    [14, "Mười bốn đồng"],
    [15, "Mười lăm đồng"],
    [21, "Hai mươi mốt đồng"],
    [24, "Hai mươi tư đồng"],
    [55, "Năm mươi lăm đồng"],
    [101, "Một trăm linh một đồng"],
    [104, "Một trăm linh bốn đồng"],
    [115, "Một trăm mười lăm đồng"],
    [1_001, "Một nghìn không trăm linh một đồng"],
    [2_024, "Hai nghìn không trăm hai mươi tư đồng"],
    [24_000, "Hai mươi bốn nghìn đồng"],
    [109_995, "Một trăm linh chín nghìn chín trăm chín mươi lăm đồng"],
    [259_200, "Hai trăm năm mươi chín nghìn hai trăm đồng"],
    [1_000_001, "Một triệu không trăm linh một đồng"],
    [1_005_000, "Một triệu không trăm linh năm nghìn đồng"],
    [1_234_567, "Một triệu hai trăm ba mươi bốn nghìn năm trăm sáu mươi bảy đồng"],
    [1_000_000_001, "Một tỷ không trăm linh một đồng"],
    [21_044_000_034, "Hai mươi mốt tỷ không trăm bốn mươi bốn triệu không trăm ba mươi tư đồng"],
    [1_250_000_000_000, "Một nghìn hai trăm năm mươi tỷ đồng"],
    [10n ** 15n, "Một triệu tỷ đồng"],
    [10n ** 18n, "Một tỷ tỷ đồng"],
    [10n ** 18n + 5n * 10n ** 9n, "Một tỷ không trăm linh năm tỷ đồng"],
    [10n ** 18n + 5n, "Một tỷ tỷ không trăm linh năm đồng"],
    [-605_000, "Âm sáu trăm linh năm nghìn đồng"],
  ])("%s", (vnd, words) => expect(dongInWords(vnd)).toBe(words));
});
