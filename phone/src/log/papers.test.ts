import { expect, test } from "vitest";
import { Chance } from "@/kernel/chance";
import { ModelServer, type Said } from "../../torture/model";
import { Phone, type Time } from "../../torture/phone";
import { keepDevice } from "./device";
import { keepPaper } from "./papers";
import { statusOf } from "./status";

const PICTURE = new Uint8Array([255, 216, 255]);

/** A phone at a server that answers pictures as told. */
async function phoneAt(papers: (id: string) => Said) {
  const time: Time = { now: Date.parse("2026-03-02T01:00:00Z") };
  const server = new ModelServer(() => time.now);
  const asked: string[] = [];
  const serve = async (one: Parameters<ModelServer["answer"]>[0]) => {
    const id = /\/sync\/papers\/(.+)$/.exec(one.path)?.[1];
    if (id) asked.push(id);
    return id ? papers(id) : server.answer(one);
  };
  const phone = new Phone("phone", new Chance(5), time, serve, true);
  const tab = await phone.openTab();
  const deviceId = tab.log.newId();
  const { key, lease } = server.register(deviceId);
  await keepDevice(tab.log.db, tab.log.vault, { slug: "shop", orgName: "Shop", deviceId, deviceName: "phone", key, lease });
  return { time, phone, tab, asked, status: () => statusOf(tab.log, tab.sync) };
}

test("a picture waits, is counted, and goes only when the server says that it has it", async () => {
  let page: (id: string) => Said = () => ({ status: 200, text: "<html>Welcome to our wifi</html>" });
  const { tab, status } = await phoneAt((id) => page(id));
  const id = await keepPaper(tab.log, PICTURE, "image/jpeg");
  expect(await status()).toMatchObject({ waiting: 1 });
  await tab.sync.round();
  expect(await tab.log.db.papers.count()).toBe(1);
  expect(await status()).toMatchObject({ waiting: 1, state: "offline" });
  // What is large holds up nothing else: the goods of the shop were pulled.
  expect(await tab.log.db.mark("pulls", 0)).toBe(1);
  page = (asked) => ({ status: 200, text: JSON.stringify({ id: asked }) });
  await tab.sync.round();
  expect(await tab.log.db.papers.get(id)).toBeUndefined();
  expect(await status()).toMatchObject({ waiting: 0, state: "idle" });
});

test("a picture that the server cannot take stays, and is sent again the next day only", async () => {
  const { time, tab, asked, status } = await phoneAt(() => ({ status: 422, text: "{}" }));
  await tab.sync.round();
  await keepPaper(tab.log, PICTURE, "image/heic");
  for (let turn = 0; turn < 3; turn += 1) await tab.sync.round();
  expect(asked).toHaveLength(1);
  expect(await tab.log.db.papers.count()).toBe(1);
  expect(await status()).toMatchObject({ waiting: 0, state: "idle" });
  time.now += 86_400_000;
  await tab.sync.round();
  await tab.sync.round();
  expect(asked).toHaveLength(2);
});

test("a full phone refuses a picture aloud", async () => {
  const { phone, tab } = await phoneAt(() => ({ status: 404, text: "{}" }));
  await phone.setFull(true);
  await expect(keepPaper(tab.log, PICTURE, "image/jpeg")).rejects.toMatchObject({ name: "StorageIsFull" });
});

test("a PIN set in another tab meanwhile: no picture is sealed with a key that is gone", async () => {
  const { phone, tab } = await phoneAt(() => ({ status: 404, text: "{}" }));
  const other = await phone.openTab();
  await other.log.vault.setPin("2580");
  await expect(keepPaper(tab.log, PICTURE, "image/jpeg")).rejects.toMatchObject({ name: "IsLocked" });
  await tab.log.vault.unlock("2580");
  const id = await keepPaper(tab.log, PICTURE, "image/jpeg");
  const row = await other.log.db.papers.get(id);
  expect(row && new Uint8Array(await other.log.vault.unsealBytes(id, row.sealed))).toEqual(PICTURE);
});
