// Short words that come and go: said once, read aloud by screen readers, and never in the way of the thumb.

import { writable, type Readable } from "svelte/store";

export interface ToastWords {
  id: number;
  text: string;
  tone: "good" | "waits" | "bad" | "info";
}

const said = writable<ToastWords[]>([]);
/** What is being said now. */
export const toasts: Readable<ToastWords[]> = said;
const STAYS_MS = 5_000;
let count = 0;

/** Say something for a few seconds. */
export function toast(text: string, tone: ToastWords["tone"] = "good"): void {
  const id = ++count;
  said.update((all) => [...all.slice(-2), { id, text, tone }]);
  setTimeout(() => said.update((all) => all.filter((one) => one.id !== id)), STAYS_MS);
}
