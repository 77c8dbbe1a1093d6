// Taking a sale back: a fact of its own, never a change of the sale.

import { splitDong } from "@/kernel/split";
import { eventsOf, newId, record, recorded, today, type ReturnBody, type SaleBody } from "@/log";
import { idOf } from "@/screens/pay/after_sale";
import type { Sold } from "@/screens/receipt/words";

/** What is still to be written down for all of a sale to come back: nothing once it did, a part where the app was closed in between. */
export async function stillToTakeBack(sold: Sold): Promise<ReturnBody[]> {
  const backs = (await eventsOf(["trade.return"])).map((one) => one.body as ReturnBody).filter((one) => one.sale_id === sold.id);
  return returnsOf(sold, today(), sold.restInCashVnd).filter((part) => !backs.some((one) => isMoneyAlone(one) === isMoneyAlone(part)));
}

/** Write down that all of a sale came back: pressed twice, or in two windows, it is one return. */
export async function takeBack(sold: Sold): Promise<void> {
  for (const body of await stillToTakeBack(sold)) {
    const id = await idOf(sold.id, isMoneyAlone(body) ? "money-back" : "goods-back");
    // One that the desk set aside did not happen: this is another one.
    const isSetAside = (await recorded(id)) !== null && (await stillToTakeBack(sold)).some((one) => isMoneyAlone(one) === isMoneyAlone(body));
    await record("trade.return", body, { id: isSetAside ? newId() : id });
  }
}

export function sumOf(backs: readonly ReturnBody[]): number {
  return backs.reduce((sum, { lines }) => sum + lines.reduce((of, line) => of + (line.amount_vnd ?? 0), 0), 0);
}

function isMoneyAlone({ lines }: ReturnBody): boolean {
  return lines.every((line) => line.quantity === null);
}

/** It is paid back the way it was paid: of a sale on credit the part paid at once in money, and the rest is owed no more, or was cash. */
export function returnsOf({ id, body }: Pick<Sold, "id" | "body">, day: string, restInCashVnd = 0): ReturnBody[] {
  const paid = body.means === "credit" ? (body.paid_vnd ?? 0) : 0;
  const parts = paid > 0 ? leaveSomething(splitDong(paid, body.lines.map((line) => line.amount_vnd)), body) : [];
  const said = { sale_id: id, came_back_on: day, text: "" };
  const whole: ReturnBody = {
    ...said,
    means: restInCashVnd ? "cash" : body.means,
    lines: body.lines.map((line, at) => ({ line: at + 1, quantity: line.quantity, amount_vnd: line.amount_vnd - (parts[at] ?? 0) || null })),
  };
  if (!paid) return [whole];
  const lines = parts.flatMap((amount_vnd, at) => (amount_vnd ? [{ line: at + 1, quantity: null, amount_vnd }] : []));
  return [{ ...said, means: body.paid_means, lines }, whole];
}

/** The goods of a line come back with what is left of its amount: at least one đồng, for a line worth nothing is no return. */
function leaveSomething(parts: readonly number[], { lines }: SaleBody): number[] {
  const kept = [...parts];
  const leftOf = (at: number) => (lines[at]?.amount_vnd ?? 0) - (kept[at] ?? 0);
  for (const at of kept.keys()) {
    const from = kept.findIndex((_, other) => leftOf(other) > 1);
    if (leftOf(at) > 0 || from < 0) continue;
    [kept[at], kept[from]] = [(kept[at] ?? 0) - 1, (kept[from] ?? 0) + 1];
  }
  return kept;
}
