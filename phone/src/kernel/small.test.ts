import { describe, expect, test } from "vitest";
import { Chance } from "./chance";
import { fold, isFoundIn } from "./fold";
import { splitDong } from "./split";
import { READABLE, referenceOf, uuid7 } from "./uuid7";
import { addDays, dayStart, formatDay, formatInstant, vietnamDay } from "./vietnam";

describe("ids", () => {
  test("carry their instant, version 7 and the variant of RFC 9562", () => {
    // 0x017f22e279b0 is 2022-02-22T19:22:22Z, the instant of the example in RFC 9562, appendix A.6.
    const id = uuid7(1_645_557_742_000, () => new Uint8Array(16).fill(0xff));
    expect(id).toBe("017f22e2-79b0-7fff-bfff-ffffffffffff");
  });

  test("do not meet, even when the clock stands still or is before 1970", () => {
    const chance = new Chance(1);
    const ids = new Set(Array.from({ length: 20_000 }, () => uuid7(-5, chance.bytes)));
    expect(ids.size).toBe(20_000);
  });

  test("give a reference that a bank returns whole", () => {
    expect(referenceOf("017f22e2-79b0-7fff-bfff-ffffffffffff")).toBe("ECZZZZZ");
    expect(referenceOf("017f22e2-79b0-7fff-bfff-ffff00000001")).toBe("EC10000");
    expect(referenceOf(uuid7(0))).toMatch(new RegExp(`^EC[${READABLE}]{5}$`));
  });
});

describe("days are those of Việt Nam", () => {
  test.each([
    ["2026-03-04T16:59:59.999Z", "2026-03-04"],
    ["2026-03-04T17:00:00Z", "2026-03-05"],
    ["2026-12-31T17:00:00Z", "2027-01-01"],
    ["2024-02-28T17:00:00Z", "2024-02-29"],
  ])("%s is on %s", (instant, day) => expect(vietnamDay(Date.parse(instant))).toBe(day));

  test("are written and counted as people do", () => {
    expect(formatDay("2026-03-05")).toBe("05/03/2026");
    expect(addDays("2026-03-01", -1)).toBe("2026-02-28");
    expect(addDays("2026-12-31", 1)).toBe("2027-01-01");
    expect(formatInstant(dayStart("2026-03-05") + 17 * 3_600_000 + 5 * 60_000)).toBe("17:05 05/03/2026");
  });
});

describe("search without accents", () => {
  test.each([
    ["Cà phê ĐÁ", "ca phe da"],
    ["  Nước   mắm Phú Quốc ", "nuoc mam phu quoc"],
    ["Bưởi", "buoi"],
    ["ƯỚT", "uot"],
    ["ca\u0300 phe\u0302", "ca phe"],
  ])("%s folds to %s", (text, folded) => expect(fold(text)).toBe(folded));

  test("finds words by their beginnings, in any order", () => {
    expect(isFoundIn("ca phe sua da", fold("đá cà"))).toBe(true);
    expect(isFoundIn("ca phe sua da", fold("hê"))).toBe(false);
    expect(isFoundIn("mi hao hao (goi)", "goi")).toBe(true);
    expect(isFoundIn("anything", "")).toBe(true);
  });
});

describe("splits add up", () => {
  test.each([
    // 100 / 3 = 33 1/3 each; the đồng left over goes to the first of equals.
    [100, [1, 1, 1], [34, 33, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    // 10 × 1/6 = 1,67, 10 × 2/6 = 3,33, 10 × 3/6 = 5: the remainder ,67 is the largest.
    [10, [1, 2, 3], [2, 3, 5]],
    // 1.000.001 × 0,3 = 300.000,3 and × 0,7 = 700.000,7.
    [1_000_001, ["0.3", "0.7"], [300_000, 700_001]],
    [5, [0, 1, 0], [0, 5, 0]],
    [0, [3, 4], [0, 0]],
  ])("%d by %j", (total, weights, parts) => expect(splitDong(total, weights)).toEqual(parts));

  test.each([[[]], [[0, 0]], [["0"]], [[2, -1]], [["x"]]])("%j weighs nothing", (weights) => {
    expect(() => splitDong(100, weights)).toThrow(RangeError);
  });

  test("to the đồng, each within one đồng of its due", () => {
    const chance = new Chance(16);
    for (let turn = 0; turn < 2_000; turn += 1) {
      const weights = Array.from({ length: chance.whole(1, 12) }, () => chance.whole(0, 9_999));
      const whole = weights.reduce((sum, one) => sum + one, 0);
      if (!whole) continue;
      const total = chance.whole(-5_000_000, 5_000_000);
      const parts = splitDong(total, weights);
      expect(parts.reduce((sum, one) => sum + one, 0)).toBe(total);
      for (const [at, part] of parts.entries()) expect(Math.abs(part - (total * (weights[at] ?? 0)) / whole)).toBeLessThan(1);
    }
  });
});
