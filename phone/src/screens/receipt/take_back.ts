// Taking a sale back: a fact of its own, never a change of the sale.

import { eventsOf, record, today, type ReturnBody } from "@/log";
import type { Sold } from "@/screens/receipt/words";

/** Whether this phone wrote down that a sale was taken back. */
export async function isTakenBack(saleId: string): Promise<boolean> {
  const known = await eventsOf(["trade.return"]);
  return known.some((one) => (one.body as ReturnBody).sale_id === saleId);
}

/** Write down that all of a sale came back, and was paid back the way it was paid. */
export async function takeBack(sold: Sold): Promise<void> {
  await record("trade.return", {
    sale_id: sold.id,
    came_back_on: today(),
    means: sold.body.means,
    text: "",
    lines: sold.body.lines.map((line, at) => ({ line: at + 1, quantity: line.quantity, amount_vnd: line.amount_vnd })),
  });
}
