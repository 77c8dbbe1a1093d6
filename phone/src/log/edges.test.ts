import { describe, expect, test } from "vitest";
import { Chance } from "@/kernel/chance";
import { addDays } from "@/kernel/vietnam";
import { Phone, type Time } from "../../torture/phone";
import { modelShop } from "../../torture/shop";
import { keepDevice } from "./device";
import type { ReturnBody, SaleBody } from "./events";
import { Log } from "./log";
import { statusOf } from "./status";
import { returnsOf } from "../screens/receipt/take_back";

const ON = "2026-03-02";
const DAY = 86_400_000;

async function newPhone() {
  const time: Time = { now: Date.parse(`${ON}T01:00:00Z`) };
  const shop = modelShop(time);
  const phone = new Phone("phone", new Chance(7), time, shop.serve, true);
  const tab = await phone.openTab();
  const deviceId = tab.log.newId();
  const { key, lease } = await shop.register(deviceId);
  await keepDevice(tab.log.db, tab.log.vault, { slug: "shop", orgName: "Shop", deviceId, deviceName: "phone", key, lease });
  return { time, shop, phone, tab, deviceId };
}

function sale(amounts: number[], more: Partial<SaleBody> = {}): SaleBody {
  const lines = amounts.map((amount_vnd, at) => ({
    product_id: `p${at + 1}`, name: "Gạo", sector: "goods", unit: "kg", quantity: "1", unit_price: amount_vnd, amount_vnd, is_vat_cut: false,
  }));
  return {
    sold_on: ON, number: "", means: "cash", lines, discount_vnd: 0, party_name: "", text: "", paid_vnd: null,
    paid_means: "cash", reference: "", place_id: null, bank_account_id: null, ...more,
  };
}

describe("emptying a phone", () => {
  test("a sale pressed in that very moment is sent first, or refused aloud: never recorded and gone", async () => {
    const { phone, tab } = await newPhone();
    const other = await phone.openTab();
    const [wiped, written] = await Promise.allSettled([tab.log.wipe(), other.log.record("trade.sale", sale([10_000]))]);
    const isRecorded = written.status === "fulfilled";
    expect(wiped).toMatchObject({ status: "fulfilled", value: !isRecorded });
    expect(tab.log.isWiped).toBe(!isRecorded);
  });

  test("what waits is not emptied; the key is gone before the rest, and the app opens anew", async () => {
    const { tab } = await newPhone();
    await tab.log.record("trade.sale", sale([10_000]));
    expect(await tab.log.wipe()).toBe(false);
    expect(await tab.log.db.events.count()).toBe(1);
    await tab.sync.round();
    // The app is closed between the two steps.
    await tab.log.db.setMark("key", "wiped");
    await expect(tab.log.record("trade.sale", sale([20_000]))).rejects.toMatchObject({ name: "IsLocked" });
    const { world } = tab.log;
    tab.log.close();
    const anew = await Log.open(world, "ecoop");
    expect(anew.vault.isLocked).toBe(false);
    expect(await anew.counts()).toMatchObject({ events: 0, waiting: 0 });
  });
});

describe("a sale taken back", () => {
  const credit = { means: "credit", party_name: "Chị Hoa", paid_vnd: 20_000, paid_means: "cash" } as const;

  test("of a sale on credit gives back in money what was paid, and the rest is owed no more", async () => {
    const { tab } = await newPhone();
    const sold = await tab.log.record("trade.sale", sale([30_000, 20_001], credit));
    const backs = returnsOf(sold, ON);
    expect(backs.map((back) => [back.means, back.lines.reduce((sum, line) => sum + (line.amount_vnd ?? 0), 0)])).toEqual([
      ["cash", 20_000],
      ["credit", 30_001],
    ]);
    for (const back of backs) await tab.log.record("trade.return", back);
    await tab.books.refresh();
    expect(tab.books.takingsOf(ON)).toMatchObject({ total_vnd: 0, by_means: { cash: 0, bank: 0, credit: 0 } });
    expect(tab.books.debts()).toEqual([]);
    expect([tab.books.stockOf("p1"), tab.books.stockOf("p2")]).toEqual(["0", "0"]);
  });

  test("for cash is one return of everything", async () => {
    const { tab } = await newPhone();
    const [back, ...others] = returnsOf(await tab.log.record("trade.sale", sale([30_000])), ON);
    expect(others).toEqual([]);
    expect(back).toMatchObject({ means: "cash", lines: [{ line: 1, quantity: "1", amount_vnd: 30_000 }] });
  });

  test("did not happen once the desk set the return aside", async () => {
    const { tab } = await newPhone();
    const { id } = await tab.log.record("trade.sale", sale([30_000]));
    const body: ReturnBody = { sale_id: id, came_back_on: ON, means: "cash", text: "", lines: [{ line: 1, quantity: "1", amount_vnd: 30_000 }] };
    const back = await tab.log.record("trade.return", body);
    await tab.log.settle([{ id: back.id, status: "set_aside", label: "", refusal: null, losers: [], at: 0 }]);
    await tab.books.refresh();
    expect(tab.books.eventsOf(["trade.return"])).toEqual([]);
  });
});

test("what was dropped to make room is no difference from the books", async () => {
  const { time, tab } = await newPhone();
  await tab.sync.round();
  const sold_on = addDays(new Date(tab.log.clock.now() + 7 * 3_600_000).toISOString().slice(0, 10), 0);
  await tab.log.record("trade.sale", sale([30_000], { sold_on }));
  await tab.sync.round();
  time.now += 2 * DAY;
  expect(await tab.log.dropSettled(1)).toBe(1);
  await tab.sync.round();
  expect((await statusOf(tab.log, tab.sync)).difference).toBeNull();
});

test("a wait that began under a clock years ahead does not last for years", async () => {
  const { time, tab } = await newPhone();
  await tab.log.vault.setPin("2580");
  await tab.log.vault.lock();
  time.now += 1_000 * DAY;
  for (let turn = 0; turn < 5; turn += 1) await tab.log.vault.unlock("0000");
  time.now -= 1_000 * DAY;
  expect(await tab.log.vault.unlock("2580")).toEqual({ opened: true, waitUntil: null });
});
