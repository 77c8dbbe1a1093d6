// A cost as it is being written down.

import type { ExpenseBody } from "@/log";

/** The six groups of the book of costs. */
export const GROUPS = ["materials", "bought_services", "wages", "interest", "depreciation", "other"] as const;
export type Group = (typeof GROUPS)[number];

export interface ExpenseDraft extends Omit<ExpenseBody, "amount_vnd" | "group"> {
  group: Group | "";
}

/** Begin a cost of today, paid in cash. */
export function newExpense(today: string): ExpenseDraft {
  return { spent_on: today, group: "", means: "cash", party_name: "", has_invoice: false, text: "", paper_id: null };
}
