// What happens in a shop, as it is written down: facts, never changed, never taken away.

export type Means = "cash" | "bank" | "credit";

export interface SaleLineDraft {
  product_id: string | null;
  name: string;
  sector: string;
  unit: string;
  quantity: string;
  unit_price: number;
  amount_vnd: number;
  is_vat_cut: boolean;
}

/** A sale and its payment are one event: neither can be lost without the other. */
export interface SaleBody {
  sold_on: string;
  number: string;
  means: Means;
  lines: SaleLineDraft[];
  discount_vnd: number;
  party_name: string;
  text: string;
  paid_vnd: number | null;
  paid_means: "cash" | "bank";
  reference: string;
  place_id: string | null;
  bank_account_id: string | null;
}

export interface ReturnBody {
  sale_id: string;
  came_back_on: string;
  means: Means;
  text: string;
  lines: { line: number; quantity: string | null; amount_vnd: number | null }[];
}

export interface PurchaseLineDraft {
  product_id: string | null;
  name: string;
  unit: string;
  quantity: string;
  unit_price: number;
  amount_vnd: number;
}

export interface PurchaseBody {
  bought_on: string;
  what: "goods" | "materials" | "asset";
  means: Means;
  party_name: string;
  party_tax_code: string;
  has_invoice: boolean;
  text: string;
  paper_id: string | null;
  lines: PurchaseLineDraft[];
}

export interface ExpenseBody {
  spent_on: string;
  group: string;
  amount_vnd: number;
  means: Means;
  party_name: string;
  has_invoice: boolean;
  text: string;
  paper_id: string | null;
}

export interface MoneyBody {
  moved_on: string;
  rule: string;
  means: Means;
  amount_vnd: number;
  party_name: string;
  text: string;
  settles_kind: string | null;
  settles_id: string | null;
}

export interface StockBody {
  moved_on: string;
  kind: "opening" | "used" | "spoiled" | "own_use" | "counted";
  product_id: string;
  quantity: string;
  amount_vnd: number | null;
  text: string;
}

export interface ProductFields {
  name?: string;
  unit?: string;
  price_vnd?: number;
  sector?: string;
  is_vat_cut?: boolean;
  is_stocked?: boolean;
  barcode?: string;
  code?: string;
  [field: string]: string | number | boolean | null | undefined;
}

export interface ProductBody {
  product_id: string;
  fields: ProductFields;
  base: ProductFields;
}

export interface DayBody {
  on: string;
  cash_before_vnd: number;
  expected_vnd: number;
  counted_vnd: number;
  by_means: { cash: number; bank: number; credit: number };
  text: string;
}

export interface Bodies {
  "trade.sale": SaleBody;
  "trade.return": ReturnBody;
  "trade.purchase": PurchaseBody;
  "trade.expense": ExpenseBody;
  "trade.money": MoneyBody;
  "trade.stock": StockBody;
  "trade.product": ProductBody;
  "trade.product_retired": { product_id: string };
  "trade.day": DayBody;
}

export type Kind = keyof Bodies;

/** An event that is durable: shown and printed only from here on. */
export interface Recorded<K extends Kind = Kind> {
  id: string;
  seq: number;
  kind: K;
  /** The leased number of a sale ("B-0012"), a provisional one ("~7K2M9Q") when the range is used up, else "". */
  number: string;
  /** Six letters on the receipt by which a paper is found in the books. */
  check: string;
  /** When, by the phone's clock as corrected by the server's; in ms. Never used for order. */
  happened_at: number;
  body: Bodies[K];
}

/** The day a body itself names; late events are booked to their own day. */
export function dayOf<K extends Kind>(kind: K, body: Bodies[K]): string {
  const named = body as unknown as Record<string, unknown>;
  const field = DAY_FIELDS[kind];
  const day = field ? named[field] : "";
  return typeof day === "string" ? day : "";
}

const DAY_FIELDS: Partial<Record<Kind, string>> = {
  "trade.sale": "sold_on",
  "trade.return": "came_back_on",
  "trade.purchase": "bought_on",
  "trade.expense": "spent_on",
  "trade.money": "moved_on",
  "trade.stock": "moved_on",
  "trade.day": "on",
};

/** What a sale comes to: the sum of its lines, which are written after discount. */
export function totalOf(sale: SaleBody): number {
  return sale.lines.reduce((sum, line) => sum + line.amount_vnd, 0);
}

export class AlreadyRecorded extends Error {
  override name = "AlreadyRecorded";
}
export class StorageIsFull extends Error {
  override name = "StorageIsFull";
}
export class IsLocked extends Error {
  override name = "IsLocked";
}
