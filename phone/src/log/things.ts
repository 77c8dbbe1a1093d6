// One store per noun: what this phone knows of goods, stock, debts and sales, its own unsent events counted in.
import type { Readable } from "svelte/store";
import { vietnamDay } from "@/kernel/vietnam";
import { openedYet, watched, whenOpen } from "./app";
import type { Product, SaleLine, Takings } from "./books";
import type { Loser, Refused } from "./database";
import type { Kind, Recorded } from "./events";
import type { BankAccount, Debt, Notice, Place } from "./wire";

const NO_TAKINGS: Takings = { total_vnd: 0, count: 0, returned_vnd: 0, by_means: { cash: 0, bank: 0, credit: 0 } };

export const products: Readable<Product[]> = watched<Product[]>([], ({ books }) => books.products());
export const topProducts: Readable<Product[]> = watched<Product[]>([], ({ books }) => books.topProducts());
export const bankAccounts: Readable<BankAccount[]> = watched<BankAccount[]>([], ({ books }) => books.snapshot.bank_accounts);
export const places: Readable<Place[]> = watched<Place[]>([], ({ books }) => books.snapshot.places);
export const debts: Readable<Debt[]> = watched<Debt[]>([], ({ books }) => books.debts());
export const notices: Readable<Notice[]> = watched<Notice[]>([], ({ books }) => books.snapshot.notices);

export function productOf(productId: string): Product | null {
  return openedYet()?.books.products().find((one) => one.product_id === productId) ?? null;
}

export function salesOf(day: string): Readable<SaleLine[]> {
  return watched<SaleLine[]>([], ({ books }) => books.salesOf(day));
}

export function takingsOf(day: string): Readable<Takings> {
  return watched(NO_TAKINGS, ({ books }) => books.takingsOf(day));
}

export function stockOf(productId: string): Readable<string> {
  return watched("0", ({ books }) => books.stockOf(productId));
}

export const stock: Readable<Map<string, string>> = watched(new Map<string, string>(), ({ books }) => {
  return new Map([...books.stock().keys()].map((id) => [id, books.stockOf(id)]));
});

export async function eventsOf(kinds: Kind[], day?: string): Promise<Recorded[]> {
  const { books } = await whenOpen();
  await books.refresh();
  return books.eventsOf(kinds, day);
}

export interface TrayLine {
  id: string;
  kind: Kind;
  happened_at: number;
  refusal: Refused | null;
}

/** Events that the server keeps but could not book, each with what to do. */
export const tray: Readable<TrayLine[]> = watched<TrayLine[]>([], async ({ log }) => {
  const acks = await log.db.acks.where("status").equals("refused").toArray();
  const rows = await log.db.events.bulkGet(acks.map((ack) => ack.seq));
  return acks.flatMap((ack, at) => {
    const row = rows[at];
    return row ? [{ id: ack.id, kind: row.kind, happened_at: row.happened_at, refusal: ack.refusal }] : [];
  });
});

/** Fields of descriptions in which somebody else's word was kept, with the word of this phone that lost. */
export const losers: Readable<({ id: string } & Loser)[]> = watched<({ id: string } & Loser)[]>([], async ({ log }) => {
  const acks = await log.db.acks.filter((ack) => ack.losers.length > 0).toArray();
  return acks.flatMap((ack) => ack.losers.map((loser) => ({ id: ack.id, ...loser })));
});

/** The time by the server's clock, as this phone knows it. */
export function now(): number {
  return openedYet()?.log.clock.now() ?? Date.now();
}

/** Today in Việt Nam, by that time. */
export function today(): string {
  return vietnamDay(now());
}
