// What the screens show: the server's snapshot with every event of this phone on top that the snapshot does not hold yet.
import { thousandthsOf, writeThousandths } from "@/kernel/quantity";
import { addDays, vietnamDay } from "@/kernel/vietnam";
import type { AckRow, EventRow } from "./database";
import type { Bodies, Kind, Means, Recorded, SaleBody } from "./events";
import { totalOf } from "./events";
import type { Log } from "./log";
import { EMPTY, type Snapshot, snapshotOf } from "./pull";
import type { Debt, ServerProduct } from "./wire";

export interface Product extends Omit<ServerProduct, "id"> {
  product_id: string;
  [field: string]: unknown;
}

export interface SaleLine {
  id: string;
  sold_on: string;
  total_vnd: number;
  means: string;
  party_name: string;
  label: string;
  number: string;
  waits: boolean;
  taken_back: boolean;
}

export interface Takings {
  /** Sales of the day less what was given back on that day. */
  total_vnd: number;
  count: number;
  returned_vnd: number;
  by_means: Record<Means, number>;
}

type Ack = Pick<AckRow, "status" | "round" | "label">;
interface Fact {
  event: Recorded;
  day: string;
  ack: Ack | null;
}

const PAGE = 500;
const KEPT_DAYS = 35;

export class Books {
  snapshot: Snapshot = EMPTY;
  private facts = new Map<number, Fact>();
  /** This phone's own sales by their id: a month of returns asks for each of theirs. */
  private sales = new Map<string, SaleBody>();
  private lastSeq = 0;
  private seen = { answers: -1, pulls: -1, covered: -1 };
  private sold = new Map<string, number>();
  private levels: Map<string, bigint> | null = null;
  /** Thousands of goods are put together once, not at each look of each screen. */
  private goods: Product[] | null = null;
  private top: Product[] | null = null;
  private running: Promise<void> | null = null;
  private again = false;

  constructor(private readonly log: Log, private readonly tell: () => void = () => undefined) {}

  /** Take in what came since the last look; several calls at once become one, and one more. */
  refresh(): Promise<void> {
    this.again = true;
    this.running ??= this.untilQuiet().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  forget(): void {
    this.snapshot = EMPTY;
    this.facts = new Map();
    this.sales = new Map();
    this.sold = new Map();
    this.levels = null;
    this.forgetGoods();
    this.lastSeq = 0;
    this.seen = { answers: -1, pulls: -1, covered: -1 };
    this.tell();
  }

  private forgetGoods(): void {
    this.goods = null;
    this.top = null;
  }

  private async untilQuiet(): Promise<void> {
    while (this.again) {
      this.again = false;
      if (this.log.vault.isLocked) return;
      await this.log.takeTime();
      await this.takeSnapshot();
      await this.takeEvents();
      await this.takeAnswers();
      this.tell();
    }
  }

  private async takeSnapshot(): Promise<void> {
    const pulls = await this.log.db.mark("pulls", 0);
    if (pulls === this.seen.pulls) return;
    this.snapshot = await snapshotOf(this.log);
    this.seen.pulls = pulls;
    this.seen.covered = await this.log.db.mark("covered", -1);
    this.levels = null;
    this.forgetGoods();
  }

  /** Read new events, the newest page first, so that today stands on the screen before last month does. */
  private async takeEvents(): Promise<void> {
    const { db } = this.log;
    const [from, isFirst] = [this.lastSeq, this.lastSeq === 0];
    let before = Infinity;
    for (;;) {
      const rows = await db.events.where("seq").between(from, before, false, false).reverse().limit(PAGE).toArray();
      if (!rows.length) break;
      const acks = await db.acks.bulkGet(rows.map((row) => row.seq));
      const wanted = rows.flatMap((row, at) => (this.isOfUse(row, acks[at] ?? null) ? [{ row, ack: acks[at] ?? null }] : []));
      for (const one of await Promise.all(wanted.map((each) => this.toFact(each)))) this.take(one, isFirst);
      this.lastSeq = Math.max(this.lastSeq, rows[0]?.seq ?? 0);
      before = rows.at(-1)?.seq ?? 0;
      if (rows.length < PAGE) break;
      this.tell();
    }
  }

  private isOfUse(row: EventRow, ack: AckRow | null): boolean {
    const isOld = row.day < addDays(vietnamDay(this.log.clock.now()), -KEPT_DAYS);
    return !isOld || !this.isCovered(ack);
  }

  private async toFact({ row, ack }: { row: EventRow; ack: AckRow | null }): Promise<Fact> {
    return { event: await this.log.read(row), day: row.day, ack };
  }

  private take(fact: Fact, isFirst: boolean): void {
    if (this.facts.has(fact.event.seq)) return;
    this.facts.set(fact.event.seq, fact);
    if (fact.event.kind.startsWith("trade.product")) this.forgetGoods();
    if (fact.event.kind === "trade.sale") {
      this.top = null;
      this.sales.set(fact.event.id, fact.event.body as SaleBody);
      for (const line of (fact.event.body as SaleBody).lines) {
        if (line.product_id) this.sold.set(line.product_id, (this.sold.get(line.product_id) ?? 0) + 1);
      }
    }
    if (isFirst) this.levels = null;
    else if (this.levels) this.moveStock(this.levels, fact);
  }

  private async takeAnswers(): Promise<void> {
    const answers = await this.log.db.mark("answers", 0);
    if (answers === this.seen.answers) return;
    const open = [...this.facts.values()].filter(({ ack }) => !ack || ack.status === "refused");
    const acks = await this.log.db.acks.bulkGet(open.map((fact) => fact.event.seq));
    for (const [at, fact] of open.entries()) fact.ack = acks[at] ?? null;
    this.seen.answers = answers;
    this.levels = null;
    this.forgetGoods();
  }

  private isCovered(ack: Ack | null): boolean {
    if (ack?.status === "set_aside") return true;
    return (ack?.status === "recorded" || ack?.status === "known") && ack.round <= this.seen.covered;
  }

  /** Facts that the snapshot does not hold, in the order in which they happened. */
  private open<K extends Kind>(...kinds: K[]): { event: Recorded<K>; fact: Fact }[] {
    const found: { event: Recorded<K>; fact: Fact }[] = [];
    for (const fact of this.facts.values()) {
      if ((kinds as Kind[]).includes(fact.event.kind) && !this.isCovered(fact.ack)) {
        found.push({ event: fact.event as Recorded<K>, fact });
      }
    }
    return found.sort((a, b) => a.event.seq - b.event.seq);
  }

  /** The goods of the shop; whoever changes the list changes a copy. */
  products(): Product[] {
    return (this.goods ??= this.putTogether());
  }

  private putTogether(): Product[] {
    const all = new Map<string, Product>();
    for (const { id, ...rest } of this.snapshot.products) all.set(id, { ...rest, product_id: id });
    for (const { event } of this.open("trade.product", "trade.product_retired")) {
      const { product_id } = event.body;
      if (event.kind === "trade.product_retired") all.delete(product_id);
      else all.set(product_id, { ...(all.get(product_id) ?? newProduct(product_id)), ...(event.body as Bodies["trade.product"]).fields } as Product);
    }
    return [...all.values()];
  }

  /** What sells most first; what never sold keeps the server's order. */
  topProducts(): Product[] {
    const times = (one: Product) => this.sold.get(one.product_id) ?? 0;
    return (this.top ??= [...this.products()].sort((a, b) => times(b) - times(a)));
  }

  stock(): Map<string, bigint> {
    if (!this.levels) {
      const levels = new Map(this.snapshot.stock.map((one) => [one.product_id, thousandthsOf(one.quantity)]));
      for (const { fact } of this.open("trade.sale", "trade.return", "trade.purchase", "trade.stock")) this.moveStock(levels, fact);
      this.levels = levels;
    }
    return this.levels;
  }

  stockOf(productId: string): string {
    return writeThousandths(this.stock().get(productId) ?? 0n);
  }

  /** Stock is a sum of movements; only a count says how much there is. */
  private moveStock(levels: Map<string, bigint>, { event }: Fact): void {
    const move = (id: string | null, by: bigint) => id && levels.set(id, (levels.get(id) ?? 0n) + by);
    if (event.kind === "trade.sale") {
      for (const line of (event.body as SaleBody).lines) move(line.product_id, -thousandthsOf(line.quantity));
    } else if (event.kind === "trade.purchase") {
      const bought = event.body as Bodies["trade.purchase"];
      if (bought.what === "goods") for (const line of bought.lines) move(line.product_id, thousandthsOf(line.quantity));
    } else if (event.kind === "trade.return") {
      const back = event.body as Bodies["trade.return"];
      const sale = this.saleOf(back.sale_id);
      for (const { line, quantity, amount_vnd } of back.lines) {
        const sold = sale?.lines[line - 1];
        // An amount alone is money given back: nothing came back to the shelf.
        if (sold && (quantity !== null || amount_vnd === null)) move(sold.product_id, thousandthsOf(quantity ?? sold.quantity));
      }
    } else if (event.kind === "trade.stock") {
      const { product_id, kind, quantity } = event.body as Bodies["trade.stock"];
      if (kind === "counted") levels.set(product_id, thousandthsOf(quantity));
      else move(product_id, kind === "opening" ? thousandthsOf(quantity) : -thousandthsOf(quantity));
    }
  }

  private saleOf(id: string): SaleBody | null {
    return this.sales.get(id) ?? null;
  }

  /** The sales of a day: the server's and this phone's, each once by its id. */
  salesOf(day: string): SaleLine[] {
    const all = new Map<string, SaleLine>();
    for (const sale of this.snapshot.sales) {
      if (sale.sold_on === day) all.set(sale.id, { ...sale, taken_back: Boolean(sale.taken_back), number: "", waits: false });
    }
    for (const { event, day: on, ack } of this.facts.values()) {
      // The server lists what came back among the sales; this phone counts what it took back itself.
      if (event.kind === "trade.return") all.delete(event.id);
      if (event.kind !== "trade.sale" || on !== day || ack?.status === "set_aside") continue;
      const body = event.body as SaleBody;
      const seen = all.get(event.id);
      all.set(event.id, {
        id: event.id, sold_on: day, total_vnd: totalOf(body), means: body.means, party_name: body.party_name,
        label: ack?.label || seen?.label || "", number: event.number, waits: !ack, taken_back: seen?.taken_back ?? false,
      });
    }
    return [...all.values()].sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  takingsOf(day: string): Takings {
    const takings: Takings = { total_vnd: 0, count: 0, returned_vnd: 0, by_means: { cash: 0, bank: 0, credit: 0 } };
    for (const sale of this.salesOf(day)) {
      if (sale.taken_back) continue;
      takings.total_vnd += sale.total_vnd;
      if (sale.total_vnd > 0) takings.count += 1;
      else takings.returned_vnd -= sale.total_vnd;
      const paid = sale.means === "credit" ? (this.saleOf(sale.id)?.paid_vnd ?? 0) : 0;
      const means = sale.means === "bank" || sale.means === "credit" ? sale.means : "cash";
      takings.by_means[means] += sale.total_vnd - paid;
      if (paid) takings.by_means[this.saleOf(sale.id)?.paid_means ?? "cash"] += paid;
    }
    const inBooks = new Map(this.snapshot.sales.map((one) => [one.id, one]));
    for (const { event, day: on, ack } of this.facts.values()) {
      if (event.kind !== "trade.return" || on !== day || ack?.status === "set_aside") continue;
      const back = event.body as Bodies["trade.return"];
      const told = inBooks.get(event.id);
      if (told?.taken_back) continue;
      // The books know what a part of a sale was worth, also where the sale was made on another phone.
      const given = told ? -told.total_vnd : this.returnedBy(back);
      takings.returned_vnd += given;
      takings.total_vnd -= given;
      takings.by_means[back.means] -= given;
    }
    return takings;
  }

  /** What was given back: as said, or the share of the line that came back. */
  private returnedBy(back: Bodies["trade.return"]): number {
    const sale = this.saleOf(back.sale_id);
    return back.lines.reduce((sum, { line, quantity, amount_vnd }) => {
      const sold = sale?.lines[line - 1];
      if (amount_vnd !== null || !sold) return sum + (amount_vnd ?? 0);
      const [came, went] = [thousandthsOf(quantity ?? sold.quantity), thousandthsOf(sold.quantity)];
      const share = (2n * BigInt(sold.amount_vnd) * came + went) / (2n * went);
      return sum + Number(share);
    }, 0);
  }

  /** Who owes, and whom we owe: the server's list with what this phone has added and settled since. */
  debts(): Debt[] {
    const all = new Map(this.snapshot.debts.map((debt) => [debt.document_id, { ...debt }]));
    for (const { event } of this.open("trade.sale", "trade.purchase", "trade.expense", "trade.return", "trade.money")) {
      const debt = debtOf(event);
      if (debt) all.set(debt.document_id, debt);
      if (event.kind === "trade.return") {
        const back = event.body as Bodies["trade.return"];
        const lowered = back.means === "credit" ? all.get(back.sale_id) : undefined;
        if (lowered) lowered.open_vnd -= this.returnedBy(back);
      }
      if (event.kind !== "trade.money") continue;
      const { settles_id, amount_vnd } = event.body as Bodies["trade.money"];
      const settled = settles_id ? all.get(settles_id) : undefined;
      if (settled) settled.open_vnd -= amount_vnd;
    }
    return [...all.values()].filter((debt) => debt.open_vnd > 0).sort((a, b) => (a.on < b.on ? -1 : 1));
  }

  /** Local events of certain kinds, the newest first; what the desk set aside did not happen. */
  eventsOf(kinds: Kind[], day?: string): Recorded[] {
    return [...this.facts.values()]
      .filter(({ event, day: on, ack }) => kinds.includes(event.kind) && (day === undefined || on === day) && ack?.status !== "set_aside")
      .map((fact) => fact.event)
      .sort((a, b) => b.seq - a.seq);
  }
}

/** What an event leaves open; bought and sold alike. */
function debtOf(event: Recorded): Debt | null {
  const body = event.body as { means?: Means; party_name?: string; text?: string };
  if (body.means !== "credit" || event.kind === "trade.money" || event.kind === "trade.return") return null;
  const named = { document_kind: event.kind, document_id: event.id, party_name: body.party_name ?? "", text: body.text ?? "" };
  if (event.kind === "trade.sale") {
    const sale = event.body as SaleBody;
    return { ...named, on: sale.sold_on, open_vnd: totalOf(sale) - (sale.paid_vnd ?? 0) };
  }
  if (event.kind === "trade.purchase") {
    const bought = event.body as Bodies["trade.purchase"];
    return { ...named, on: bought.bought_on, open_vnd: bought.lines.reduce((sum, line) => sum + line.amount_vnd, 0) };
  }
  const spent = event.body as Bodies["trade.expense"];
  return { ...named, on: spent.spent_on, open_vnd: spent.amount_vnd };
}

function newProduct(product_id: string): Product {
  return {
    product_id, name: "", unit: "", price_vnd: null, sector: "", is_vat_cut: false, is_stocked: false, code: "", barcode: "",
  };
}
