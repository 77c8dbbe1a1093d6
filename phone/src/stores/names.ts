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

/** What a seller was called the last time, by the tax code; empty for one who is new. */
export async function nameOfSeller(tax_code: string): Promise<string> {
  const bought = await eventsOf(["trade.purchase"]);
  const last = bought.find(({ body }) => "party_tax_code" in body && tax_code !== "" && body.party_tax_code === tax_code);
  return last && "party_name" in last.body ? last.body.party_name : "";
}
