// The tax of the year that runs, as far as it goes.

import { known } from "@/stores/known";
import type { NextDate, Tax } from "@/stores/shapes";

export const tax = known<Tax>("tax", "/phone/tax");

/** The date that comes first, late ones before all. */
export function firstDate(dates: readonly NextDate[]): NextDate | null {
  return [...dates].sort((one, other) => one.due_on.localeCompare(other.due_on))[0] ?? null;
}

/** How far along a bar of a hundred the year has come to its threshold. */
export function wayTo(percent: number): number {
  return Math.max(0, Math.min(100, percent));
}
