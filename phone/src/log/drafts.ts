// What is begun and not yet done: kept on the phone, so that no reload and no update loses it; and the server's last answers.
import { whenOpen } from "./app";
import type { Log } from "./log";

/** Keep a draft; what is recorded already gets no draft any more. */
export async function keepDraft(kind: string, id: string, value: unknown): Promise<void> {
  const { log } = await whenOpen();
  while (!(await tryToKeep(log, id, { name: `${kind}/${id}`, value }))) {
    // Another key was put here meanwhile. In a tab that has not got it the PIN is asked for.
    await log.vault.open();
    if (log.vault.isLocked) log.tellChange();
  }
}

async function tryToKeep({ db, vault }: Log, id: string, { name, value }: { name: string; value: unknown }): Promise<boolean> {
  const sealed = await vault.seal(name, value);
  return db.transaction("rw", db.events, db.drafts, db.marks, async () => {
    if ((await db.mark("key", "")) !== sealed.key) return false;
    const isDone = (await db.events.where("id").equals(id).count()) > 0;
    if (!isDone) await db.drafts.put({ name, sealed });
    return true;
  });
}

export async function draftOf<T>(kind: string, id: string): Promise<T | null> {
  const { log } = await whenOpen();
  const row = await log.db.drafts.get(`${kind}/${id}`);
  return row ? log.vault.unseal<T>(row.name, row.sealed) : null;
}

/** The drafts of a kind, the oldest first. */
export async function listDrafts<T>(kind: string): Promise<T[]> {
  const { log } = await whenOpen();
  const rows = await log.db.drafts.where("name").startsWith(`${kind}/`).toArray();
  return Promise.all(rows.map((row) => log.vault.unseal<T>(row.name, row.sealed)));
}

export async function dropDraft(kind: string, id: string): Promise<void> {
  const { log } = await whenOpen();
  await log.db.drafts.delete(`${kind}/${id}`);
}

/** What the server answered last about a noun, with its time; shown while there is no network. */
export async function answerOf(noun: string): Promise<{ value: unknown; at: string } | null> {
  const { log } = await whenOpen();
  const row = await log.db.things.get(`answer/${noun}`);
  return row ? log.vault.unseal<{ value: unknown; at: string }>(row.name, row.sealed) : null;
}

/** Keep it as well as there is room: an answer can be had again, and no screen waits for this. */
export async function keepAnswer(noun: string, value: unknown, at: string): Promise<void> {
  const { log } = await whenOpen();
  const { db, vault } = log;
  const name = `answer/${noun}`;
  const keep = async () => {
    const sealed = await vault.seal(name, { value, at });
    await db.transaction("rw", db.things, db.marks, async () => {
      if ((await db.mark("key", "")) === sealed.key) await db.things.put({ name, sealed });
    });
  };
  await keep().catch(() => undefined);
}
