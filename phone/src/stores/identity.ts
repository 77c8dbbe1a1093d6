// Who the household is to the tax office: its tax code, its owner, its address. Asked once, needed for every return.

import { api } from "@/log";
import { known } from "@/stores/known";
import type { Identity } from "@/stores/shapes";

export const identity = known<Identity>("identity", "/identity");

/** Write down who the household is; all of it at once. */
export function keepIdentity(said: Identity): Promise<Identity> {
  return api<Identity>("/identity", {
    method: "POST",
    body: {
      tax_code: said.tax_code.replace(/[\s.]/g, ""),
      representative_name: said.representative_name,
      phone: said.phone,
      address_line: said.address_line,
    },
  });
}
