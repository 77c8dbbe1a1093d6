// Notices of the cooperative and of the calendar; which of them were read, only this phone knows.

import { derived, writable, type Readable } from "svelte/store";
import { notices as pulled } from "@/log";
import type { Kept, KeptStore } from "@/stores/kept";
import { known } from "@/stores/known";
import type { Notice } from "@/stores/shapes";

const READ_AS = "ecoop-notices-read";
const READ_MAX = 500;

const asked = known<{ notices: Notice[] }>("notices", "/phone/notices");

/** What the server said when it was asked, with what came since along with goods and prices: words of a cooperative wait for nobody to ask. */
export const notices: KeptStore<{ notices: Notice[] }> = {
  subscribe: derived([asked, pulled], ([kept, came]) => withPulled(kept, came as Notice[])).subscribe,
  refresh: asked.refresh,
};

/** Put what was pulled beside what was heard, each once by its id, the newest first. */
export function withPulled(kept: Kept<{ notices: Notice[] }>, came: readonly Notice[]): Kept<{ notices: Notice[] }> {
  if (!came.length) return kept;
  const all = new Map([...came, ...(kept.value?.notices ?? [])].map((one) => [one.id, one]));
  const sorted = [...all.values()].sort((a, b) => (a.on < b.on ? 1 : a.on > b.on ? -1 : 0));
  return { ...kept, value: { notices: sorted } };
}

const read = writable<readonly string[]>(readBefore());

/** Ids of the notices that were opened on this phone. */
export const readNotices: Readable<ReadonlySet<string>> = derived(read, (ids) => new Set(ids));

/** How many notices nobody opened yet on this phone. */
export const newNotices: Readable<number> = derived(
  [notices, readNotices],
  ([kept, ids]) => kept.value?.notices.filter((each) => !ids.has(each.id)).length ?? 0,
);

/** Remember that a notice was opened. */
export function markRead(id: string): void {
  read.update((ids) => {
    const all = ids.includes(id) ? ids : [...ids, id].slice(-READ_MAX);
    localStorage.setItem(READ_AS, JSON.stringify(all));
    return all;
  });
}

function readBefore(): string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(READ_AS) ?? "[]");
    return Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string") : [];
  } catch {
    return [];
  }
}
