import { describe, expect, test } from "vitest";
import { expectedCash, likelyCauses, salesByMeans, sumNotes, type Moved } from "./cash";

const DAY: Moved[] = [
  { what: "sale", means: "cash", amount_vnd: 120_000 },
  { what: "sale", means: "cash", amount_vnd: 35_000 },
  { what: "sale", means: "bank", amount_vnd: 90_000 },
  { what: "sale", means: "credit", amount_vnd: 40_000 },
  { what: "money", means: "cash", amount_vnd: 15_000 },
  { what: "return", means: "cash", amount_vnd: -5_000 },
  { what: "expense", means: "cash", amount_vnd: -30_000 },
  { what: "purchase", means: "bank", amount_vnd: -200_000 },
];

test("notes add up by what is printed on them", () => {
  // 2 × 500.000 + 3 × 20.000 + 1 × 500 = 1.060.500
  expect(sumNotes({ 500_000: 2, 20_000: 3, 500: 1 })).toBe(1_060_500);
  expect(sumNotes({})).toBe(0);
});

test("the box should hold what was in it and what moved in cash, nothing else", () => {
  // 100.000 + 120.000 + 35.000 + 15.000 − 5.000 − 30.000 = 235.000
  expect(expectedCash(100_000, DAY)).toBe(235_000);
  expect(salesByMeans(DAY)).toEqual({ cash: 150_000, bank: 90_000, credit: 40_000 });
});

describe("likely causes", () => {
  const kinds = (difference: number) => likelyCauses(difference, DAY).map((each) => each.kind);

  test("no difference needs none", () => expect(kinds(0)).toEqual([]));

  test("a sale of just that amount was paid the other way", () => {
    expect(kinds(-120_000)[0]).toBe("sale-was-paid-by-bank");
    expect(kinds(90_000)[0]).toBe("sale-was-paid-in-cash");
  });

  test("a cost of just that amount stands twice", () => expect(kinds(30_000)[0]).toBe("cost-was-counted-twice"));

  test("20.000 and 500.000 are both blue: 500.000 − 20.000 = 480.000", () => {
    expect(likelyCauses(-480_000, DAY)[0]).toEqual({ kind: "notes-look-alike", low_vnd: 20_000, high_vnd: 500_000 });
  });

  test("else the usual ones, and never more than three", () => {
    expect(kinds(-7_500)).toEqual(["cost-not-recorded", "own-money-taken"]);
    expect(kinds(50_000)).toEqual(["one-note", "sale-not-recorded", "own-money-left"]);
  });
});
