// Pictures of bills: kept sealed on the phone at once, sent when there is a network, named by an id that events may carry.
import { isFull } from "./database";
import { StorageIsFull } from "./events";
import type { Log } from "./log";
import { ask, isRefused } from "./send";
import { Garbled, readPaperId } from "./wire";

/** Keep a picture; the id goes into the event's body at once. */
export async function keepPaper(log: Log, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<string> {
  const id = log.newId();
  try {
    while (!(await tryToKeep(log, id, bytes, type))) await log.vault.open();
  } catch (error) {
    if (isFull(error)) throw new StorageIsFull("The phone has no room left: the picture was not kept");
    throw error;
  }
  log.tellChange();
  return id;
}

/** False if another tab changed the key meanwhile: what is sealed with a key that is gone could never be read again. */
async function tryToKeep(log: Log, id: string, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<boolean> {
  const { db, vault } = log;
  const sealed = await vault.sealBytes(id, bytes);
  return db.transaction("rw", db.papers, db.marks, async () => {
    if ((await db.mark("key", "")) !== sealed.key) return false;
    await db.papers.add({ id, sealed, type, is_sent: 0 });
    return true;
  });
}

/** Send the pictures that wait; sent ones are dropped here, the server keeps them. */
export async function sendPapers(log: Log): Promise<void> {
  const ids = await log.db.papers.where("is_sent").equals(0).primaryKeys();
  for (const id of ids) {
    const row = await log.db.papers.get(id);
    if (!row) continue;
    const body = await log.vault.unsealBytes(id, row.sealed);
    try {
      const said = await ask(log, `/sync/papers/${id}`, { method: "POST", headers: { "Content-Type": row.type }, body });
      // Whoever answers something else, such as a hotel's log-in page, has not kept it.
      if (readPaperId(said) !== id) throw new Garbled("another picture");
    } catch (error) {
      if (!isRefused(error)) throw error;
      // A picture that the server cannot take stays here, blocks nothing else, and costs no more traffic until tomorrow.
      await log.db.papers.update(id, { is_sent: 2 });
      continue;
    }
    await log.db.papers.delete(id);
  }
}

/** Try refused pictures once more: the server may have learned to read them. */
export async function tryPapersAgain(log: Log): Promise<void> {
  await log.db.papers.where("is_sent").equals(2).modify({ is_sent: 0 });
}
