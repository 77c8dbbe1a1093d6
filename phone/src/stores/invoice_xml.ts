// What an e-invoice says as a file (XML of the tax office's structure): read on the phone, so that no network is needed.
// It fills in a form that a person looks at; the file itself goes to the books, where it is read once more and verified.

import { splitDong } from "@/kernel/split";
import { isDay } from "@/kernel/vietnam";
import type { InvoiceCode } from "@/stores/invoice_qr";

export interface InvoiceLine {
  name: string;
  unit: string;
  quantity: string;
  /** What was paid for the line in all: its tax, and its part of what was taken off, are in it. */
  amount_vnd: number;
}
export interface InvoiceFile extends InvoiceCode {
  seller_name: string;
  total_vnd: number;
  lines: InvoiceLine[];
}

const BYTES_MAX = 2_000_000;
/** So many lines the books take of one purchase; longer invoices are taken in at the computer. */
const LINES_MAX = 100;
/** Kinds of lines: goods, and goods with special marks; notes, gifts and discounts are none. */
const GOODS_KINDS = ["1", "5"];
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;

/** Read the one invoice in a file; null where there is none, several, or one that a person at a desk must look at. */
export async function readInvoiceFile(file: Blob): Promise<InvoiceFile | null> {
  if (file.size > BYTES_MAX) return null;
  const text = await file.text();
  // Invoices have no document type; what has one wants something else.
  if (text.includes("<!DOCTYPE")) return null;
  const paper = new DOMParser().parseFromString(text, "application/xml");
  const [invoice, another] = every(paper, "DLHDon");
  if (!invoice || another) return null;
  // One that replaces or corrects another concerns what is in the books: not for a phone to decide.
  if (every(invoice, "TTHDLQuan").some((one) => textOf(one, "TCHDon"))) return null;
  return asInvoice(invoice);
}

function asInvoice(invoice: Element): InvoiceFile | null {
  const seller = every(invoice, "NBan")[0];
  const [total, currency, issued_on] = [textOf(invoice, "TgTTTBSo"), textOf(invoice, "DVTTe"), textOf(invoice, "NLap").slice(0, 10)];
  const total_vnd = PLAIN_NUMBER.test(total) ? Math.round(Number(total)) : 0;
  if (!seller || !Number.isSafeInteger(total_vnd) || total_vnd <= 0 || (currency && currency !== "VND") || !isDay(issued_on)) return null;
  const number = textOf(invoice, "SHDon").replace(/^0+(?=\d)/, "");
  const seller_tax_code = textOf(seller, "MST");
  if (!/^\d{1,8}$/.test(number) || !/^\d{10}(-?\d{3}|\d{2})?$/.test(seller_tax_code)) return null;
  const [form, series] = [textOf(invoice, "KHMSHDon"), textOf(invoice, "KHHDon").toUpperCase()];
  if (!/^\d?$/.test(form) || !/^[A-Z0-9/]{1,15}$/.test(series)) return null;
  const lines = linesOf(invoice, total_vnd);
  if (lines.length > LINES_MAX) return null;
  return { seller_tax_code, form, series, number, issued_on, total_vnd, seller_name: textOf(seller, "Ten"), lines };
}

/** The goods, each with its part of what is to be paid in all: they come to the total to the đồng. */
function linesOf(invoice: Element, total_vnd: number): InvoiceLine[] {
  const goods = every(invoice, "HHDVu").flatMap((line) => {
    const [kind, amount, tax] = [textOf(line, "TChat") || "1", textOf(line, "ThTien"), textOf(line, "TSuat")];
    if (!GOODS_KINDS.includes(kind) || !PLAIN_NUMBER.test(amount) || Number(amount) <= 0) return [];
    const weight = Math.round(Number(amount) * (100 + (Number.parseFloat(tax) || 0)));
    if (!Number.isSafeInteger(weight) || weight <= 0) return [];
    return [{ name: textOf(line, "THHDVu") || "—", unit: textOf(line, "DVTinh"), quantity: quantityOf(line), weight }];
  });
  if (!goods.length) return [];
  const amounts = splitDong(total_vnd, goods.map((one) => one.weight));
  return goods.flatMap(({ weight: _weight, ...one }, at) => {
    const amount_vnd = amounts[at] ?? 0;
    return amount_vnd > 0 ? [{ ...one, name: one.name.slice(0, 200), unit: one.unit.slice(0, 50), amount_vnd }] : [];
  });
}

function quantityOf(line: Element): string {
  const said = textOf(line, "SLuong");
  if (!/^\d{1,9}(\.\d+)?$/.test(said) || Number(said) <= 0) return "1";
  const [whole = "0", fraction = ""] = said.split(".");
  const short = fraction.slice(0, 3).replace(/0+$/, "");
  const quantity = short ? `${whole}.${short}` : whole;
  return Number(quantity) > 0 ? quantity : "1";
}

function every(within: Document | Element, tag: string): Element[] {
  return [...within.getElementsByTagNameNS("*", tag)];
}

function textOf(within: Element, tag: string): string {
  return every(within, tag)[0]?.textContent?.trim() ?? "";
}
