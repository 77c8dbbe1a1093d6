// Goods found as people type: thousands of them within a moment, on a small phone too.

import { fold } from "@/kernel/fold";

/** What is sought in: a name and the codes that name the goods exactly. */
interface Named {
  name: string;
  code?: string;
  barcode?: string;
}
interface Folded {
  words: string[];
  exact: string[];
}

const WORD_ENDS = /[^\p{L}\p{N}]+/u;
// Taking accents away is what costs; a name keeps its folded words for as long as the app is open.
const folded = new Map<string, Folded>();

/** Goods whose words begin as was typed, in the order given; where a code or barcode fits to the letter, only those. */
export function findIn<T extends Named>(all: readonly T[], typed: string): T[] {
  const sought = fold(typed);
  if (!sought) return [...all];
  const words = sought.split(WORD_ENDS).filter(Boolean);
  const exact: T[] = [];
  const found: T[] = [];
  for (const one of all) {
    const known = foldedOf(one);
    if (known.exact.includes(sought)) exact.push(one);
    else if (words.length && words.every((word) => known.words.some((each) => each.startsWith(word)))) found.push(one);
  }
  return exact.length ? exact : found;
}

function foldedOf({ name, code = "", barcode = "" }: Named): Folded {
  const key = `${name}\n${code}\n${barcode}`;
  let known = folded.get(key);
  if (!known) {
    const exact = [code, barcode].map(fold).filter(Boolean);
    folded.set(key, (known = { words: fold(`${name} ${code}`).split(WORD_ENDS).filter(Boolean), exact }));
  }
  return known;
}

/** Fold names while the phone has nothing else to do, so that the first letter waits for nothing; answers how to stop. */
export function readAhead(all: readonly Named[]): () => void {
  if (!("requestIdleCallback" in globalThis)) return () => undefined;
  let at = 0;
  const read = (idle: IdleDeadline) => {
    for (let one = all[at]; one && idle.timeRemaining() > 1; one = all[(at += 1)]) foldedOf(one);
    if (at < all.length) next = requestIdleCallback(read);
  };
  let next = requestIdleCallback(read);
  return () => cancelIdleCallback(next);
}
