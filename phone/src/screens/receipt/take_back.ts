// Taking a sale back: a fact of its own, never a change of the sale.

import { splitDong } from "@/kernel/split";
import { eventsOf, record, today, type ReturnBody } from "@/log";
import type { Sold } from "@/screens/receipt/words";

/** Whether this phone wrote down that a sale was taken back. */
export async function isTakenBack(saleId: string): Promise<boolean> {
  const known = await eventsOf(["trade.return"]);
  return known.some((one) => (one.body as ReturnBody).sale_id === saleId);
}

/** Write down that all of a sale came back; the ids are made before, so that a button pressed twice is one return. */
export async function takeBack(sold: Sold, ids: readonly [string, string]): Promise<void> {
  for (const [at, body] of returnsOf(sold, today(), sold.restInCashVnd).entries()) await record("trade.return", body, { id: ids[at] ?? ids[0] });
}

/** It is paid back the way it was paid: of a sale on credit the part paid at once in money, and the rest is owed no more, or was cash. */
export function returnsOf({ id, body }: Pick<Sold, "id" | "body">, day: string, restInCashVnd = 0): ReturnBody[] {
  const paid = body.means === "credit" ? (body.paid_vnd ?? 0) : 0;
  const parts = paid > 0 ? splitDong(paid, body.lines.map((line) => line.amount_vnd)) : [];
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
