// What should be there of each product, and what of it is low.

import { thousandthsOf } from "@/kernel/quantity";
import { eventsOf, type Product } from "@/log";

export interface Level {
  product_id: string;
  name: string;
  unit: string;
  /** null while nobody ever counted or bought any. */
  expected: string | null;
}

/** A count that was typed and not kept yet. */
export interface Counting {
  id: string;
  product_id: string;
  quantity: string;
}

/** Goods that were counted on a day, by this phone's own log. */
export async function countedOn(day: string): Promise<Set<string>> {
  const events = await eventsOf(["trade.stock"], day);
  return new Set(events.flatMap(({ body }) => ("product_id" in body && "kind" in body && body.kind === "counted" ? [body.product_id] : [])));
}

/** Put goods that are counted beside what should be there of them. */
export function levelsOf(products: readonly Product[], stock: ReadonlyMap<string, string>): Level[] {
  return products
    .filter((one) => one.is_stocked)
    .map((one) => ({ product_id: one.product_id, name: one.name, unit: one.unit, expected: stock.get(one.product_id) ?? null }));
}

/** Goods of which nothing is left, or less than nothing; then those that the server calls low. */
export function lowest(levels: readonly Level[], low: ReadonlySet<string>): Level[] {
  const isGone = (one: Level) => one.expected !== null && thousandthsOf(one.expected) <= 0n;
  return [...levels.filter(isGone), ...levels.filter((one) => !isGone(one) && low.has(one.product_id))];
}

/** How much more (or, with a minus, less) was counted than should be there, in thousandths. */
export function differenceOf(counted: string, expected: string | null): bigint {
  return thousandthsOf(counted) - (expected === null ? 0n : thousandthsOf(expected));
}
