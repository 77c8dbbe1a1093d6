import { expect, test } from "vitest";
import { aSale, aTill, type Wanted } from "../../torture/till";
import { keepPaper } from "./papers";
import { statusOf } from "./status";

const PIN = "2580";
const PICTURE = new Uint8Array([255, 216, 255]);

async function locked(wanted: Wanted = {}) {
  const till = await aTill(wanted);
  await till.tab.log.vault.setPin(PIN);
  await till.tab.sync.round();
  await till.tab.log.record("trade.sale", aSale(10_000, { party_name: "Chị Hoa" }));
  await till.tab.log.record("trade.sale", aSale(20_000, { sold_on: "2026-03-04" }));
  await keepPaper(till.tab.log, PICTURE, "image/jpeg");
  await till.tab.log.vault.lock();
  till.asked.length = 0;
  return till;
}

test("a locked phone asks with its ear alone, and nothing of the shop is in the question", async () => {
  const { tab, asked, status } = await locked();
  await tab.sync.round();
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatchObject({ method: "GET", path: expect.stringMatching(/^\/api\/sync\/orders\/ear-/), headers: {} });
  expect(await status()).toMatchObject({ state: "locked", waiting: 3 });
  // Again in a quarter of an hour, whatever hints the browser gives meanwhile.
  expect((tab.sync.nextAttemptAt ?? 0) - tab.log.clock.now()).toBeGreaterThan(890_000);
  await tab.sync.round();
  expect(asked).toHaveLength(1);
});

test("taken off the shop, it destroys everything at once and says what was lost", async () => {
  const { tab, server, deviceId, asked, status } = await locked();
  server.revoke(deviceId);
  await tab.sync.round();
  expect(await status()).toMatchObject({ state: "revoked", waiting: 0 });
  expect(tab.log.isWiped).toBe(true);
  expect(server.devices.get(deviceId)?.lost).toEqual({ lost_events: 2, lost_papers: 1, first_day: "2026-03-02", last_day: "2026-03-04" });
  expect(asked.map((one) => one.method)).toEqual(["GET", "POST"]);
});

test("that nobody hears what was lost holds up nothing", async () => {
  const { tab, server, deviceId } = await locked({ before: (asked) => (asked.method === "POST" && asked.path.includes("/orders/") ? { status: 405, text: "" } : null) });
  server.revoke(deviceId);
  await tab.sync.round();
  expect(tab.log.isWiped).toBe(true);
});

test("only the very word empties a phone: pages of hotels, half answers and broken servers do not", async () => {
  const pages = ["<html>wipe</html>", '{"order":"wi', '"wipe"', '{"order":["wipe"]}', '{"orders":"wipe"}', ""];
  let page = "";
  const { tab, time, server, deviceId } = await locked({ before: (asked) => (asked.path.includes("/orders/") ? { status: 200, text: page } : null) });
  server.revoke(deviceId);
  for (page of pages) {
    await tab.sync.round();
    time.now += 900_000;
  }
  expect(tab.log.isWiped).toBe(false);
  expect(await tab.log.vault.unlock(PIN)).toMatchObject({ opened: true });
  expect((await tab.log.counts()).waiting).toBe(2);
});

test("while another tab is open the order waits: that tab sends first, then wipes", async () => {
  const { phone, tab, server, deviceId } = await locked();
  phone.pin = PIN;
  const other = await phone.openTab();
  await other.sync.round();
  await other.log.record("trade.sale", aSale(30_000));
  server.revoke(deviceId);
  await tab.sync.round();
  expect(tab.log.isWiped).toBe(false);
  await other.sync.round();
  expect(server.kept.size).toBe(3);
  expect(await statusOf(tab.log, tab.sync)).toMatchObject({ state: "revoked" });
});

test("locked by hand and opened anew, it hears at once; closed without locking, in ten minutes", async () => {
  const byHand = await locked();
  byHand.phone.isShut = true;
  byHand.server.revoke(byHand.deviceId);
  await byHand.phone.reopen(byHand.tab);
  await byHand.phone.tabs[0]!.sync.round();
  expect(byHand.phone.tabs[0]!.log.isWiped).toBe(true);

  const closed = await locked();
  await closed.tab.log.vault.unlock(PIN);
  closed.phone.isShut = true;
  closed.server.revoke(closed.deviceId);
  await closed.phone.reopen(closed.tab);
  const [tab] = closed.phone.tabs;
  await tab!.sync.round();
  expect(tab!.log.isWiped).toBe(false);
  expect((tab!.sync.nextAttemptAt ?? 0) - tab!.log.clock.now()).toBe(600_000);
  closed.time.now += 600_000;
  await tab!.sync.round();
  expect(tab!.log.isWiped).toBe(true);
});

test("with nothing left to send a phone that was taken off the shop wipes itself all the same", async () => {
  const { tab, server, deviceId } = await aTill();
  await tab.sync.round();
  server.revoke(deviceId);
  await tab.sync.round();
  expect(tab.log.isWiped).toBe(true);
});

test("a phone of an earlier version has no ear: it asks nothing, and hears when it is opened", async () => {
  const { tab, server, deviceId, asked } = await locked({ hasEar: false });
  server.revoke(deviceId);
  await tab.sync.round();
  expect(asked).toEqual([]);
  expect(tab.log.isWiped).toBe(false);
  await tab.log.vault.unlock(PIN);
  await tab.sync.round();
  expect(tab.log.isWiped).toBe(true);
  expect(server.kept.size).toBe(2);
});

test("photos of an open phone that was taken off the shop are sent before it wipes", async () => {
  const { tab, server, deviceId } = await locked();
  await tab.log.vault.unlock(PIN);
  server.revoke(deviceId);
  await tab.sync.round();
  expect(server.papers.size).toBe(1);
  expect(tab.log.isWiped).toBe(true);
});

test("a weak network holds the wiping up for the photos' sake, and not for ever", async () => {
  const { tab, server, deviceId } = await locked({ before: (asked) => (asked.path.includes("/papers/") ? { status: 503, text: "" } : null) });
  await tab.log.vault.unlock(PIN);
  server.revoke(deviceId);
  await tab.sync.round();
  expect(tab.log.isWiped).toBe(false);
  expect(server.kept.size).toBe(2);
  for (let turn = 0; turn < 14; turn += 1) await tab.sync.round();
  expect(tab.log.isWiped).toBe(true);
});
