// Pictures of bills: kept sealed on the phone at once, sent when there is a network, named by an id that events may carry.
import type { Log } from "./log";
import { ask, BatchRefused } from "./send";

/** Keep a picture; the id goes into the event's body at once. */
export async function keepPaper(log: Log, bytes: Uint8Array<ArrayBuffer>, type: string): Promise<string> {
  const id = log.newId();
  const sealed = await log.vault.sealBytes(id, bytes);
  await log.db.papers.add({ id, sealed, type, is_sent: 0 });
  log.tellChange();
  return id;
}

/** Send the pictures that wait; sent ones are dropped here, the server keeps them. */
export async function sendPapers(log: Log): Promise<void> {
  const ids = await log.db.papers.where("is_sent").equals(0).primaryKeys();
  for (const id of ids) {
    const row = await log.db.papers.get(id);
    if (!row) continue;
    const body = await log.vault.unsealBytes(id, row.sealed);
    try {
      await ask(log, `/sync/papers/${id}`, { method: "POST", headers: { "Content-Type": row.type }, body });
    } catch (error) {
      // A picture that the server cannot take stays here and blocks nothing else.
      if (error instanceof BatchRefused) continue;
      throw error;
    }
    await log.db.papers.delete(id);
  }
}
