// Which sales paid by QR the bank has told of, for the person who sold without a network and looked at the customer's phone.

import { derived, type Readable } from "svelte/store";
import { salesOf } from "@/log";
import { known } from "@/stores/known";
import type { Arrivals } from "@/stores/shapes";

/** What came to the bank in the last day; without a connection to a bank nothing ever comes. */
export const arrivals = known<Arrivals>("arrivals", "/payments/arrivals");

export interface QrSale {
  id: string;
  number: string;
  total_vnd: number;
  /** Whether the bank told of this money. */
  is_seen: boolean;
}

interface Sold {
  id: string;
  number: string;
  label: string;
  total_vnd: number;
  means: string;
  taken_back: boolean;
}

/** Put the day's sales by QR beside what the bank told, those it did not tell of first. */
export function seenAtBank(sales: readonly Sold[], told: Arrivals | null): QrSale[] {
  const paid = new Set((told?.arrivals ?? []).flatMap((one) => (one.matched ? [one.matched.document_id] : [])));
  return sales
    .filter((one) => one.means === "bank" && !one.taken_back)
    .map((one) => ({ id: one.id, number: one.number || one.label, total_vnd: one.total_vnd, is_seen: paid.has(one.id) }))
    .sort((a, b) => Number(a.is_seen) - Number(b.is_seen));
}

/** The day's sales by QR; null while no bank ever told of anything, for then nothing can be said. */
export function qrSalesOf(day: string): Readable<QrSale[] | null> {
  return derived([salesOf(day), arrivals], ([sales, kept]) => (kept.value?.arrivals.length ? seenAtBank(sales, kept.value) : null));
}
