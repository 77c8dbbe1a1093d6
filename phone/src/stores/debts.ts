// Who owes what since when, put together by person; a payment settles the oldest first.

export interface OpenDebt {
  document_kind: string;
  document_id: string;
  on: string;
  party_name: string;
  text: string;
  open_vnd: number;
}

export type Side = "owed-to-us" | "we-owe";

export interface Debtor {
  name: string;
  open_vnd: number;
  since: string;
  debts: OpenDebt[];
}

export interface PartPayment {
  debt: OpenDebt;
  amount_vnd: number;
}

/** Which side a debt is on: what was sold is owed to us, everything else we owe. */
export function sideOf(debt: OpenDebt): Side {
  return debt.document_kind === "trade.sale" ? "owed-to-us" : "we-owe";
}

/** Put the debts of each person together, the largest sum first; debts without a name stand together. */
export function byPerson(debts: readonly OpenDebt[], side: Side): Debtor[] {
  const people = new Map<string, Debtor>();
  for (const debt of debts) {
    if (sideOf(debt) !== side || debt.open_vnd <= 0) continue;
    const person = people.get(debt.party_name) ?? { name: debt.party_name, open_vnd: 0, since: debt.on, debts: [] };
    person.open_vnd += debt.open_vnd;
    if (debt.on < person.since) person.since = debt.on;
    person.debts.push(debt);
    people.set(debt.party_name, person);
  }
  for (const person of people.values()) person.debts.sort((one, other) => one.on.localeCompare(other.on));
  return [...people.values()].sort((one, other) => other.open_vnd - one.open_vnd);
}

/** Split a payment over debts, the oldest first; more than is open is nobody's debt and is left over. */
export function settle(debts: readonly OpenDebt[], paid_vnd: number): PartPayment[] {
  let left = paid_vnd;
  const parts: PartPayment[] = [];
  for (const debt of [...debts].sort((one, other) => one.on.localeCompare(other.on))) {
    const amount_vnd = Math.min(left, debt.open_vnd);
    if (amount_vnd <= 0) continue;
    parts.push({ debt, amount_vnd });
    left -= amount_vnd;
  }
  return parts;
}

/** Add up what is open on one side. */
export function openOn(debts: readonly OpenDebt[], side: Side): number {
  return debts.reduce((sum, debt) => (sideOf(debt) === side && debt.open_vnd > 0 ? sum + debt.open_vnd : sum), 0);
}
