// Names that were written before, so that they need not be written again.

import { readable, type Readable } from "svelte/store";
import { eventsOf } from "@/log";

const NAMES_MAX = 30;

/** Sellers and others from whom this phone bought before, the last first. */
export function sellersBefore(): Readable<string[]> {
  return readable<string[]>([], (set) => {
    void eventsOf(["trade.purchase", "trade.expense"]).then((events) =>
      set(distinct(events.map((event) => ("party_name" in event.body ? event.body.party_name : "")))),
    );
  });
}

/** Each name once, in the order in which they come; empty ones left out. */
export function distinct(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.trim()).filter(Boolean))].slice(0, NAMES_MAX);
}
