// A cost as it is being written down.

import type { ExpenseBody } from "@/log";

/** The six groups of the book of costs. */
export const GROUPS = ["materials", "bought_services", "wages", "interest", "depreciation", "other"] as const;
export type Group = (typeof GROUPS)[number];

export interface ExpenseDraft extends Omit<ExpenseBody, "amount_vnd" | "group"> {
  id: string;
  group: Group | "";
  amount_vnd: number | null;
}

/** Begin a cost of today, paid in cash. */
export function newExpense(id: string, today: string): ExpenseDraft {
  return { id, spent_on: today, group: "", amount_vnd: null, means: "cash", party_name: "", has_invoice: false, text: "", paper_id: null };
}

/** Whether a person said anything of it. */
export function isExpenseTouched(draft: ExpenseDraft): boolean {
  return draft.group !== "" || draft.amount_vnd !== null || draft.paper_id !== null;
}

/** Write the draft as the log keeps it; null while nobody said how much. */
export function bodyOfExpense({ id: _id, amount_vnd, ...said }: ExpenseDraft): ExpenseBody | null {
  return amount_vnd !== null && amount_vnd > 0 && said.group !== "" ? { ...said, amount_vnd } : null;
}
