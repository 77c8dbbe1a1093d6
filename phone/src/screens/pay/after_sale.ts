// Money that goes with a sale and is a fact of its own: the rest of a transfer paid in cash, or what was sent too much and given back.
//
// It is kept beside the basket before the sale is written down, and written down after it: an app closed between the two
// finds it at the next payment. Its id is made of the sale's, so that however often it is written, it is once.

import { AlreadyRecorded, draftOf, dropDraft, keepDraft, listDrafts, record, recorded, totalOf, type MoneyBody, type Recorded, type SaleBody } from "@/log";

const KIND = "after-sale";
/** Given instead of settles: what went through the bank too much came out of the cash box. */
const GIVEN_BACK = "cash-to-bank";

export type AfterSale = { what: "rest-in-cash"; vnd: number } | { what: "given-back"; vnd: number };

interface Kept {
  id: string;
  saleId: string;
  body: MoneyBody;
}

/** The id of the money that goes with a sale. */
export function afterSaleId(saleId: string): Promise<string> {
  return idOf(saleId, "after-sale");
}

/** The id of what follows a sale once: UUID version 5 of the sale's id, as the server makes its own. */
export async function idOf(saleId: string, what: string): Promise<string> {
  const name = new TextEncoder().encode(what);
  const space = Uint8Array.from(saleId.replace(/-/g, "").match(/../g) ?? [], (pair) => parseInt(pair, 16));
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-1", new Uint8Array([...space, ...name]))).slice(0, 16);
  hash[6] = ((hash[6] ?? 0) & 0x0f) | 0x50;
  hash[8] = ((hash[8] ?? 0) & 0x3f) | 0x80;
  const digits = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export function moneyBody(saleId: string, { what, vnd }: AfterSale, said: { day: string; partyName: string; text: string }): MoneyBody {
  const settles = what === "rest-in-cash" ? { settles_kind: "trade.sale", settles_id: saleId } : { settles_kind: null, settles_id: null };
  const rule = what === "rest-in-cash" ? "receipt" : GIVEN_BACK;
  return { moved_on: said.day, rule, means: "cash", amount_vnd: vnd, party_name: said.partyName, text: said.text, ...settles };
}

/** Keep what shall follow a sale, or that nothing shall: an earlier try with another payment is forgotten. */
export async function intend(saleId: string, body: MoneyBody | null): Promise<void> {
  const id = await afterSaleId(saleId);
  if (!body) return (await draftOf(KIND, id)) ? dropDraft(KIND, id) : undefined;
  await keepDraft(KIND, id, { id, saleId, body } satisfies Kept);
}

/** Write down what follows the sales that are written down; what belongs to no such sale waits for it. */
export async function finishAfterSales(): Promise<void> {
  for (const { id, saleId, body } of await listDrafts<Kept>(KIND)) {
    const sale = await recorded(saleId);
    if (!sale) continue;
    if (fits(sale, body)) {
      await record("trade.money", body, { id }).catch((error: unknown) => {
        if (!(error instanceof AlreadyRecorded)) throw error;
      });
    }
    await dropDraft(KIND, id);
  }
}

/** Whether a sale was written down with the payment that this belongs to, and not with another one in another window. */
export function fits({ kind, body }: Pick<Recorded, "kind" | "body">, money: MoneyBody): boolean {
  if (kind !== "trade.sale") return false;
  const sale = body as SaleBody;
  if (money.rule === GIVEN_BACK) return sale.means === "bank";
  return sale.means === "credit" && (sale.paid_vnd ?? 0) + money.amount_vnd === totalOf(sale);
}

/** What was paid in cash of a sale whose first part came by the bank; nothing for every other sale. */
export async function restInCash(saleId: string): Promise<number> {
  const found = await recorded(await afterSaleId(saleId));
  const body = found?.kind === "trade.money" ? (found.body as MoneyBody) : null;
  return body?.settles_id === saleId ? body.amount_vnd : 0;
}
