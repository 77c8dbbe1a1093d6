// A small server that keeps the contract of the wire in memory: what the real one is measured against, and fast enough for ten thousand runs.
import { gunzipSync } from "node:zlib";
import { thousandthsOf, writeThousandths } from "@/kernel/quantity";
import { addDays, vietnamDay } from "@/kernel/vietnam";
import { dayOf, type Kind, type ReturnBody, type SaleBody, totalOf } from "@/log/events";
import type { Lost } from "@/log/orders";
import type { Notice, ServerSale, WireEvent } from "@/log/wire";

export interface Kept {
  event: WireEvent;
  device: string;
  state: "recorded" | "tray";
  label: string;
  code: string;
  version: number;
}

interface ModelDevice {
  key: string;
  series: string;
  leased: number;
  highest: number;
  revoked: boolean;
  ear: string;
  /** What opens the phone when its PIN is forgotten, as the phone sent it. */
  recovery: string;
  /** What a locked phone said it lost when it was emptied. */
  lost: Lost | null;
}

export interface Asked {
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | Uint8Array | null;
}

export interface Said {
  status: number;
  text: string;
  headers?: Record<string, string>;
}

export interface Registered {
  key: string;
  lease: { series: string; first: number; last: number };
  ear: string | null;
}

/** Numbers leased at a time, and sales on a page of changes; small, so that runs use them up. */
const LEASE = 20;
const SALES_A_PAGE = 7;
const KINDS: readonly Kind[] = [
  "trade.sale", "trade.return", "trade.purchase", "trade.expense", "trade.money", "trade.stock",
  "trade.product", "trade.product_retired", "trade.day",
];

export class ModelServer {
  readonly kept = new Map<string, Kept>();
  readonly devices = new Map<string, ModelDevice>();
  /** Pictures of bills, with the phone that each came from. */
  readonly papers = new Map<string, string>();
  notices: Notice[] = [];
  private version = 0;

  constructor(private readonly now: () => number) {}

  /** Phones of earlier days were given no ear. */
  register(id: string, hasEar = true): Registered {
    const series = String.fromCharCode(65 + this.devices.size);
    const ear = hasEar ? `ear-${id}` : "";
    this.devices.set(id, { key: `key-${id}`, series, leased: LEASE, highest: 0, revoked: false, ear, recovery: "", lost: null });
    return { key: `key-${id}`, lease: { series, first: 1, last: LEASE }, ear: ear || null };
  }

  revoke(id: string): void {
    const device = this.devices.get(id);
    if (device) device.revoked = true;
  }

  /** What a phone gets whose person proved the number. */
  recoveryKey(id: string): string | null {
    const device = this.devices.get(id);
    return device && !device.revoked && device.recovery ? device.recovery : null;
  }

  answer(asked: Asked): Said {
    const ear = /^\/api\/sync\/orders\/(.+)$/.exec(asked.path)?.[1];
    if (ear) return this.order(ear, asked);
    const device = [...this.devices].find(([, one]) => asked.headers["Authorization"] === `Bearer ${one.key}`);
    if (!device) return said(401, { code: "access.key-is-unknown", detail: "No such key", remedy: "Sign in again" });
    const [path = "", query = ""] = asked.path.split("?");
    if (path.endsWith("/sync")) return this.take(device[0], device[1], asked);
    const paper = /\/sync\/papers\/(.+)$/.exec(path)?.[1];
    if (paper) {
      this.papers.set(paper, device[0]);
      return said(200, { id: paper, order: device[1].revoked ? "wipe" : "go_on" });
    }
    if (device[1].revoked) return said(401, { code: "sync.device-is-revoked", detail: "Revoked", remedy: "" });
    if (path.endsWith("/changes")) return said(200, this.changes(new URLSearchParams(query).get("cursor") ?? ""));
    if (path.endsWith("/totals")) return said(200, this.totals(new URLSearchParams(query)));
    if (path.endsWith("/recovery")) {
      device[1].recovery = (JSON.parse(String(asked.body)) as { key: string }).key;
      return said(200, {});
    }
    return said(404, {});
  }

  /** What a locked phone hears; an unknown word hears the same as any other. */
  private order(ear: string, { method, body }: Asked): Said {
    const device = [...this.devices.values()].find((one) => one.ear === ear);
    if (method === "POST" && device?.revoked) device.lost = JSON.parse(String(body)) as Lost;
    return said(200, { order: device?.revoked ? "wipe" : "go_on" });
  }

  private take(id: string, device: ModelDevice, { headers, body }: Asked): Said {
    let events: WireEvent[];
    try {
      const text = headers["Content-Encoding"] === "gzip" ? gunzipSync(body as Uint8Array).toString("utf8") : String(body);
      events = (JSON.parse(text) as { events: WireEvent[] }).events;
    } catch {
      return said(422, { code: "sync.batch-unreadable" });
    }
    const outcomes = events.map((event) => this.takeOne(id, device, event));
    const room = device.leased - device.highest;
    const lease = room < LEASE / 2 ? { series: device.series, first: device.leased + 1, last: device.leased + LEASE } : null;
    if (lease) device.leased += LEASE;
    const server_at = new Date(this.now()).toISOString();
    return said(200, { server_at, outcomes, order: device.revoked ? "wipe" : "go_on", lease });
  }

  private takeOne(id: string, device: ModelDevice, event: WireEvent): Record<string, unknown> {
    const before = this.kept.get(event.id);
    if (before && JSON.stringify(before.event.body) !== JSON.stringify(event.body)) {
      return refused(event.id, "sync.other-words");
    }
    if (before?.state === "recorded") return { id: event.id, status: "known", label: before.label, refusal: null, losers: [] };
    const code = device.revoked ? "sync.device-is-revoked" : this.fault(event);
    const label = code ? "" : `${new Date(this.now()).getUTCFullYear()}-${this.kept.size + 1}`;
    this.version += 1;
    this.kept.set(event.id, { event, device: id, state: code ? "tray" : "recorded", label, code, version: this.version });
    if (event.kind === "trade.sale") {
      const number = Number((event.body as SaleBody).number.split("-")[1] ?? 0);
      device.highest = Math.max(device.highest, number);
    }
    return code ? refused(event.id, code) : { id: event.id, status: "recorded", label, refusal: null, losers: [] };
  }

  /** What the books would not take. */
  private fault(event: WireEvent): string {
    if (!KINDS.includes(event.kind)) return "sync.kind-is-unknown";
    const body = event.body as SaleBody & { text?: string };
    const day = dayOf(event.kind, body as never);
    if (day > addDays(vietnamDay(this.now()), 1)) return "sync.day-is-ahead";
    if (event.kind === "trade.return") return this.faultOfReturn(event.body as ReturnBody);
    return body.text === "a sale of a closed period" ? "ledger.period-is-closed" : "";
  }

  /** Only what was sold and is in the books can come back, and no more of it than was sold. */
  private faultOfReturn(back: ReturnBody): string {
    const sale = this.kept.get(back.sale_id);
    if (sale?.state !== "recorded") return "trade.sale-is-unknown";
    const before = this.recorded().filter((one) => one.event.kind === "trade.return" && (one.event.body as ReturnBody).sale_id === back.sale_id);
    const worth = before.reduce((sum, one) => sum + this.worthOf(one.event.body as ReturnBody), this.worthOf(back));
    return worth > totalOf(sale.event.body as SaleBody) ? "trade.more-came-back-than-was-sold" : "";
  }

  /** What came back is worth: as said, or its part of the line, half a đồng up. The judge (verdict.ts) reckons it anew on purpose. */
  worthOf(back: ReturnBody): number {
    const { lines } = this.kept.get(back.sale_id)?.event.body as SaleBody;
    return back.lines.reduce((sum, { line, quantity, amount_vnd }) => {
      const sold = lines[line - 1];
      if (amount_vnd !== null || !sold) return sum + (amount_vnd ?? 0);
      const part = Number(thousandthsOf(quantity ?? sold.quantity)) / Number(thousandthsOf(sold.quantity));
      return sum + Math.floor(sold.amount_vnd * part + 0.5);
    }, 0);
  }

  /** The desk mends what lies in the tray. */
  mend(id: string): void {
    const kept = this.kept.get(id);
    if (!kept || kept.state !== "tray") return;
    this.version += 1;
    this.kept.set(id, { ...kept, state: "recorded", label: "mended", version: this.version });
  }

  private recorded(): Kept[] {
    return [...this.kept.values()].filter((one) => one.state === "recorded");
  }

  /** Sales in pages, the rest on the last one; the cursor says since when, until when, and after which. */
  private changes(cursor: string): Record<string, unknown> {
    const [since = 0, until = this.version, after = since] = cursor ? cursor.split(".").map(Number) : [];
    const news = this.recorded().filter((one) => one.version > since);
    const told = news.filter((one) => isSaleOrReturn(one) && one.version > after && one.version <= until);
    const page = told.sort((a, b) => a.version - b.version).slice(0, SALES_A_PAGE);
    const server_at = new Date(this.now()).toISOString();
    const nothing = { products: [], retired: [], places: [], bank_accounts: [], debts: [], stock: [], notices: [], tray: [] };
    const sales = page.map((one) => this.toSale(one));
    if (page.length < told.length) {
      return { ...nothing, server_at, cursor: `${since}.${until}.${page.at(-1)?.version ?? after}`, has_more: true, sales };
    }
    return { ...nothing, server_at, cursor: String(until), has_more: false, sales, ...this.lastPage(news) };
  }

  private lastPage(news: Kept[]): Record<string, unknown> {
    const touched = new Set(news.filter(isSaleOrReturn).flatMap((one) => this.linesOf(one).map((line) => line.product_id ?? "")));
    const stock = [...this.stock()].filter(([product]) => touched.has(product));
    const tray = [...this.kept.values()].map((one) => ({
      event_id: one.event.id, kind: one.event.kind, said: one.code, remedy: "",
      state: one.state === "tray" ? "waiting" : "recorded", reason: "",
    }));
    return { tray, notices: this.notices, stock: stock.map(([product_id, level]) => ({ product_id, quantity: writeThousandths(level) })) };
  }

  stock(): Map<string, bigint> {
    const levels = new Map<string, bigint>();
    for (const one of this.recorded().filter(isSaleOrReturn)) {
      for (const { product_id, by } of this.linesOf(one)) if (product_id) levels.set(product_id, (levels.get(product_id) ?? 0n) + by);
    }
    return levels;
  }

  /** What a sale took from the shelf, or a return put back; an amount alone moves nothing. */
  private linesOf({ event }: Kept): { product_id: string | null; by: bigint }[] {
    if (event.kind === "trade.sale") {
      return (event.body as SaleBody).lines.map(({ product_id, quantity }) => ({ product_id, by: -thousandthsOf(quantity) }));
    }
    const back = event.body as ReturnBody;
    const { lines } = this.kept.get(back.sale_id)?.event.body as SaleBody;
    return back.lines.flatMap(({ line, quantity, amount_vnd }) => {
      const sold = lines[line - 1];
      return sold && (quantity !== null || amount_vnd === null) ? [{ product_id: sold.product_id, by: thousandthsOf(quantity ?? sold.quantity) }] : [];
    });
  }

  private toSale({ event, device, label }: Kept): ServerSale {
    const said = { id: event.id, label, device_id: device, taken_back: false };
    if (event.kind === "trade.return") {
      const back = event.body as ReturnBody;
      return { ...said, sold_on: back.came_back_on, total_vnd: -this.worthOf(back), means: back.means, party_name: "" };
    }
    const body = event.body as SaleBody;
    return { ...said, sold_on: body.sold_on, total_vnd: totalOf(body), means: body.means, party_name: body.party_name };
  }

  private totals(query: URLSearchParams): Record<string, number> {
    const mine = this.recorded().filter((one) => one.device === query.get("device_id"));
    const today = mine.filter((one) => dayOf(one.event.kind, one.event.body as never) === query.get("day"));
    const sales = today.filter((one) => one.event.kind === "trade.sale");
    return {
      events: today.length,
      sales: sales.length,
      sales_vnd: sales.reduce((sum, one) => sum + totalOf(one.event.body as SaleBody), 0),
      last_seq: Math.max(0, ...mine.map((one) => one.event.seq)),
    };
  }
}

function isSaleOrReturn({ event }: Kept): boolean {
  return event.kind === "trade.sale" || event.kind === "trade.return";
}

function said(status: number, value: unknown): Said {
  return { status, text: JSON.stringify(value) };
}

function refused(id: string, code: string): Record<string, unknown> {
  return { id, status: "refused", label: "", refusal: { code, said: code, remedy: "", law: null }, losers: [] };
}
