// The time for what is shown on the screen; recorded times come from the log's own clock.

import { readable } from "svelte/store";

const EVERY_MS = 5_000;

/** Now in milliseconds, fresh every few seconds while somebody looks. */
export const minute = readable(Date.now(), (set) => {
  const tick = () => set(Date.now());
  tick();
  const timer = setInterval(tick, EVERY_MS);
  return () => clearInterval(timer);
});
