// The cash box: what should be in it, what was counted, and why the two may differ.

import type { Means } from "./takings";

export const NOTES = [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500] as const;
// Notes of nearly one colour, which are mistaken for each other at dusk.
const ALIKE = [
  [20_000, 500_000],
  [10_000, 200_000],
] as const;

/** Something that moved money that day, with the amount as it left (−) or entered (+) its means. */
export interface Moved {
  what: "sale" | "return" | "purchase" | "expense" | "money";
  means: Means;
  amount_vnd: number;
}

/** Add up the notes that were counted, by the value printed on them. */
export function sumNotes(counted: Readonly<Record<number, number>>): number {
  return NOTES.reduce((sum, note) => sum + note * (counted[note] ?? 0), 0);
}

/** Reckon the cash that should be there: what was in the box before, and all that moved in cash. */
export function expectedCash(before_vnd: number, moved: readonly Moved[]): number {
  return moved.reduce((sum, each) => (each.means === "cash" ? sum + each.amount_vnd : sum), before_vnd);
}

/** Add up a day's sales and returns by means, as the day's end keeps them. */
export function salesByMeans(moved: readonly Moved[]): Record<Means, number> {
  const sums: Record<Means, number> = { cash: 0, bank: 0, credit: 0 };
  for (const each of moved) if (each.what === "sale" || each.what === "return") sums[each.means] += each.amount_vnd;
  return sums;
}

export type Cause =
  | { kind: "sale-was-paid-by-bank"; amount_vnd: number }
  | { kind: "sale-was-paid-in-cash"; amount_vnd: number }
  | { kind: "cost-was-counted-twice"; amount_vnd: number }
  | { kind: "notes-look-alike"; low_vnd: number; high_vnd: number }
  | { kind: "one-note"; amount_vnd: number }
  | { kind: "cost-not-recorded" }
  | { kind: "own-money-taken" }
  | { kind: "sale-not-recorded" }
  | { kind: "own-money-left" };

/** List what most likely explains a difference, the most telling first, three at most. */
export function likelyCauses(difference_vnd: number, moved: readonly Moved[]): Cause[] {
  if (difference_vnd === 0) return [];
  const size = Math.abs(difference_vnd);
  const causes: Cause[] = difference_vnd < 0 ? tooLittle(size, moved) : tooMuch(size, moved);
  const alike = ALIKE.find(([low, high]) => size % (high - low) === 0 && size / (high - low) <= 3);
  if (alike) causes.push({ kind: "notes-look-alike", low_vnd: alike[0], high_vnd: alike[1] });
  if (NOTES.some((note) => note === size)) causes.push({ kind: "one-note", amount_vnd: size });
  causes.push(...usual(difference_vnd < 0));
  return causes.slice(0, 3);
}

function tooLittle(size: number, moved: readonly Moved[]): Cause[] {
  const sale = moved.some((each) => each.what === "sale" && each.means === "cash" && each.amount_vnd === size);
  return sale ? [{ kind: "sale-was-paid-by-bank", amount_vnd: size }] : [];
}

function tooMuch(size: number, moved: readonly Moved[]): Cause[] {
  const causes: Cause[] = [];
  if (moved.some((each) => each.what === "sale" && each.means !== "cash" && each.amount_vnd === size)) {
    causes.push({ kind: "sale-was-paid-in-cash", amount_vnd: size });
  }
  if (moved.some((each) => each.means === "cash" && each.amount_vnd === -size)) {
    causes.push({ kind: "cost-was-counted-twice", amount_vnd: size });
  }
  return causes;
}

function usual(isTooLittle: boolean): Cause[] {
  return isTooLittle
    ? [{ kind: "cost-not-recorded" }, { kind: "own-money-taken" }]
    : [{ kind: "sale-not-recorded" }, { kind: "own-money-left" }];
}
