// Tax returns: made from the documents, confirmed by the person, filed by the person.

import { api } from "@/log";
import { known } from "@/stores/known";
import type { KeptStore } from "@/stores/kept";
import type { ReturnPaper, TaxReturn, TaxReturns } from "@/stores/shapes";

export const returns = known<TaxReturns>("returns", "/phone/returns");

/** One return as the form has it, line by line. */
export function returnPaper(id: string): KeptStore<ReturnPaper> {
  return known<ReturnPaper>(`return-${id}`, `/phone/returns/${id}`);
}

/** Confirm the figures of a return as they were shown. */
export function confirmReturn(shown: TaxReturn): Promise<TaxReturn> {
  return api<TaxReturn>("/phone/returns", { method: "POST", body: { form: shown.form, period: shown.period } });
}

export interface Filing {
  filed_on: string;
  channel: "etax" | "etax_mobile" | "tvan" | "counter" | "post";
  receipt: string;
}

/** Write down that the person filed a return, and where. */
export function recordFiling(id: string, filing: Filing): Promise<TaxReturn> {
  return api<TaxReturn>(`/phone/returns/${id}/filing`, { method: "POST", body: filing });
}

/** The name by which a return is found in the list, prepared or not: its form and its period. */
export function nameOf(one: Pick<TaxReturn, "form" | "period">): string {
  return `${one.form}~${one.period}`;
}
