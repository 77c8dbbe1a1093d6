/**
 * The ear: a random word by which a phone that its PIN locks hears whether it was taken off the shop.
 *
 * It lies outside the vault, because it opens nothing. What becomes of what waits on a locked phone that hears "wipe" is decided here:
 * it is destroyed with all the rest. Nobody can send it, because it is sealed; and it must not stay, because four to six digits
 * are all that stands between whoever holds the phone and the names of customers. Before that the phone says how many entries, of which
 * days, were lost: the desk tells the owner, who has the receipts, the bank and the counted cash to write them down again.
 */
import type { Log } from "./log";
import { NoAnswer } from "./send";
import { readOrder } from "./wire";

/** What a locked phone loses when it is emptied. */
export interface Lost {
  lost_events: number;
  lost_papers: number;
  first_day: string;
  last_day: string;
}

/** Ask what a locked phone is to do; nobody is named in the question, and nobody in the answer. Phones of earlier versions have no ear. */
export async function askEar(log: Log): Promise<"go_on" | "wipe"> {
  const ear = await log.db.mark("ear", "");
  if (!ear) return "go_on";
  return readOrder(await fetched(log, ear, {}));
}

/** Say once what is lost; whoever wipes does not wait for the answer to be good. */
export async function tellLost(log: Log): Promise<void> {
  const lost = await lostOn(log);
  const ear = await log.db.mark("ear", "");
  if (!lost.lost_events && !lost.lost_papers) return;
  const init = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(lost) };
  await fetched(log, ear, init).catch(() => undefined);
}

async function lostOn(log: Log): Promise<Lost> {
  const days = (await log.waiting(Infinity)).map((row) => row.day).sort();
  const { papers } = await log.counts();
  return { lost_events: days.length, lost_papers: papers, first_day: days[0] ?? "", last_day: days.at(-1) ?? "" };
}

async function fetched({ world }: Log, ear: string, init: RequestInit): Promise<string> {
  await world.breathe("asking");
  let response: Response;
  let text: string;
  try {
    // Without cookies: this question belongs to no login that the browser may hold.
    response = await world.fetch(`/api/sync/orders/${ear}`, { ...init, credentials: "omit" });
    text = await response.text();
  } catch {
    throw new NoAnswer(0);
  }
  await world.breathe("answered");
  if (!response.ok) throw new NoAnswer(response.status);
  return text;
}
