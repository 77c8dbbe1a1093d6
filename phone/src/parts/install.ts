// Putting the app on the home screen: browsers that offer it say so once, early; this remembers the offer.

import { get, writable, type Readable } from "svelte/store";

interface InstallOffer extends Event {
  prompt: () => Promise<void>;
}

const offer = writable<InstallOffer | null>(null);
const can = writable(false);
/** Whether the browser offers to put the app on the home screen. */
export const canInstall: Readable<boolean> = can;

/** Listen from the very beginning; the offer comes before anybody asks. */
export function watchInstall(): void {
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offer.set(event as InstallOffer);
    can.set(true);
  });
  addEventListener("appinstalled", () => can.set(false));
}

export async function install(): Promise<void> {
  await get(offer)?.prompt();
  offer.set(null);
  can.set(false);
}

export function isInstalled(): boolean {
  return matchMedia("(display-mode: standalone)").matches;
}

/** Whether this is a phone on which people must do it by hand. */
export function needsHand(): boolean {
  return /iPhone|iPad/.test(navigator.userAgent);
}
