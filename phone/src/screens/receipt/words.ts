// A receipt as words: what is shared as text, and what the square on it holds.

import { formatDong } from "@/kernel/dong";
import { formatQuantity } from "@/kernel/quantity";
import { formatInstant } from "@/kernel/vietnam";
import { totalOf, type Recorded } from "@/log";
import { t } from "@/words";

/** A sale as it was written down, with what was paid of it in cash beside a part that came by the bank. */
export type Sold = Recorded<"trade.sale"> & { restInCashVnd: number };

/** How a sale was paid, in a word. */
export function meansWord(means: string): string {
  if (means === "bank") return t("QR transfer");
  return means === "credit" ? t("On credit") : t("Cash");
}

/** What is still open of a sale on credit. */
export function openVnd({ body, restInCashVnd }: Sold): number {
  return body.means === "credit" ? totalOf(body) - (body.paid_vnd ?? 0) - restInCashVnd : 0;
}

/** By which means how much was paid: two lines where a part came by the bank and the rest in cash. */
export function payments(sold: Sold): { word: string; vnd: number | null }[] {
  const { body, restInCashVnd } = sold;
  if (restInCashVnd) {
    return [
      { word: meansWord(body.paid_means), vnd: body.paid_vnd },
      { word: meansWord("cash"), vnd: restInCashVnd },
    ];
  }
  const name = body.party_name ? `: ${body.party_name}` : "";
  if (!body.paid_vnd) return [{ word: `${meansWord(body.means)}${name}`, vnd: null }];
  return [
    { word: `${meansWord(body.means)}${name}`, vnd: null },
    { word: t("Paid at once: {means}", { means: meansWord(body.paid_means) }), vnd: body.paid_vnd },
  ];
}

/** The whole receipt in lines of text. */
export function receiptLines(sold: Sold, shop: string): string[] {
  const { body } = sold;
  const open = openVnd(sold);
  return [
    shop,
    `${t("Receipt {number}", { number: sold.number })} · ${formatInstant(sold.happened_at)}`,
    ...body.lines.map((line) => `${line.name}: ${formatQuantity(line.quantity)} ${line.unit} = ${formatDong(line.amount_vnd)}`),
    ...(body.discount_vnd ? [`${t("Discount taken off")}: ${formatDong(body.discount_vnd)}`] : []),
    `${t("Total")}: ${formatDong(totalOf(body))}`,
    ...payments(sold).map(({ word, vnd }) => (vnd ? `${word}: ${formatDong(vnd)}` : word)),
    ...(open ? [`${t("Still to pay")}: ${formatDong(open)}`] : []),
    `${t("Check code")}: ${sold.check}`,
  ];
}

/** What the square holds: enough to find the sale in the books without the phone. */
export function squareText(sold: Sold, shop: string): string {
  return [shop, sold.number, sold.check, sold.body.sold_on, formatDong(totalOf(sold.body)), sold.id].join("\n");
}
