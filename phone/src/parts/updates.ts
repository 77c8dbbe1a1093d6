// A new edition of the app waits until the person takes it: never in the middle of a sale, never by itself.

import { writable, type Readable } from "svelte/store";
import { registerSW } from "virtual:pwa-register";

const waits = writable(false);
/** Whether a newer edition is loaded and waits. */
export const updateWaits: Readable<boolean> = waits;
let renew: ((reload?: boolean) => Promise<void>) | null = null;
const LOOKS_EVERY_MS = 6 * 3_600_000;

/** Let the app work without a network from now on, and look for newer editions now and then. */
export function watchUpdates(): void {
  renew = registerSW({
    onNeedRefresh: () => waits.set(true),
    onRegisteredSW(_address, registration) {
      if (registration) setInterval(() => navigator.onLine && void registration.update().catch(() => undefined), LOOKS_EVERY_MS);
    },
  });
}

/** Take the newer edition; the page opens again at the same place, with the same basket. */
export function takeUpdate(): void {
  void renew?.(true);
}
