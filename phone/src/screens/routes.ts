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
}

export const ROUTES: Record<string, Route> = {
  sell: { load: () => import("@/screens/sell/Sell.svelte"), place: "sell" },
  pay: { load: () => import("@/screens/pay/Pay.svelte"), place: "sell" },
  receipt: { load: () => import("@/screens/receipt/Receipt.svelte"), place: "sell" },
  more: { load: () => import("@/screens/settings/More.svelte"), place: "more" },
  sync: { load: () => import("@/screens/sync/Sync.svelte"), place: "more" },
  settings: { load: () => import("@/screens/settings/Settings.svelte"), place: "more" },
  start: { load: () => import("@/screens/start/Start.svelte"), place: null },
  lock: { load: () => import("@/screens/lock/Lock.svelte"), place: null },
};

/** The route of an address; an unknown address leads to selling. */
export function routeOf(screen: string): Route {
  const found = ROUTES[screen] ?? ROUTES.sell;
  if (!found) throw new Error("The screen for selling is missing");
  return found;
}

/** The place of the thumb bar that a screen belongs to. */
export function placeOf(screen: string): PlaceName | null {
  return routeOf(screen).place;
}
