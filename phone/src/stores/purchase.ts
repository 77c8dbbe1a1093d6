// A purchase as it is being written down: what the person said, and what the log keeps of it.

import { isDay } from "@/kernel/vietnam";
import type { PurchaseBody } from "@/log";
import type { InvoiceCode } from "@/stores/invoice_qr";
import type { Means } from "@/stores/takings";

export interface BoughtLine {
  /** Tells one line of the list from another; never leaves the screen. */
  key: number;
  product_id: string | null;
  name: string;
  unit: string;
  quantity: string;
  amount_vnd: number;
}

export interface PurchaseDraft {
  id: string;
  bought_on: string;
  what: PurchaseBody["what"];
  means: Means;
  party_name: string;
  party_tax_code: string;
  has_invoice: boolean;
  text: string;
  paper_id: string | null;
  lines: BoughtLine[];
}

/** Begin a purchase of today. */
export function newPurchase(id: string, today: string): PurchaseDraft {
  return {
    id,
    bought_on: today,
    what: "goods",
    means: "cash",
    party_name: "",
    party_tax_code: "",
    has_invoice: false,
    text: "",
    paper_id: null,
    lines: [],
  };
}

/** Add up what was paid for the lines. */
export function sumLines(lines: readonly BoughtLine[]): number {
  return lines.reduce((sum, line) => sum + line.amount_vnd, 0);
}

/** Fill in what the QR code of an invoice says; a person looks at it before it is kept. */
export function fillIn(draft: PurchaseDraft, code: InvoiceCode): PurchaseDraft {
  const label = `${code.form}${code.series} ${code.number}`.trim();
  return {
    ...draft,
    bought_on: isDay(code.issued_on) && code.issued_on <= draft.bought_on ? code.issued_on : draft.bought_on,
    party_tax_code: code.seller_tax_code,
    has_invoice: true,
    text: draft.text || label,
  };
}

/** Say what one unit cost, in whole đồng; the amount of the line is what counts. */
export function unitPrice(amount_vnd: number, quantity: string): number {
  const about = Math.round(amount_vnd / Number(quantity));
  return Number.isSafeInteger(about) ? about : 0;
}

/** Write the draft as the log keeps it. */
export function bodyOf(draft: PurchaseDraft): PurchaseBody {
  const { id: _id, lines, ...said } = draft;
  return {
    ...said,
    party_name: said.party_name.trim(),
    party_tax_code: said.party_tax_code.trim(),
    text: said.text.trim(),
    lines: lines.map((line) => ({
      product_id: line.product_id,
      name: line.name,
      unit: line.unit,
      quantity: line.quantity,
      unit_price: unitPrice(line.amount_vnd, line.quantity),
      amount_vnd: line.amount_vnd,
    })),
  };
}
