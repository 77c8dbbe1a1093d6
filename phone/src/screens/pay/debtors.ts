// The names that owe: known from the debts, so that nobody types a name twice in two ways.

import { fold } from "@/kernel/fold";

export interface Debtor {
  name: string;
  openVnd: number;
}

interface OpenDebt {
  party_name: string;
  open_vnd: number;
  document_kind: string;
}

const OWED_TO_US = new Set(["trade.sale", "sale"]);

/** What each name owes, most first; the same name with other accents or capitals is one name. */
export function owedByName(debts: readonly OpenDebt[]): Debtor[] {
  const found = new Map<string, Debtor>();
  for (const { party_name, open_vnd, document_kind } of debts) {
    if (!party_name.trim() || !OWED_TO_US.has(document_kind)) continue;
    const key = fold(party_name);
    const before = found.get(key) ?? { name: party_name.trim(), openVnd: 0 };
    found.set(key, { ...before, openVnd: before.openVnd + open_vnd });
  }
  return [...found.values()].sort((one, other) => other.openVnd - one.openVnd);
}
