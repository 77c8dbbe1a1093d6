// Where the person stands: the part of the address after the hash, so that every screen has an address without a server.

import { readable } from "svelte/store";

export interface Place {
  /** The screen's name in screens/routes.ts. */
  screen: string;
  /** What stands after it, such as the id of a sale; empty for none. */
  argument: string;
}

const FIRST: Place = { screen: "sell", argument: "" };

function read(): Place {
  const [screen = "", ...rest] = location.hash.replace(/^#\/?/, "").split("/");
  return screen ? { screen, argument: decoded(rest.join("/")) } : FIRST;
}

/** What stands in an address may have been cut off anywhere. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

// How many steps of this app lie behind each address: what lies before the first is no business of ours.
let depth = depthHere() ?? 0;
history.replaceState({ depth }, "");

function depthHere(): number | null {
  const state: unknown = history.state;
  return typeof state === "object" && state !== null && "depth" in state ? Number(state.depth) : null;
}

/** A new address is one step further in; one that was come back to knows its own depth. */
function countSteps(): void {
  const known = depthHere();
  depth = known ?? depth + 1;
  if (known === null) history.replaceState({ depth }, "");
}

/** The place on the screen, now and whenever the address changes. */
export const place = readable<Place>(read(), (set) => {
  const look = () => {
    countSteps();
    set(read());
  };
  addEventListener("hashchange", look);
  // Somebody may have stepped back while the app was still opening.
  look();
  return () => removeEventListener("hashchange", look);
});

/** The address of a screen, for links: `href={to("receipt", id)}`. */
export function to(screen: string, argument = ""): string {
  return `#/${screen}${argument ? `/${encodeURIComponent(argument)}` : ""}`;
}

/** Go to a screen; the way back leads here. */
export function go(screen: string, argument = ""): void {
  location.hash = to(screen, argument);
}

/** Go to a screen instead of this one: the way back does not lead here again. */
export function goInstead(screen: string, argument = ""): void {
  history.replaceState({ depth }, "", to(screen, argument));
  dispatchEvent(new HashChangeEvent("hashchange"));
}

/** Go one step back, or to a screen when the app was opened right here. */
export function back(otherwise = "sell"): void {
  if (depth > 0) history.back();
  else goInstead(otherwise);
}

/** Make a step for later, which is left out when the person has gone elsewhere by then. */
export function fromHere<Words extends unknown[]>(step: (...words: Words) => void): (...words: Words) => void {
  const asked = location.hash;
  return (...words) => {
    if (location.hash === asked) step(...words);
  };
}
