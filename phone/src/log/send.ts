// Sending what waits: in order, in batches, each event answered for itself.
import type { EventRow, Refused } from "./database";
import { addLease, deviceKey, deviceOf } from "./device";
import type { Log } from "./log";
import { Garbled, readRefusal, readSyncAnswer, type SyncAnswer, toWire, type WireEvent } from "./wire";

export const MOST_EVENTS = 500;
const MOST_BYTES = 1_000_000;
const WORTH_PACKING = 2_000;
/** Refusals that say nothing about what was sent: asked too soon, too often, too slowly. */
const ABOUT_NOW = [408, 425, 429];

/** The server or the way to it failed: try later. */
export class NoAnswer extends Error {
  override name = "NoAnswer";
  constructor(readonly status: number, readonly retryAfterMs: number | null = null) {
    super(`No answer (${status})`);
  }
}

/** The key of this phone opens nothing any more. */
export class KeyRefused extends Error {
  override name = "KeyRefused";
  constructor(readonly refusal: Refused | null) {
    super("The key is refused");
  }
}

/** The server could not read this batch at all, or finds it too large. */
export class BatchRefused extends Error {
  override name = "BatchRefused";
}

/** Ask the server something with the key of this phone; every way to fail becomes one of three errors. */
export async function ask(log: Log, path: string, init: RequestInit = {}): Promise<string> {
  const device = await deviceOf(log.db);
  const key = await deviceKey(log.db, log.vault);
  const said = { Authorization: `Bearer ${key}`, Accept: "application/json", "Accept-Language": log.world.language() };
  const headers = { ...(init.headers as Record<string, string>), ...said };
  await log.world.breathe("asking");
  let response: Response;
  let text: string;
  try {
    response = await log.world.fetch(`/api/o/${device?.slug ?? ""}${path}`, { ...init, headers });
    text = await response.text();
  } catch {
    throw new NoAnswer(0);
  }
  await log.world.breathe("answered");
  if (response.ok) return text;
  if (response.status === 401) throw new KeyRefused(readRefusal(text));
  if (response.status === 413 || response.status === 422 || response.status === 400) throw new BatchRefused();
  throw new NoAnswer(response.status, retryAfter(response));
}

/** Whether the server, and not the way to it, would not have what was sent. */
export function isRefused(error: unknown): boolean {
  if (error instanceof BatchRefused) return true;
  return error instanceof NoAnswer && error.status >= 400 && error.status < 500 && !ABOUT_NOW.includes(error.status);
}

function retryAfter(response: Response): number | null {
  const seconds = Number(response.headers.get("Retry-After") ?? "");
  return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 600) * 1000 : null;
}

export interface Sent {
  order: SyncAnswer["order"];
  /** Whether the server said for every event sent what became of it: then a pull tells the truth about all of them. */
  isAnswered: boolean;
}

const NOTHING: Sent = { order: "go_on", isAnswered: true };

/** Send everything that waits; what the server cannot read is set aside for this round and blocks nothing else. */
export async function sendWaiting(log: Log): Promise<Sent> {
  let sent = NOTHING;
  let done = 0;
  for (;;) {
    const rows = await log.waiting(MOST_EVENTS, done);
    if (!rows.length) return sent;
    const batch = await fitting(log, rows);
    sent = both(sent, await sendOrHalve(log, batch));
    // Events that got no outcome go on waiting, and come again in the next round.
    done = batch.at(-1)?.seq ?? done;
  }
}

function both(first: Sent, second: Sent): Sent {
  const order = first.order === "wipe" || second.order === "wipe" ? "wipe" : "go_on";
  return { order, isAnswered: first.isAnswered && second.isAnswered };
}

/** Ask what a phone is to do whose key opens nothing else any more: a batch of nothing is answered, too. */
export async function askForOrder(log: Log): Promise<SyncAnswer["order"]> {
  return (await sendBatch(log, [])).order;
}

/** Send certain events again, whatever was answered before: the server knows them by their ids. */
export async function sendAgain(log: Log, rows: EventRow[]): Promise<void> {
  for (let at = 0; at < rows.length; at += MOST_EVENTS) {
    let rest = rows.slice(at, at + MOST_EVENTS);
    while (rest.length) {
      const batch = await fitting(log, rest);
      await sendOrHalve(log, batch);
      rest = rest.slice(batch.length);
    }
  }
}

/** As many events from the front as fit into one request. */
async function fitting(log: Log, rows: EventRow[]): Promise<WireEvent[]> {
  const batch: WireEvent[] = [];
  let size = 0;
  for (const row of rows) {
    const event = toWire(row, (await log.read(row)).body);
    size += JSON.stringify(event).length;
    if (batch.length && size > MOST_BYTES) break;
    batch.push(event);
  }
  return batch;
}

/** Send a batch; if the server cannot read it, send its halves, down to the one event that it cannot read. */
async function sendOrHalve(log: Log, batch: WireEvent[]): Promise<Sent> {
  try {
    return await sendBatch(log, batch);
  } catch (error) {
    if (!(error instanceof BatchRefused)) throw error;
    if (batch.length < 2) return NOTHING;
    const half = Math.ceil(batch.length / 2);
    return both(await sendOrHalve(log, batch.slice(0, half)), await sendOrHalve(log, batch.slice(half)));
  }
}

async function sendBatch(log: Log, batch: WireEvent[]): Promise<Sent> {
  const device = await deviceOf(log.db);
  const sent_at = new Date(log.world.now()).toISOString();
  const text = JSON.stringify({ device_id: device?.deviceId, sent_at, events: batch });
  const asked = log.world.mono();
  const answer = readSyncAnswer(await ask(log, "/sync", await packed(log, text)));
  const sent = new Set(batch.map((event) => event.id));
  const outcomes = answer.outcomes.filter((outcome) => sent.has(outcome.id));
  if (sent.size && !outcomes.length) throw new Garbled("nothing was answered");
  await keepAnswer(log, answer, asked);
  await log.settle(outcomes.map((outcome) => ({ ...outcome, at: log.clock.now() })));
  return { order: answer.order, isAnswered: outcomes.length === sent.size };
}

async function keepAnswer(log: Log, answer: SyncAnswer, asked: number): Promise<void> {
  const { db } = log;
  const learned = log.clock.learn(answer.server_at, asked);
  await db.transaction("rw", db.marks, async () => {
    await db.setMark("clock", learned);
    if (answer.lease) await addLease(db, answer.lease);
  });
}

async function packed(log: Log, text: string): Promise<RequestInit> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (!log.world.gzip || text.length < WORTH_PACKING) return { method: "POST", headers, body: text };
  return { method: "POST", headers: { ...headers, "Content-Encoding": "gzip" }, body: await log.world.gzip(text) };
}
