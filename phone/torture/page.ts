// The app's log alone in a real browser, with a calendar that a test may turn: a month of sales takes a minute.
import { vietnamDay } from "@/kernel/vietnam";
import { Books } from "@/log/books";
import { type DeviceDraft, keepDevice } from "@/log/device";
import type { SaleBody } from "@/log/events";
import { Log } from "@/log/log";
import { browserWorld } from "@/log/world";

const DAY_MS = 86_400_000;

interface Sold {
  ids: string[];
  vnd: number;
  numbers: string[];
  slowestMs: number;
}

declare global {
  interface Window {
    phone: { keep: typeof keep; sell: typeof sell; waiting: typeof waiting; takings: typeof takings };
  }
}

let daysBack = 0;
const world = { ...browserWorld(), now: () => Date.now() - daysBack * DAY_MS };
const log = await Log.open(world, "ecoop");

/** Become the phone of a shop. */
async function keep(draft: DeviceDraft): Promise<void> {
  await keepDevice(log.db, log.vault, draft);
}

/** Sell so often on each of the days that end today. */
async function sell(days: number, salesADay: number): Promise<Sold> {
  const sold: Sold = { ids: [], vnd: 0, numbers: [], slowestMs: 0 };
  for (daysBack = days - 1; daysBack >= 0; daysBack -= 1) {
    const day = vietnamDay(world.now());
    for (let turn = 0; turn < salesADay; turn += 1) {
      const amount = 1_000 * (1 + ((turn * 7 + daysBack) % 90));
      const began = performance.now();
      const { id, number } = await log.record("trade.sale", saleOf(day, amount));
      sold.slowestMs = Math.max(sold.slowestMs, performance.now() - began);
      sold.ids.push(id);
      sold.numbers.push(number);
      sold.vnd += amount;
    }
  }
  daysBack = 0;
  return sold;
}

function saleOf(sold_on: string, amount_vnd: number): SaleBody {
  const line = { product_id: null, name: "Chè búp khô", sector: "goods", unit: "kg", quantity: "0.5", unit_price: amount_vnd * 2 };
  return {
    sold_on, number: "", means: "cash", lines: [{ ...line, amount_vnd, is_vat_cut: false }], discount_vnd: 0, party_name: "",
    text: "", paid_vnd: null, paid_means: "cash", reference: "", place_id: null, bank_account_id: null,
  };
}

async function waiting(): Promise<number> {
  return (await log.counts()).waiting;
}

/** What the screens would show for the days that end today, and how long it takes to know it after opening. */
async function takings(days: number): Promise<{ vnd: number; tookMs: number }> {
  const began = performance.now();
  const books = new Books(log);
  await books.refresh();
  let vnd = 0;
  for (let back = 0; back < days; back += 1) vnd += books.takingsOf(vietnamDay(Date.now() - back * DAY_MS)).total_vnd;
  return { vnd, tookMs: performance.now() - began };
}

window.phone = { keep, sell, waiting, takings };
