// The bank accounts that customers pay into: which banks there are, and adding an account of one's own.

import { api } from "@/log";
import { fold } from "@/kernel/fold";
import { known } from "@/stores/known";
import type { Banks, Refused } from "@/stores/shapes";

export const banks = known<Banks>("banks", "/payments/banks");
export type Bank = Banks["banks"][number];

export interface NewAccount {
  id: string;
  bank: Bank;
  number: string;
  holder: string;
}

interface Outcomes {
  outcomes: { status: string; refused: Refused | null }[];
}

/** The banks whose name holds what was typed; nothing typed, nothing found: nobody reads a list of sixty. */
export function findBanks(all: readonly Bank[], typed: string): Bank[] {
  const wanted = fold(typed.trim());
  return wanted ? all.filter((one) => fold(`${one.short_name} ${one.name}`).includes(wanted)).slice(0, 6) : [];
}

/** What a bank understands of a number that was typed with spaces and points. */
export function plainNumber(typed: string): string {
  return typed.replace(/[\s.-]/g, "").toUpperCase();
}

export function isNumber(typed: string): boolean {
  return /^[0-9A-Z]{4,19}$/.test(plainNumber(typed));
}

/** Record an account; the same id again is the same account. */
export async function addAccount({ id, bank, number, holder }: NewAccount): Promise<void> {
  const account = { id, bank_name: bank.short_name, bank_bin: bank.bin, number: plainNumber(number), holder: holder.trim().toUpperCase() };
  const told = await api<Outcomes>("/trade/bank-accounts", { method: "POST", body: { accounts: [account] } });
  const refused = told.outcomes[0]?.refused;
  if (refused) throw Object.assign(new Error(refused.said), { refusal: refused });
}
