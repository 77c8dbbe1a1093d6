// From the basket to the sale that is written down: the goods and how they are paid are one event.

import { AlreadyRecorded, record, today, type Recorded, type SaleBody } from "@/log";
import type { Refused } from "@/parts/refused";
import { discountVnd, saleLines, type Basket } from "@/screens/sell/basket";
import { finishAfterSales, intend, moneyBody, type AfterSale } from "@/screens/pay/after_sale";
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
  /** Money that goes with the sale and is written down after it. */
  after?: AfterSale;
}

/** What a customer paid before the rest went on credit. */
export type Given = { means: "cash"; vnd: number } | { means: "bank"; vnd: number; bank: Pick<Payment, "reference" | "bankAccountId"> };

export function saleBody(basket: Basket, payment: Payment, day: string): SaleBody {
  return {
    sold_on: day,
    number: "",
    means: payment.means,
    lines: saleLines(basket),
    discount_vnd: discountVnd(basket),
    party_name: (payment.partyName || basket.partyName).trim(),
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
  const day = today();
  const body = saleBody(basket, payment, day);
  const text = payment.after?.what === "given-back" ? t("Given back in cash of a transfer") : t("The rest of a transfer, in cash");
  await intend(basket.id, payment.after ? moneyBody(basket.id, payment.after, { day, partyName: body.party_name, text }) : null);
  try {
    const written = await record("trade.sale", body, { id: basket.id });
    beginAnew();
    // The sale stands; what goes with it lies on the phone and is tried again at the next payment.
    await finishAfterSales().catch(() => undefined);
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
