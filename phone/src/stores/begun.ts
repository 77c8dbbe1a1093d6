// Forms that were begun and not kept yet: on the phone at every change, so that no step back, reload or empty battery loses them.

import { dropDraft, IsLocked, isLocked, keepDraft, listDrafts, recorded } from "@/log";

export interface Begun<T> {
  /** The one that was begun last and not recorded since; null for none. Behind a PIN: as soon as it was typed. */
  last: () => Promise<T | null>;
  keep: (draft: T) => void;
  drop: (id: string) => void;
}

/** What is being written of each kind: a screen that is opened anew finds what it wrote when it was left a moment ago. */
const writing = new Map<string, Promise<void>>();

/** What is begun of a kind: the id of each is that of the event it will become. */
export function begunOf<T extends { id: string }>(kind: string): Begun<T> {
  /** One after the other: sealing takes its time, and an older draft must never lie on top of a newer one. */
  const inOrder = (write: () => Promise<void>) => {
    writing.set(kind, (writing.get(kind) ?? Promise.resolve()).then(write).catch(() => undefined));
  };
  async function findKept(): Promise<T | null> {
    const last = (await listDrafts<T>(kind)).at(-1);
    return last && !(await recorded(last.id)) ? last : null;
  }
  return {
    last: async () => {
      await writing.get(kind);
      return onceOpen(findKept).catch(() => null);
    },
    keep: (draft) => inOrder(() => keepDraft(kind, draft.id, draft)),
    drop: (id) => inOrder(() => dropDraft(kind, id)),
  };
}

/** Behind a PIN nothing can be read: then it is read as soon as the PIN was typed. */
async function onceOpen<T>(read: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await read();
    } catch (error) {
      if (!(error instanceof IsLocked)) throw error;
      await new Promise<void>((done) => {
        const stop = isLocked.subscribe((is) => {
          if (!is) queueMicrotask(() => (stop(), done()));
        });
      });
    }
  }
}
