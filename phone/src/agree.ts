// What the phone expects the API to answer, held against the types made of the API's own description.
// Nothing here runs: `npm run check` fails where a screen expects what the server does not say.
import type { paths } from "@api";
import type { Placed } from "./screens/start/server";
import type { BankAccount, Debt, Notice, Outcome, Place, ServerProduct, ServerSale, Totals } from "./log/wire";
import type * as shapes from "./stores/shapes";

type Answer<P extends keyof paths, M extends "get" | "post" = "get"> = paths[P][M] extends {
  responses: { 200: { content: { "application/json": infer A } } };
}
  ? A
  : never;
/** The API describes choices as texts; which ones there are is held in tests of the server. */
type Loose<T> = T extends string ? string : T extends object ? { [K in keyof T]: Loose<T[K]> } : T;
/** The server's answer, which must hold all that the phone expects. */
type Holds<Server extends Loose<Phone>, Phone> = [Server, Phone];

type Sync = Answer<"/api/o/{slug}/sync", "post">;
type Changes = Answer<"/api/o/{slug}/sync/changes">;
type FromDesk = Answer<"/api/o/{slug}/sync/devices", "post">;

export type Agreed = [
  Holds<Answer<"/api/o/{slug}/phone/home">, shapes.Home>,
  Holds<Answer<"/api/o/{slug}/phone/tax">, shapes.Tax>,
  Holds<Answer<"/api/o/{slug}/phone/returns">, shapes.TaxReturns>,
  // Pairs are lists to the API; an event without a readable id is never one of the phone's.
  Holds<Omit<Answer<"/api/o/{slug}/phone/returns/{return_id}">, "head">, Omit<shapes.ReturnPaper, "head">>,
  Holds<Answer<"/api/o/{slug}/phone/books">, shapes.Books>,
  Holds<Answer<"/api/o/{slug}/phone/cooperatives">, shapes.Cooperatives>,
  Holds<Answer<"/api/o/{slug}/phone/cooperatives/{cooperative}/bookkeeping">, shapes.Bookkeeping>,
  Holds<Answer<"/api/o/{slug}/phone/cooperatives/{cooperative}/shares/{year}">, shapes.ShareStatement>,
  Holds<Answer<"/api/o/{slug}/identity">, shapes.Identity>,
  Holds<Answer<"/api/o/{slug}/phone/notices">["notices"][number], shapes.Notice>,
  Holds<Answer<"/api/o/{slug}/phone/meetings">["meetings"][number], shapes.Meeting>,
  Holds<Answer<"/api/o/{slug}/payments/arrivals">, shapes.Arrivals>,
  Holds<Answer<"/api/o/{slug}/payments/banks">, shapes.Banks>,
  Holds<Answer<"/api/o/{slug}/sync/totals">, Totals>,
  Holds<Omit<Sync["outcomes"][number], "id">, Omit<Outcome, "id">>,
  Holds<Changes["products"][number], ServerProduct>,
  Holds<Changes["places"][number], Place>,
  Holds<Changes["bank_accounts"][number], BankAccount>,
  Holds<Changes["debts"][number], Debt>,
  Holds<Changes["sales"][number], ServerSale>,
  Holds<Changes["notices"][number], Notice>,
  Holds<Answer<"/api/start", "post">, Placed>,
  Holds<FromDesk, Omit<Placed, "slug" | "org_name">>,
  Holds<Answer<"/api/sync/orders/{ear}">, { order: string }>,
  Holds<Answer<"/api/start/recovery", "post">, { key: string }>,
];
