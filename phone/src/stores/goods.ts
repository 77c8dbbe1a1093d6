// Goods as they are changed: only what really changed is told, beside what the phone saw, so that two changes can meet.

import type { Product, ProductBody } from "@/log";

export const UNITS = ["cái", "kg", "chai", "lon", "gói", "hộp", "thùng", "bao", "ly", "phần", "lít", "mét"];

/** The sector groups of the law on tax, which decide the rates. */
export const SECTORS = ["goods", "services", "production_transport", "asset_lease", "digital_content", "other"] as const;

export interface Fields {
  name: string;
  unit: string;
  price_vnd: number;
  sector: string;
  is_stocked: boolean;
  barcode: string;
}

/** The fields of a product as a form shows them, or those of one that is new. */
export function fieldsOf(before: Product | null, sector: string): Fields {
  return {
    name: before?.name ?? "",
    unit: before?.unit ?? "",
    price_vnd: before?.price_vnd ?? 0,
    sector: before?.sector ?? sector,
    is_stocked: before?.is_stocked ?? sector === "goods",
    barcode: before?.barcode ?? "",
  };
}

/** Tell what changed, and what the phone saw of it before; null when nothing did. */
export function changesOf(before: Product | null, after: Fields): Pick<ProductBody, "fields" | "base"> | null {
  if (!before) return { fields: { ...after }, base: {} };
  const seen = fieldsOf(before, before.sector);
  const changed = (Object.keys(after) as (keyof Fields)[]).filter((field) => after[field] !== seen[field]);
  if (!changed.length) return null;
  const only = (fields: Fields) => Object.fromEntries(changed.map((field) => [field, fields[field]]));
  return { fields: only(after), base: only(seen) };
}

/** The sector group that most goods of the shop are in. */
export function usualSector(products: readonly Pick<Product, "sector">[]): string {
  const counts = new Map<string, number>();
  for (const one of products) counts.set(one.sector, (counts.get(one.sector) ?? 0) + 1);
  return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? "goods";
}
