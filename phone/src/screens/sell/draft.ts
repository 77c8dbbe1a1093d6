// The basket in hand: kept on the phone at every change, so that no step back, reload or empty battery loses it.

import { get, writable, type Readable } from "svelte/store";
import { addGoods, emptyBasket, type Basket, type Goods } from "@/screens/sell/basket";
import { newSale } from "@/log";
import { begunOf } from "@/stores/begun";

const kept = begunOf<Basket>("basket");
const STEPS_KEPT = 40;

const now = writable<Basket>(emptyBasket(""));
const steps = writable<Basket[]>([]);
/** What the customer takes, as it stands. */
export const basket: Readable<Basket> = now;
/** The baskets before it, latest last: each step back takes one. */
export const stepsBack: Readable<Basket[]> = steps;
/** Resolves when the basket of last time is back, if there was one. */
export const basketIsBack: Promise<void> = bringBack();

async function bringBack(): Promise<void> {
  const last = await kept.last();
  if (get(now).lines.length === 0) now.set(last ?? emptyBasket(newSale()));
}

/** Change the basket; the one before can be had back. */
export function change(how: (before: Basket) => Basket): void {
  const before = get(now);
  steps.update((all) => [...all.slice(1 - STEPS_KEPT), before]);
  const after = how(before.id ? before : { ...before, id: newSale() });
  // A basket that was emptied is the next customer's: what the bank still sends for the one before is not theirs.
  const isAnothers = before.lines.length > 0 && after.lines.length === 0;
  if (isAnothers) kept.drop(before.id);
  put(isAnothers ? { ...after, id: newSale() } : after);
}

/** Put goods into the basket. */
export function take(goods: Goods, quantity = "1"): void {
  change((before) => addGoods(before, goods, quantity));
}

/** Undo the last change. */
export function stepBack(): void {
  const before = get(steps).at(-1);
  if (!before) return;
  steps.update((all) => all.slice(0, -1));
  // Brought back after it was emptied, it is the basket that it was; otherwise the id in hand stays.
  put({ ...before, id: get(now).lines.length || !before.lines.length ? get(now).id : before.id });
}

/** Take everything out; a step back brings it in again. */
export function emptyIt(): void {
  change((before) => emptyBasket(before.id));
}

/** Begin anew, after the sale is written down. */
export function beginAnew(): void {
  const sold = get(now).id;
  steps.set([]);
  now.set(emptyBasket(newSale()));
  kept.drop(sold);
}

/** Give the basket another id, because a sale with the one it had is written down already. */
export function takeNewId(): void {
  put({ ...get(now), id: newSale() });
}

function put(after: Basket): void {
  now.set(after);
  if (after.lines.length) kept.keep(after);
  else kept.drop(after.id);
}
