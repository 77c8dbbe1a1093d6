// The stores of what only the server knows, over the phone's own log: one noun, one store.

import { answerOf, api, ApiRefusal, keepAnswer, now, Offline } from "@/log";
import { makeKept, type Heard, type KeptStore, type Source } from "@/stores/kept";

const OF_THIS_PHONE: Source = { read: answerOf, keep: keepAnswer, ask };

/** Make the store of a noun that the server answers at a path of the organisation. */
export function known<Value>(noun: string, path: string): KeptStore<Value> {
  return makeKept<Value>(OF_THIS_PHONE, noun, path);
}

async function ask(path: string): Promise<Heard> {
  try {
    return { value: await api<unknown>(path), at: new Date(now()).toISOString() };
  } catch (wrong) {
    if (wrong instanceof ApiRefusal) return { refused: wrong.refusal };
    if (wrong instanceof Offline) return null;
    throw wrong;
  }
}
