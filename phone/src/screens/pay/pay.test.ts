import { describe, expect, test } from "vitest";
import { changeOf, notesFor } from "./change";
import { isNamedIn, referenceOf } from "./reference";

describe("change", () => {
  test("goes back when more is given, and is missing when less is", () => {
    expect(changeOf(45_000, 200_000)).toEqual({ backVnd: 155_000, missingVnd: 0 });
    expect(changeOf(45_000, 20_000)).toEqual({ backVnd: 0, missingVnd: 25_000 });
  });

  test("is counted in the largest notes", () => {
    // 155.000 = 100 + 50 + 5
    expect(notesFor(155_000)).toEqual([
      { note: 100_000, count: 1 },
      { note: 50_000, count: 1 },
      { note: 5_000, count: 1 },
    ]);
    expect(notesFor(0)).toEqual([]);
  });
});

describe("a reference", () => {
  const id = "019a9f3e-7d11-7cc0-9c00-3f9b2c41d7aa";

  test("is the same for the same sale and another for another", () => {
    expect(referenceOf(id)).toBe(referenceOf(id));
    expect(referenceOf(id)).toMatch(/^EC[2-9A-HJKMNP-TV-Z]{6}$/);
    expect(referenceOf(id)).not.toBe(referenceOf("019a9f3e-7d11-7cc0-9c00-3f9b2c41d7ab"));
  });

  test("is found however a bank writes it", () => {
    const reference = referenceOf(id);
    const spaced = `MBVCB.123. ${reference.slice(0, 2).toLowerCase()} ${reference.slice(2)} chuyen tien`;
    expect(isNamedIn(reference, spaced)).toBe(true);
    expect(isNamedIn(reference, "EC000000")).toBe(false);
  });
});
