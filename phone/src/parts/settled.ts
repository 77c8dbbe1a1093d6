// Stores of the log read the disk: before the first screen is drawn they have done so once, and they stay awake.

import type { Readable } from "svelte/store";

/** Resolve when a store tells a value that fits what is known to be true; keep it awake from then on. */
export function untilTold<T>(store: Readable<T>, isTrue: (value: T) => boolean): Promise<void> {
  return new Promise((resolve) => {
    store.subscribe((value) => {
      if (isTrue(value)) resolve();
    });
  });
}
