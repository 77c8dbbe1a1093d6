// What goes over the wire and what comes back: every answer is read with suspicion, a half answer counts for the half that is whole.
import type { EventRow, Loser, Refused } from "./database";
import type { Lease } from "./device";
import type { Kind } from "./events";

export interface WireEvent {
  id: string;
  kind: Kind;
  seq: number;
  happened_at: string;
  body: unknown;
}

export interface Outcome {
  id: string;
  status: "recorded" | "known" | "refused";
  label: string;
  refusal: Refused | null;
  losers: Loser[];
}

export interface SyncAnswer {
  server_at: number;
  outcomes: Outcome[];
  order: "go_on" | "wipe";
  lease: Lease | null;
}

export interface TrayNews {
  event_id: string;
  state: "waiting" | "recorded" | "set_aside";
  said: string;
  remedy: string;
}

export interface ServerSale {
  id: string;
  sold_on: string;
  total_vnd: number;
  means: string;
  party_name: string;
  label: string;
  device_id: string | null;
  taken_back: boolean | number;
}

export interface Debt {
  document_kind: string;
  document_id: string;
  on: string;
  party_name: string;
  text: string;
  open_vnd: number;
}

export interface ServerProduct {
  id: string;
  name: string;
  unit: string;
  price_vnd: number | null;
  sector: string;
  is_vat_cut: boolean;
  is_stocked: boolean;
  code: string;
  barcode: string;
}

export interface Place {
  id: string;
  name: string;
  code: string;
  is_head_office: boolean;
}

export interface BankAccount {
  id: string;
  bank_bin: string;
  bank_name: string;
  number: string;
  holder: string;
}

/** What cooperatives tell this household, in the shape of the screen that shows it. */
export interface Notice {
  id: string;
  kind: string;
  on: string;
  at: string | null;
  from: string;
  title: string;
  text: string;
  screen: string;
  url: string;
  is_to_do: boolean;
}

export interface Changes {
  server_at: number;
  cursor: string;
  has_more: boolean;
  products: ServerProduct[];
  retired: string[];
  places: Place[];
  bank_accounts: BankAccount[];
  debts: Debt[];
  stock: { product_id: string; quantity: string }[];
  sales: ServerSale[];
  notices: Notice[];
  tray: TrayNews[];
}

export interface Totals {
  events: number;
  sales: number;
  sales_vnd: number;
  last_seq: number;
}

/** The wire cannot say what it is: treated like a network that fails. */
export class Garbled extends Error {
  override name = "Garbled";
}

export function toWire(row: EventRow, body: unknown): WireEvent {
  return { id: row.id, kind: row.kind, seq: row.seq, happened_at: new Date(row.happened_at).toISOString(), body };
}

/** Read the answer to a batch; outcomes that make no sense are left out, so that their events go on waiting. */
export function readSyncAnswer(text: string): SyncAnswer {
  const said = readObject(text);
  if (!Array.isArray(said["outcomes"])) throw new Garbled("no outcomes");
  return {
    server_at: readInstant(said["server_at"]),
    outcomes: said["outcomes"].flatMap(readOutcome),
    order: said["order"] === "wipe" ? "wipe" : "go_on",
    lease: readLease(said["lease"]),
  };
}

export function readChanges(text: string): Changes {
  const said = readObject(text);
  if (typeof said["cursor"] !== "string" || !Array.isArray(said["products"])) throw new Garbled("no changes");
  const empty = { retired: [], places: [], bank_accounts: [], debts: [], stock: [], sales: [], notices: [], tray: [] };
  const changes = { has_more: false, ...empty, ...said, server_at: readInstant(said["server_at"]) };
  return changes as unknown as Changes;
}

export function readTotals(text: string): Totals {
  const said = readObject(text);
  const numbers = [said["events"], said["sales"], said["sales_vnd"], said["last_seq"]];
  if (!numbers.every((one) => Number.isSafeInteger(one))) throw new Garbled("no totals");
  return said as unknown as Totals;
}

/** Read the answer that says no more than "yes"; a hotel's log-in page is none. */
export function readNothing(text: string): void {
  readObject(text);
}

/** Read what a locked phone is to do: only the very word empties it. */
export function readOrder(text: string): SyncAnswer["order"] {
  return readObject(text)["order"] === "wipe" ? "wipe" : "go_on";
}

/** Read which picture the server says it keeps. */
export function readPaperId(text: string): string {
  const { id } = readObject(text);
  return typeof id === "string" ? id : "";
}

export function readRefusal(text: string): Refused | null {
  try {
    const said = readObject(text);
    return readRefused(said["refusal"]) ?? readRefused({ code: said["code"], said: said["detail"], remedy: said["remedy"] });
  } catch {
    return null;
  }
}

function readOutcome(one: unknown): Outcome[] {
  const said = (one ?? {}) as Record<string, unknown>;
  const status = said["status"];
  if (typeof said["id"] !== "string" || (status !== "recorded" && status !== "known" && status !== "refused")) return [];
  const losers = Array.isArray(said["losers"]) ? (said["losers"] as Loser[]) : [];
  const label = typeof said["label"] === "string" ? said["label"] : "";
  return [{ id: said["id"], status, label, refusal: readRefused(said["refusal"]), losers }];
}

function readRefused(one: unknown): Refused | null {
  const said = (one ?? {}) as Record<string, unknown>;
  if (typeof said["code"] !== "string") return null;
  const text = (word: unknown) => (typeof word === "string" ? word : "");
  return { code: said["code"], said: text(said["said"]), remedy: text(said["remedy"]), law: said["law"] ?? null };
}

function readLease(one: unknown): Lease | null {
  const { series, first, last } = (one ?? {}) as Record<string, unknown>;
  if (typeof series !== "string" || !Number.isSafeInteger(first) || !Number.isSafeInteger(last)) return null;
  return { series, first: first as number, last: last as number };
}

function readInstant(text: unknown): number {
  const instant = typeof text === "string" ? Date.parse(text) : NaN;
  if (!Number.isFinite(instant)) throw new Garbled("no time");
  return instant;
}

function readObject(text: string): Record<string, unknown> {
  let said: unknown;
  try {
    said = JSON.parse(text);
  } catch {
    throw new Garbled("not whole");
  }
  if (typeof said !== "object" || said === null || Array.isArray(said)) throw new Garbled("not an object");
  return said as Record<string, unknown>;
}
