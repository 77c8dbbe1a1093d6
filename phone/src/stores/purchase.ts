// A purchase as it is being written down: what the person said, and what the log keeps of it.

import { fold } from "@/kernel/fold";
import { isDay } from "@/kernel/vietnam";
import type { Product, PurchaseBody } from "@/log";
import type { InvoiceCode } from "@/stores/invoice_qr";
import type { InvoiceFile } from "@/stores/invoice_xml";
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
  /** The e-invoice it is written from, by its code or its file: by it the books know that both are one. */
  invoice: InvoiceCode | null;
  /** The paper that is its file: another file takes its place, and a photo that a person took stays. */
  file_id?: string | null;
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
    invoice: null,
  };
}

/** Whether a person said anything of it. */
export function isPurchaseTouched(draft: PurchaseDraft): boolean {
  const { lines, party_name, party_tax_code, text, paper_id, invoice } = draft;
  return lines.length > 0 || paper_id !== null || invoice !== null || [party_name, party_tax_code, text].some((one) => one.trim() !== "");
}

/** Add up what was paid for the lines. */
export function sumLines(lines: readonly BoughtLine[]): number {
  return lines.reduce((sum, line) => sum + line.amount_vnd, 0);
}

/** What an invoice is called in the books. */
export function labelOf(code: InvoiceCode): string {
  return `${code.form}${code.series} ${code.number}`.trim();
}

/** Fill in what the QR code of an invoice says; a person looks at it before it is kept. */
export function fillIn(draft: PurchaseDraft, code: InvoiceCode, today: string): PurchaseDraft {
  return {
    ...draft,
    bought_on: isDay(code.issued_on) && code.issued_on <= today ? code.issued_on : draft.bought_on,
    party_tax_code: code.seller_tax_code,
    has_invoice: true,
    invoice: code,
  };
}

/** Fill in what the file of an invoice says: its seller and its lines, those of our own goods known by their name. */
export function fillInFile(draft: PurchaseDraft, file: InvoiceFile, { today, goods, paper }: FromFile): PurchaseDraft {
  const { lines, seller_name, ...code } = file;
  const own = new Map(goods.map((one) => [fold(`${one.name}/${one.unit}`), one.product_id]));
  return {
    ...fillIn(draft, code, today),
    party_name: seller_name.slice(0, 200),
    paper_id: draft.paper_id === null || draft.paper_id === draft.file_id ? paper : draft.paper_id,
    file_id: paper,
    lines: lines.map((line, at) => ({ ...line, key: at + 1, product_id: own.get(fold(`${line.name}/${line.unit}`)) ?? null })),
  };
}

interface FromFile {
  today: string;
  goods: readonly Pick<Product, "product_id" | "name" | "unit">[];
  /** The name under which the file waits to be sent. */
  paper: string | null;
}

/** A line for all that an invoice's code says: its goods are not in it. */
export function lineOfAll(code: InvoiceCode, name: string): BoughtLine | null {
  return code.total_vnd === null ? null : { key: 1, product_id: null, name, unit: "", quantity: "1", amount_vnd: code.total_vnd };
}

/** Say what one unit cost, in whole đồng; the amount of the line is what counts. */
export function unitPrice(amount_vnd: number, quantity: string): number {
  const about = Math.round(amount_vnd / Number(quantity));
  return Number.isSafeInteger(about) ? about : 0;
}

/** Write the draft as the log keeps it. */
export function bodyOf(draft: PurchaseDraft): PurchaseBody {
  const { id: _id, file_id: _file, lines, invoice, ...said } = draft;
  return {
    ...said,
    party_name: said.party_name.trim(),
    party_tax_code: said.party_tax_code.trim(),
    // The label first, whatever the person wrote: by it the file that comes later is known.
    text: [invoice ? labelOf(invoice) : "", said.text.trim()].filter(Boolean).join(" · "),
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
