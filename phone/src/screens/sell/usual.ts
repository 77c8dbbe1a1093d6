// Goods as the basket takes them, and what most of a shop's goods are: an amount without goods is taxed as the shop's usual business.

import type { Product } from "@/log";
import type { Goods } from "@/screens/sell/basket";

/** The sector group that most goods belong to; plain goods while there are none. */
export function usualSector(products: readonly Pick<Product, "sector">[]): string {
  const counts = new Map<string, number>();
  for (const { sector } of products) counts.set(sector, (counts.get(sector) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one)[0]?.[0] ?? "goods";
}

/** Goods of the shop as the basket takes them, at the price of this sale. */
export function asGoods(product: Product, priceVnd: number): Goods {
  const { product_id, name, sector, unit, is_vat_cut } = product;
  return { id: product_id, name, sector, unit, is_vat_cut, price_vnd: priceVnd };
}
