// From the basket to the sale that is written down: the goods and how they are paid are one event.

import { AlreadyRecorded, record, today, type Recorded, type SaleBody } from "@/log";
import type { Refused } from "@/parts/refused";
import { discountVnd, saleLines, type Basket } from "@/screens/sell/basket";
import { beginAnew, takeNewId } from "@/screens/sell/draft";
import { t } from "@/words";

export interface Payment {
  means: "cash" | "bank" | "credit";
  /** On credit: what is paid at once, and how. */
  paidVnd?: number | null;
  paidMeans?: "cash" | "bank";
  partyName?: string;
  reference?: string;
  bankAccountId?: string | null;
  placeId?: string | null;
}

export function saleBody(basket: Basket, payment: Payment, day: string): SaleBody {
  return {
    sold_on: day,
    number: "",
    means: payment.means,
    lines: saleLines(basket),
    discount_vnd: discountVnd(basket),
    party_name: (payment.partyName ?? basket.partyName).trim(),
    text: basket.note.trim(),
    paid_vnd: payment.means === "credit" && payment.paidVnd ? payment.paidVnd : null,
    paid_means: payment.paidMeans ?? "cash",
    reference: payment.reference ?? "",
    place_id: payment.placeId ?? null,
    bank_account_id: payment.bankAccountId ?? null,
  };
}

/** Write the sale down; resolves when it lies on the phone, and only then does a new basket begin. */
export async function sell(basket: Basket, payment: Payment): Promise<Recorded<"trade.sale">> {
  try {
    const written = await record("trade.sale", saleBody(basket, payment, today()), { id: basket.id });
    beginAnew();
    return written;
  } catch (error) {
    if (!(error instanceof AlreadyRecorded)) throw error;
    takeNewId();
    throw soldElsewhere();
  }
}

function soldElsewhere(): Refused {
  return {
    code: "phone.sold-in-another-window",
    said: t("This basket was sold already, in another window of ecoop."),
    remedy: t("Look at the sales of today. Press again only if this is a second sale."),
  };
}
