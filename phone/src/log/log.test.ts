import Dexie from "dexie";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { describe, expect, test } from "vitest";
import { Chance } from "@/kernel/chance";
import { Phone, type Tab, type Time } from "../../torture/phone";
import { modelShop } from "../../torture/shop";
import { ModelServer } from "../../torture/model";
import type { Weather } from "../../torture/network";
import { LogDatabase } from "./database";
import { keepDevice } from "./device";
import type { SaleBody } from "./events";
import { statusOf } from "./status";

const BEGIN = Date.parse("2026-03-02T01:00:00Z");
const DAY = 86_400_000;

export function sale(vnd: number, more: Partial<SaleBody> = {}): SaleBody {
  const line = { product_id: "p1", name: "Cà phê", sector: "goods", unit: "ly", quantity: "2", unit_price: vnd / 2, amount_vnd: vnd, is_vat_cut: false };
  return {
    sold_on: "2026-03-02", number: "", means: "cash", lines: [line], discount_vnd: 0, party_name: "", text: "",
    paid_vnd: null, paid_means: "cash", reference: "", place_id: null, bank_account_id: null, ...more,
  };
}

async function newPhone(weather: Weather = "good", seed = 7) {
  const time: Time = { now: BEGIN };
  const shop = modelShop(time);
  const phone = new Phone("phone", new Chance(seed), time, shop.serve, true);
  phone.network.weather = weather;
  const tab = await phone.openTab();
  const deviceId = tab.log.newId();
  const { key, lease } = await shop.register(deviceId);
  await keepDevice(tab.log.db, tab.log.vault, { slug: "shop", orgName: "Shop", deviceId, deviceName: "phone", key, lease });
  return { time, shop, phone, tab, deviceId };
}

const statusIn = (tab: Tab) => statusOf(tab.log, tab.sync);

describe("recording", () => {
  test("a sale pressed twice is one sale; other words under its id are refused", async () => {
    const { tab } = await newPhone("none");
    const id = tab.log.newId();
    const [first, second] = await Promise.all([tab.log.record("trade.sale", sale(50_000), id), tab.log.record("trade.sale", sale(50_000), id)]);
    expect(second).toEqual(first);
    await expect(tab.log.record("trade.sale", sale(60_000), id)).rejects.toThrow("other words");
    expect(await tab.log.db.events.count()).toBe(1);
  });

  test("two tabs give each number once, without gaps; a used-up range gives provisional ones", async () => {
    const { phone, tab } = await newPhone("none");
    const other = await phone.openTab();
    const sales = await Promise.all(Array.from({ length: 24 }, (_, at) => (at % 2 ? tab : other).log.record("trade.sale", sale(1_000))));
    const numbers = sales.map((one) => one.number).sort();
    // The model leases twenty numbers.
    expect(numbers.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, at) => `A-${String(at + 1).padStart(4, "0")}`));
    for (const number of numbers.slice(20)) expect(number).toMatch(/^~[0-9A-Z]{6}$/);
    expect(new Set(sales.map((one) => one.seq)).size).toBe(24);
  });

  test("a full phone refuses the sale aloud, keeps what it has, and sells again once room is made", async () => {
    const { phone, tab, time } = await newPhone();
    await tab.log.record("trade.sale", sale(10_000));
    await tab.sync.round();
    await tab.log.record("trade.sale", sale(20_000));
    await phone.setFull(true);
    await expect(tab.log.record("trade.sale", sale(30_000))).rejects.toMatchObject({ name: "StorageIsFull" });
    expect(await statusIn(tab)).toMatchObject({ state: "full", waiting: 1 });
    await phone.setFull(false);
    time.now += DAY;
    // Only the acknowledged one may go.
    expect(await tab.log.dropSettled(0)).toBe(1);
    await tab.log.record("trade.sale", sale(30_000));
    expect(await statusIn(tab)).toMatchObject({ state: "idle", waiting: 2 });
  });

  test("a receipt is found again after the app was closed, with its check code", async () => {
    const { phone, tab } = await newPhone("none");
    const written = await tab.log.record("trade.sale", sale(50_000));
    await phone.reopen(tab);
    expect(await phone.tabs[0]?.log.find(written.id)).toEqual(written);
    expect(written.check).toMatch(/^[0-9A-HJKMNP-TV-Z]{6}$/);
    // SHA-256 of "" is e3b0c442…: its first thirty bits, five at a time, are 28 14 24 12 8 16.
    expect(await tab.log.checkOf("")).toBe("WERC8G");
  });
});

describe("the status tells the truth", () => {
  test("count, oldest, last success and next attempt, offline and on", async () => {
    const { phone, tab, time } = await newPhone("none");
    await tab.log.record("trade.sale", sale(10_000));
    time.now += DAY;
    await tab.log.record("trade.sale", sale(20_000));
    await tab.sync.round();
    const offline = await statusIn(tab);
    expect(offline).toMatchObject({ waiting: 2, oldestAt: tab.log.clock.now() - (time.now - BEGIN), state: "offline", lastSuccessAt: null });
    expect(offline.nextAttemptAt).toBeGreaterThan(tab.log.clock.now());
    phone.network.weather = "good";
    await tab.sync.round();
    const online = await statusIn(tab);
    expect(online).toMatchObject({ waiting: 0, oldestAt: null, state: "idle" });
    expect(online.lastSuccessAt).toBeGreaterThan(BEGIN);
  });

  test("waits grow to five minutes and no further, and never stop", async () => {
    const { phone, tab, time } = await newPhone("none");
    await tab.log.record("trade.sale", sale(10_000));
    const waits: number[] = [];
    for (let turn = 0; turn < 14; turn += 1) {
      await tab.sync.round();
      const wait = (tab.sync.nextAttemptAt ?? 0) - tab.log.clock.now();
      waits.push(wait);
      time.now += wait;
    }
    expect(waits[0]).toBeLessThanOrEqual(2_500);
    expect(Math.max(...waits)).toBeLessThanOrEqual(375_000);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(225_000);
    phone.network.weather = "good";
    await tab.sync.round();
    expect(tab.sync.state).toBe("idle");
  });
});

describe("answers, one by one", () => {
  test("a refused event blocks no other; mended at the desk, it leaves the tray", async () => {
    const { shop, tab } = await newPhone();
    const bad = await tab.log.record("trade.sale", sale(10_000, { text: "a sale of a closed period" }));
    await tab.log.record("trade.sale", sale(20_000));
    await tab.sync.round();
    expect(await statusIn(tab)).toMatchObject({ waiting: 0, tray: 1 });
    await shop.mend(bad.id);
    await tab.sync.round();
    expect(await statusIn(tab)).toMatchObject({ waiting: 0, tray: 0 });
  });

  test("a batch that the server cannot read is halved down to the one event; the others pass", async () => {
    const time: Time = { now: BEGIN };
    const server = new ModelServer(() => time.now);
    let poison = "";
    const phone = new Phone("phone", new Chance(3), time, async (asked) => {
      const isBad = asked.path.endsWith("/sync") && poison !== "" && String(asked.body).includes(poison);
      return isBad ? { status: 422, text: "{}" } : server.answer(asked);
    }, true);
    const tab = await phone.openTab();
    const deviceId = tab.log.newId();
    const { key, lease } = server.register(deviceId);
    await keepDevice(tab.log.db, tab.log.vault, { slug: "shop", orgName: "Shop", deviceId, deviceName: "phone", key, lease });
    const events = [];
    for (let turn = 0; turn < 5; turn += 1) events.push(await tab.log.record("trade.expense", expense(1_000 + turn)));
    poison = events[2]?.id ?? "";
    tab.log.world.gzip = null;
    await tab.sync.round();
    expect(server.kept.size).toBe(4);
    expect(await statusIn(tab)).toMatchObject({ waiting: 1 });
    poison = "";
    await tab.sync.round();
    expect(server.kept.size).toBe(5);
  });

  test("late sales are booked to their own day, in order of recording, whatever the clock did", async () => {
    const { shop, phone, tab } = await newPhone("none");
    await tab.log.record("trade.sale", sale(1_000, { sold_on: "2026-03-02" }));
    for (let turn = 0; turn < 6; turn += 1) {
      phone.jumpClock();
      await tab.log.record("trade.sale", sale(2_000 + turn, { sold_on: "2026-03-02" }));
    }
    phone.network.weather = "good";
    await tab.sync.round();
    const kept = (await shop.inBooks?.()) ?? [];
    expect(kept.map((one) => (one.event.body as SaleBody).lines[0]?.amount_vnd)).toEqual([1_000, 2_000, 2_001, 2_002, 2_003, 2_004, 2_005]);
    expect(new Set(kept.map((one) => (one.event.body as SaleBody).sold_on))).toEqual(new Set(["2026-03-02"]));
  });

  test("books that lost a sale get it again at the daily comparison", async () => {
    const time: Time = { now: BEGIN };
    const server = new ModelServer(() => time.now);
    const phone = new Phone("phone", new Chance(3), time, async (asked) => server.answer(asked), true);
    const tab = await phone.openTab();
    const deviceId = tab.log.newId();
    const { key, lease } = server.register(deviceId);
    await keepDevice(tab.log.db, tab.log.vault, { slug: "shop", orgName: "Shop", deviceId, deviceName: "phone", key, lease });
    await tab.sync.round();
    const sold_on = new Date(tab.log.clock.now()).toISOString().slice(0, 10);
    const lost = await tab.log.record("trade.sale", sale(70_000, { sold_on }));
    await tab.sync.round();
    server.kept.delete(lost.id);
    time.now += DAY;
    await tab.sync.round();
    expect(server.kept.has(lost.id)).toBe(true);
    expect((await statusIn(tab)).difference).toBeNull();
  });
});

describe("a revoked phone", () => {
  test("sends what waits, then wipes itself; the other tab notices", async () => {
    const { shop, phone, tab, deviceId } = await newPhone();
    const other = await phone.openTab();
    await tab.log.record("trade.sale", sale(90_000));
    await shop.revoke(deviceId);
    await tab.sync.round();
    expect((await shop.inBooks?.())?.map((one) => one.state)).toEqual(["tray"]);
    expect(await statusIn(tab)).toMatchObject({ state: "revoked", waiting: 0 });
    expect(await statusIn(other)).toMatchObject({ state: "revoked" });
  });

  test("with a dead key keeps everything and says so", async () => {
    const { tab } = await newPhone();
    await tab.log.record("trade.sale", sale(90_000));
    await tab.log.db.things.put({ name: "device-key", sealed: await tab.log.vault.seal("device-key", "another") });
    await tab.sync.round();
    expect(await statusIn(tab)).toMatchObject({ state: "revoked", waiting: 1 });
  });
});

describe("what the screens show", () => {
  test("unsent sales lower the stock and raise the takings at once, and are not counted twice afterwards", async () => {
    const { phone, tab } = await newPhone();
    await tab.log.record("trade.stock", { moved_on: "2026-03-02", kind: "opening", product_id: "p1", quantity: "10", amount_vnd: null, text: "" });
    await tab.log.record("trade.sale", sale(50_000, { means: "credit", party_name: "Chị Hoa", paid_vnd: 20_000 }));
    await tab.books.refresh();
    expect(tab.books.stockOf("p1")).toBe("8");
    expect(tab.books.takingsOf("2026-03-02")).toMatchObject({ total_vnd: 50_000, by_means: { cash: 20_000, bank: 0, credit: 30_000 } });
    expect(tab.books.debts()).toMatchObject([{ party_name: "Chị Hoa", open_vnd: 30_000 }]);
    await tab.sync.round();
    await phone.reopen(tab);
    const [again] = phone.tabs;
    await again?.books.refresh();
    expect(again?.books.takingsOf("2026-03-02")).toMatchObject({ total_vnd: 50_000, count: 1 });
  });

  test("goods returned and debts paid are taken off at once", async () => {
    const { tab } = await newPhone("none");
    const { id } = await tab.log.record("trade.sale", sale(50_000, { means: "credit", party_name: "Chị Hoa" }));
    const back = { sale_id: id, came_back_on: "2026-03-02", means: "cash", text: "", lines: [{ line: 1, quantity: "1", amount_vnd: null }] } as const;
    await tab.log.record("trade.return", { ...back, lines: [...back.lines] });
    const paid = { moved_on: "2026-03-02", rule: "receipt", means: "cash", amount_vnd: 15_000, party_name: "Chị Hoa", text: "" } as const;
    await tab.log.record("trade.money", { ...paid, settles_kind: "trade.sale", settles_id: id });
    await tab.books.refresh();
    // Half of two glasses came back: 25.000 of 50.000; and stock is 2 sold less 1 back.
    expect(tab.books.takingsOf("2026-03-02")).toMatchObject({ total_vnd: 25_000, returned_vnd: 25_000 });
    expect(tab.books.stockOf("p1")).toBe("-1");
    expect(tab.books.debts()[0]?.open_vnd).toBe(35_000);
  });
});

test("five thousand goods are there within a second, what sells first on top, found without accents", async () => {
  const { tab } = await newPhone("none");
  const goods = Array.from({ length: 5_000 }, (_, at) => ({
    id: `p${at}`, name: `Hàng số ${at} Đặc sản`, unit: "kg", price_vnd: 1_000 + at, sector: "goods", is_vat_cut: false, is_stocked: true,
    code: `H${at}`, barcode: "",
  }));
  const { log } = tab;
  await log.db.things.put({ name: "snapshot", sealed: await log.vault.seal("snapshot", { products: goods }) });
  await log.db.setMark("pulls", 1);
  const line = { ...sale(50_000).lines[0]!, product_id: "p4321" };
  await log.record("trade.sale", sale(50_000, { lines: [line] }));
  const began = performance.now();
  await tab.books.refresh();
  const [first] = tab.books.topProducts();
  expect(performance.now() - began).toBeLessThan(1_000);
  expect(first?.product_id).toBe("p4321");
  expect(tab.books.products()).toHaveLength(5_000);
});

test("a field of a description that lost is kept for the screen; what is old and booked goes, what waits stays", async () => {
  const { tab, time } = await newPhone();
  const { log } = tab;
  const { id } = await log.record("trade.product", { product_id: "p1", fields: { price_vnd: 12_000 }, base: { price_vnd: 10_000 } });
  const losers = [{ field: "price_vnd", kept: 15_000, lost: 12_000 }];
  await log.settle([{ id, status: "recorded", label: "", refusal: null, losers, at: log.clock.now() }]);
  expect((await log.db.acks.toArray())[0]?.losers).toEqual(losers);
  await log.record("trade.sale", sale(20_000));
  time.now += 61 * DAY;
  expect(await log.dropSettled()).toBe(1);
  expect(await log.counts()).toMatchObject({ events: 1, waiting: 1 });
});

describe("the PIN", () => {
  test("locks what is there and what comes; wrong ones wait longer, also after the app is closed", async () => {
    const { phone, tab, time } = await newPhone("none");
    await tab.log.record("trade.sale", sale(10_000));
    await tab.log.vault.setPin("2580");
    expect(await tab.log.db.keys.count()).toBe(1);
    await tab.log.vault.lock();
    await expect(tab.log.record("trade.sale", sale(20_000))).rejects.toMatchObject({ name: "IsLocked" });
    for (let turn = 0; turn < 3; turn += 1) expect(await tab.log.vault.unlock("0000")).toEqual({ opened: false, waitUntil: null });
    const { waitUntil } = await tab.log.vault.unlock("0000");
    expect(waitUntil).not.toBeNull();
    // The right PIN waits, too.
    phone.pin = "2580";
    await phone.reopen(tab);
    const [again] = phone.tabs;
    expect(again?.log.vault.isLocked).toBe(true);
    time.now += 31_000;
    expect(await again?.log.vault.unlock("2580")).toEqual({ opened: true, waitUntil: null });
    expect(await again?.log.record("trade.sale", sale(20_000))).toMatchObject({ seq: 2 });
    expect(await again?.log.db.events.toArray().then((rows) => Promise.all(rows.map((row) => again.log.read(row))))).toHaveLength(2);
  });

  test("set in one tab, it shuts the other: nothing is sealed with a key that is gone", async () => {
    const { phone, tab } = await newPhone("none");
    const other = await phone.openTab();
    await tab.log.vault.setPin("123456");
    await expect(other.log.record("trade.sale", sale(10_000))).rejects.toMatchObject({ name: "IsLocked" });
    expect(await other.log.vault.unlock("123456")).toMatchObject({ opened: true });
    await other.log.record("trade.sale", sale(10_000));
    expect(await tab.log.find((await tab.log.db.events.toArray())[0]?.id ?? "")).toMatchObject({ seq: 1 });
    expect(await tab.log.vault.removePin("123456")).toMatchObject({ opened: true });
    expect(await tab.log.vault.hasPin()).toBe(false);
  });
});

test("a database of version 1 is opened by today's code with everything in it", async () => {
  const factory = new IDBFactory() as unknown as globalThis.IDBFactory;
  const keyRange = IDBKeyRange as unknown as typeof globalThis.IDBKeyRange;
  const old = new Dexie("ecoop", { indexedDB: factory, IDBKeyRange: keyRange });
  old.version(1).stores({ events: "&seq, &id", acks: "&seq, status", marks: "&name", things: "&name", keys: "&name" });
  const sealed = { key: "k", iv: new Uint8Array(12), bytes: new ArrayBuffer(4) };
  // 2026-03-02T18:00Z is 01:00 of 3 March in Việt Nam.
  await old.table("events").add({ seq: 1, id: "a", kind: "trade.sale", happened_at: Date.parse("2026-03-02T18:00:00Z"), sealed });
  await old.table("events").add({ seq: 2, id: "b", kind: "trade.sale", happened_at: Date.parse("2026-03-02T10:00:00Z"), sealed });
  await old.table("acks").add({ seq: 1, id: "a", status: "recorded", label: "2026-1", refusal: null, losers: [], at: 0, round: 0 });
  await old.table("marks").add({ name: "seq", value: 2 });
  old.close();
  const now = new LogDatabase("ecoop", { indexedDB: factory, keyRange });
  expect((await now.events.toArray()).map((row) => row.day)).toEqual(["2026-03-03", "2026-03-02"]);
  expect(await now.acks.count()).toBe(1);
  expect(await now.mark("seq", 0)).toBe(2);
  expect(await now.drafts.count()).toBe(0);
});

function expense(amount_vnd: number) {
  return { spent_on: "2026-03-02", group: "other", amount_vnd, means: "cash", party_name: "", has_invoice: false, text: "", paper_id: null } as const;
}
