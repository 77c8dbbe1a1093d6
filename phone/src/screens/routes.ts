// Every screen of the app, each its own piece that is loaded when somebody goes there.

import type { Component } from "svelte";

export type Screen = Component<{ argument: string }>;
/** A screen that is always the same, whatever stands behind its name in the address. */
type PlainScreen = Component<Record<string, never>>;
export type PlaceName = "sell" | "home" | "record" | "more";

export interface Route {
  load: () => Promise<{ default: Screen | PlainScreen }>;
  /** The place of the thumb bar that this screen belongs to; none for screens that stand alone. */
  place: PlaceName | null;
  /** A task with one way on and one way back: the thumb bar makes room. */
  isTask?: true;
}

export const ROUTES: Record<string, Route> = {
  sell: { load: () => import("@/screens/sell/Sell.svelte"), place: "sell" },
  pay: { load: () => import("@/screens/pay/Pay.svelte"), place: "sell", isTask: true },
  receipt: { load: () => import("@/screens/receipt/Receipt.svelte"), place: "sell", isTask: true },
  home: { load: () => import("@/screens/home/Home.svelte"), place: "home" },
  qr: { load: () => import("@/screens/home/QrMoney.svelte"), place: "home" },
  debts: { load: () => import("@/screens/debts/Debts.svelte"), place: "home" },
  tax: { load: () => import("@/screens/tax/Tax.svelte"), place: "home" },
  returns: { load: () => import("@/screens/returns/Returns.svelte"), place: "home" },
  identity: { load: () => import("@/screens/returns/Identity.svelte"), place: "more" },
  record: { load: () => import("@/screens/record/Record.svelte"), place: "record" },
  purchase: { load: () => import("@/screens/purchase/Purchase.svelte"), place: "record" },
  expense: { load: () => import("@/screens/expense/Expense.svelte"), place: "record" },
  stock: { load: () => import("@/screens/stock/Stock.svelte"), place: "record" },
  goods: { load: () => import("@/screens/goods/Goods.svelte"), place: "record" },
  day: { load: () => import("@/screens/day/Day.svelte"), place: "record" },
  books: { load: () => import("@/screens/books/Books.svelte"), place: "more" },
  coop: { load: () => import("@/screens/coop/Coop.svelte"), place: "more" },
  join: { load: () => import("@/screens/coop/Join.svelte"), place: "more" },
  meetings: { load: () => import("@/screens/meetings/Meetings.svelte"), place: "more" },
  notices: { load: () => import("@/screens/notices/Notices.svelte"), place: "more" },
  more: { load: () => import("@/screens/settings/More.svelte"), place: "more" },
  sync: { load: () => import("@/screens/sync/Sync.svelte"), place: "more" },
  settings: { load: () => import("@/screens/settings/Settings.svelte"), place: "more" },
  account: { load: () => import("@/screens/settings/BankAccount.svelte"), place: "more" },
  start: { load: () => import("@/screens/start/Start.svelte"), place: null },
  ready: { load: () => import("@/screens/start/Ready.svelte"), place: null },
  lock: { load: () => import("@/screens/lock/Lock.svelte"), place: null },
};

/** The route of an address; an unknown address leads to selling. */
export function routeOf(screen: string): Route {
  const found = (Object.keys(ROUTES).includes(screen) ? ROUTES[screen] : null) ?? ROUTES.sell;
  if (!found) throw new Error("The screen for selling is missing");
  return found;
}

/** The place of the thumb bar that a screen belongs to. */
export function placeOf(screen: string): PlaceName | null {
  return routeOf(screen).place;
}
