// Money on its way: while a QR is shown and there is a network, the bank's news are asked for.

import { isNamedIn } from "@/screens/pay/reference";
import { api } from "@/log";

export interface Arrival {
  id: string;
  amount_vnd: number;
  reference: string;
  text: string;
  arrived_at: string;
}

interface Answer {
  cursor: string;
  arrivals: Arrival[];
}

const ASKS_EVERY_MS = 3_000;
const AFTER_FAILURE_MS = 10_000;

/** Ask again and again until money with this reference came; answers how to stop asking. */
export function awaitArrival(reference: string, oncame: (arrival: Arrival) => void): () => void {
  let isOver = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let cursor = "";
  async function ask() {
    let wait = ASKS_EVERY_MS;
    try {
      if (navigator.onLine) {
        const answer = await api<Answer>(`/payments/arrivals?cursor=${encodeURIComponent(cursor)}`);
        cursor = answer.cursor;
        const came = answer.arrivals.find((one) => isNamedIn(reference, `${one.reference} ${one.text}`));
        if (came && !isOver) {
          isOver = true;
          return oncame(came);
        }
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
