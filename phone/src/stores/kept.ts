// What the server answered last, kept on the phone: shown at once, with its time, and asked for anew when there is a network.

import { readable, type Readable } from "svelte/store";
import type { Refused } from "@/parts/refused";

export interface Kept<Value> {
  value: Value | null;
  /** When the server said so; null while nothing was ever heard. */
  at: string | null;
  /** asking: on its way; fresh: just heard; old: what was known last, and there is no answer now. */
  state: "asking" | "fresh" | "old";
  refused: Refused | null;
}

export interface KeptStore<Value> extends Readable<Kept<Value>> {
  refresh: () => Promise<void>;
}

/** What the server says: a value with its time, a refusal, or nothing at all. */
export type Heard = { value: unknown; at: string } | { refused: Refused } | null;

export interface Source {
  read: (noun: string) => Promise<{ value: unknown; at: string } | null>;
  keep: (noun: string, value: unknown, at: string) => Promise<void>;
  ask: (path: string) => Promise<Heard>;
}

const NOTHING: Kept<never> = { value: null, at: null, state: "asking", refused: null };

/** Make the store of a noun: what was kept comes first, then what the server says now. */
export function makeKept<Value>(source: Source, noun: string, path: string): KeptStore<Value> {
  let now: Kept<Value> = NOTHING;
  let tell: (kept: Kept<Value>) => void = () => undefined;
  const become = (change: Partial<Kept<Value>>) => tell((now = { ...now, ...change }));

  async function refresh(): Promise<void> {
    become({ state: "asking", refused: null });
    const heard = await source.ask(path);
    if (heard === null) return become({ state: "old" });
    if ("refused" in heard) return become({ state: "old", refused: heard.refused });
    // The server alone makes these answers; their shape is its promise.
    become({ value: heard.value as Value, at: heard.at, state: "fresh" });
    await source.keep(noun, heard.value, heard.at);
  }

  async function begin(): Promise<void> {
    const before = await source.read(noun);
    if (before && now.at === null) become({ value: before.value as Value, at: before.at });
    await refresh();
  }

  const { subscribe } = readable<Kept<Value>>(now, (set) => {
    tell = set;
    set(now);
    void begin();
    return () => (tell = () => undefined);
  });
  return { subscribe, refresh };
}
