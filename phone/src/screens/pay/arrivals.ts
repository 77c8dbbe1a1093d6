// Money on its way: while a payment is open and there is a network, the bank's news are asked for and added up.

import { isNamedIn, referenceOf } from "@/screens/pay/reference";
import { api } from "@/log";

export interface Arrival {
  id: string;
  amount_vnd: number;
  reference: string;
  text: string;
  counterparty?: string;
  arrived_at: string;
  matched?: { document_id: string } | null;
}

interface Answer {
  cursor: string;
  arrivals: Arrival[];
}

const ASKS_EVERY_MS = 3_000;
const AFTER_FAILURE_MS = 10_000;
const AWAITED_AS = "ecoop-awaited";
const SAID_AS = "ecoop-said";
const SAID_KEPT = 100;

/** Put what the bank tells now to what it told before; a line told again, because what it pays has changed, counts once. */
export function gather(before: readonly Arrival[], told: readonly Arrival[], saleId: string): Arrival[] {
  const reference = referenceOf(saleId);
  const kept = new Map(before.map((one) => [one.id, one]));
  for (const one of told) {
    const isOurs = !one.matched || one.matched.document_id === saleId;
    if (isOurs && isNamedIn(reference, `${one.reference} ${one.text}`)) kept.set(one.id, one);
    else kept.delete(one.id);
  }
  return [...kept.values()];
}

export function sumOf(arrivals: readonly Arrival[]): number {
  return arrivals.reduce((sum, one) => sum + one.amount_vnd, 0);
}

/** Ask again and again what came for a sale, until told to stop; what came while nobody asked is told first. */
export function watchArrivals(saleId: string, oncame: (all: Arrival[]) => void): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let cursor = "";
  let known: Arrival[] = [];
  async function ask() {
    let wait = ASKS_EVERY_MS;
    try {
      if (navigator.onLine) {
        const answer = await api<Answer>(`/payments/arrivals?cursor=${encodeURIComponent(cursor)}`);
        if (isOver) return;
        // Much may have come in a day, and is told in pages.
        if (answer.cursor !== cursor && answer.arrivals.length) wait = 0;
        cursor = answer.cursor;
        const all = gather(known, answer.arrivals, saleId);
        const isNew = JSON.stringify(all) !== JSON.stringify(known);
        known = all;
        if (isNew) oncame(all);
      }
    } catch {
      wait = AFTER_FAILURE_MS;
    }
    if (!isOver) timer = setTimeout(() => void ask(), wait);
  }
  void ask();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}

/** Remember that a square was shown for a sale: money for it may come when another screen is open. */
export function rememberAwaited(saleId: string): void {
  localStorage.setItem(AWAITED_AS, saleId);
}

export function isAwaited(saleId: string): boolean {
  return saleId !== "" && localStorage.getItem(AWAITED_AS) === saleId;
}

/** Of what came, what was not said aloud yet; asked twice, the second answer is empty. */
export function takeUnsaid(arrivals: readonly Arrival[]): Arrival[] {
  const said = (localStorage.getItem(SAID_AS) ?? "").split(" ").filter(Boolean);
  const fresh = arrivals.filter((one) => !said.includes(one.id));
  if (fresh.length) localStorage.setItem(SAID_AS, [...said, ...fresh.map((one) => one.id)].slice(-SAID_KEPT).join(" "));
  return fresh;
}
