// What happened, in a word, for lists of what waits.

import type { Kind } from "@/log";
import { t } from "@/words";

export function kindWord(kind: Kind): string {
  const words: Record<Kind, string> = {
    "trade.sale": t("Sale"),
    "trade.return": t("Sale taken back"),
    "trade.purchase": t("Purchase"),
    "trade.expense": t("Expense"),
    "trade.money": t("Money moved"),
    "trade.stock": t("Stock"),
    "trade.product": t("Goods and prices"),
    "trade.product_retired": t("Goods no longer sold"),
    "trade.day": t("Day's end"),
  };
  return words[kind];
}
