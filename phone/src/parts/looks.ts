// How the app looks and sounds on this phone: size of the text, light or dark, the voice. Kept on this phone only.

import { writable, type Readable } from "svelte/store";

export type TextSize = "plain" | "large" | "huge";
export type Theme = "phone" | "light" | "dark" | "sun";

export interface Looks {
  text: TextSize;
  theme: Theme;
  /** Whether money that arrives is said aloud. */
  speaks: boolean;
}

const KEPT_AS = "ecoop-looks";
const FIRST: Looks = { text: "plain", theme: "phone", speaks: true };

const chosen = writable<Looks>(read());
export const looks: Readable<Looks> = chosen;

/** Change some of it, at once and for the next time. */
export function changeLooks(change: Partial<Looks>): void {
  chosen.update((before) => {
    const after = { ...before, ...change };
    localStorage.setItem(KEPT_AS, JSON.stringify(after));
    put(after);
    return after;
  });
}

/** Put the kept looks on the page, before anything is drawn. */
export function showLooks(): void {
  put(read());
}

function read(): Looks {
  try {
    return { ...FIRST, ...(JSON.parse(localStorage.getItem(KEPT_AS) ?? "{}") as Partial<Looks>) };
  } catch {
    return FIRST;
  }
}

function put({ text, theme }: Looks): void {
  const page = document.documentElement;
  page.dataset.text = text;
  if (theme === "phone") delete page.dataset.theme;
  else page.dataset.theme = theme;
}
