// The basket: what a customer takes, what it comes to, and every step back. Sums only: no screen, no clock, no storage.

import { amountOf, thousandthsOf, writeThousandths, type Quantity } from "@/kernel/quantity";
import { splitDong } from "@/kernel/split";
import type { SaleLineDraft } from "@/log";

export type Discount = { kind: "vnd"; vnd: number } | { kind: "percent"; percent: Quantity };

export interface BasketLine {
  key: string;
  productId: string | null;
  name: string;
  sector: string;
  unit: string;
  quantity: Quantity;
  priceVnd: number;
  isVatCut: boolean;
}

export interface Basket {
  /** The id of the sale: made when the basket begins, and the same however often it is sent. */
  id: string;
  lines: BasketLine[];
  discount: Discount | null;
  partyName: string;
  note: string;
}

export interface Goods {
  id: string | null;
  name: string;
  sector: string;
  unit: string;
  price_vnd: number;
  is_vat_cut: boolean;
}

export function emptyBasket(id: string): Basket {
  return { id, lines: [], discount: null, partyName: "", note: "" };
}

/** Put goods in; the same goods at the same price make one line. */
export function addGoods(basket: Basket, goods: Goods, quantity: Quantity = "1"): Basket {
  const same = basket.lines.find((line) => goods.id !== null && line.productId === goods.id && line.priceVnd === goods.price_vnd);
  if (same) {
    const more = writeThousandths(thousandthsOf(same.quantity) + thousandthsOf(quantity));
    return changeLine(basket, same.key, { quantity: more });
  }
  const line: BasketLine = {
    key: String(basket.lines.reduce((most, one) => Math.max(most, Number(one.key)), 0) + 1),
    productId: goods.id,
    name: goods.name,
    sector: goods.sector,
    unit: goods.unit,
    quantity,
    priceVnd: goods.price_vnd,
    isVatCut: goods.is_vat_cut,
  };
  return { ...basket, lines: [...basket.lines, line] };
}

export function changeLine(basket: Basket, key: string, change: Partial<Pick<BasketLine, "quantity" | "priceVnd" | "name">>): Basket {
  return { ...basket, lines: basket.lines.map((line) => (line.key === key ? { ...line, ...change } : line)) };
}

/** One more or one less of a line; the last one takes the line away. */
export function stepLine(basket: Basket, key: string, by: 1 | -1): Basket {
  const line = basket.lines.find((one) => one.key === key);
  if (!line) return basket;
  const after = thousandthsOf(line.quantity) + BigInt(by) * 1000n;
  return after > 0n ? changeLine(basket, key, { quantity: writeThousandths(after) }) : dropLine(basket, key);
}

export function dropLine(basket: Basket, key: string): Basket {
  const lines = basket.lines.filter((line) => line.key !== key);
  return lines.length ? { ...basket, lines } : emptyBasket(basket.id);
}

export function lineAmount(line: BasketLine): number {
  return amountOf(line.priceVnd, line.quantity);
}

/** What the lines come to before the discount. */
export function beforeDiscount(basket: Basket): number {
  return basket.lines.reduce((sum, line) => sum + lineAmount(line), 0);
}

/** What is taken off; never so much that nothing is left to pay. */
export function discountVnd(basket: Basket): number {
  const before = beforeDiscount(basket);
  if (!basket.discount || before === 0) return 0;
  const off = basket.discount.kind === "vnd" ? basket.discount.vnd : percentOf(before, basket.discount.percent);
  return Math.min(Math.max(off, 0), before - basket.lines.length);
}

/** A percentage of an amount, rounded half up to whole đồng: thousandths of a percent, so that 2,5 % is exact. */
export function percentOf(vnd: number, percent: Quantity): number {
  return Number((2n * BigInt(vnd) * thousandthsOf(percent) + 100_000n) / 200_000n);
}

export function totalVnd(basket: Basket): number {
  return beforeDiscount(basket) - discountVnd(basket);
}

/** How many things lie in the basket: lines by weight count once. */
export function countThings(basket: Basket): number {
  return basket.lines.reduce((sum, line) => {
    const thousandths = thousandthsOf(line.quantity);
    return sum + (thousandths % 1000n === 0n ? Number(thousandths / 1000n) : 1);
  }, 0);
}

/** The lines as they are written down: the discount is spread over them by what they come to, to the đồng. */
export function saleLines(basket: Basket): SaleLineDraft[] {
  const amounts = basket.lines.map(lineAmount);
  const off = discountVnd(basket);
  const parts = off > 0 ? splitDong(off, amounts) : amounts.map(() => 0);
  const after = leaveSomething(amounts.map((amount, at) => amount - (parts[at] ?? 0)));
  return basket.lines.map((line, at) => ({
    product_id: line.productId,
    name: line.name,
    sector: line.sector,
    unit: line.unit,
    quantity: line.quantity,
    unit_price: line.priceVnd,
    amount_vnd: after[at] ?? 0,
    is_vat_cut: line.isVatCut,
  }));
}

/** No line of a sale is free: where nothing was left, one đồng comes over from the largest. */
function leaveSomething(amounts: number[]): number[] {
  const kept = [...amounts];
  for (const [at, amount] of kept.entries()) {
    if (amount > 0) continue;
    const largest = kept.indexOf(Math.max(...kept));
    kept[largest] = (kept[largest] ?? 0) - (1 - amount);
    kept[at] = 1;
  }
  return kept;
}
