import { expect, test } from "vitest";
import { aSale, aTill } from "../../torture/till";
import { canRecover } from "./recovery";
import { readWord, writeWord } from "./base64url";

const [PIN, NEW_PIN] = ["2580", "97531"];

async function locked() {
  const till = await aTill();
  const { log } = till.tab;
  const { id } = await log.record("trade.sale", aSale(10_000));
  await log.vault.setPin(PIN);
  return { ...till, id };
}

test("a forgotten PIN is replaced by the key that the server keeps; what waits is there, and the old PIN is dead", async () => {
  const { tab, phone, server, deviceId, id } = await locked();
  await tab.sync.round();
  expect(await canRecover(tab.log.db)).toBe(true);
  await tab.log.record("trade.sale", aSale(20_000));
  phone.pin = "0000";
  await phone.reopen(tab);
  const log = phone.tabs[0]!.log;
  expect(log.vault.isLocked).toBe(true);
  // Wrong tries that wait do not hold up whoever proved the number.
  for (let turn = 0; turn < 6; turn += 1) await log.vault.unlock("0000");
  expect(await log.vault.recover(server.recoveryKey(deviceId) ?? "", NEW_PIN)).toBe(true);
  expect(await log.find(id)).toMatchObject({ body: { lines: [{ amount_vnd: 10_000 }] } });
  expect(await log.counts()).toMatchObject({ waiting: 1, events: 2 });
  await log.vault.lock();
  expect(await log.vault.unlock(PIN)).toMatchObject({ opened: false });
  expect(await log.vault.unlock(NEW_PIN)).toMatchObject({ opened: true });
});

test("the key that was given out is spent: a new one goes to the server, and opens", async () => {
  const { tab, server, deviceId } = await locked();
  await tab.sync.round();
  const first = server.recoveryKey(deviceId) ?? "";
  await tab.log.vault.recover(first, NEW_PIN);
  await tab.sync.round();
  const second = server.recoveryKey(deviceId) ?? "";
  expect(second).not.toBe(first);
  await tab.log.vault.lock();
  expect(await tab.log.vault.recover(second, PIN)).toBe(true);
});

test("a request of yesterday that reaches the server late does not shut anybody out", async () => {
  const { tab, server, deviceId } = await locked();
  await tab.sync.round();
  const first = server.recoveryKey(deviceId) ?? "";
  await tab.log.vault.recover(first, NEW_PIN);
  await tab.sync.round();
  const device = server.devices.get(deviceId);
  if (device) device.recovery = first;
  await tab.log.vault.lock();
  expect(await tab.log.vault.recover(first, PIN)).toBe(true);
});

test("the key that the server still keeps opens as often as it is given out, while no newer one reaches it", async () => {
  const { tab, phone, server, deviceId } = await locked();
  await tab.sync.round();
  phone.network.weather = "none";
  const kept = server.recoveryKey(deviceId) ?? "";
  for (let turn = 0; turn < 9; turn += 1) {
    await tab.log.vault.lock();
    expect(await tab.log.vault.recover(kept, turn % 2 ? PIN : NEW_PIN)).toBe(true);
  }
  phone.network.weather = "good";
  await tab.sync.round();
  await tab.log.vault.lock();
  expect(server.recoveryKey(deviceId)).not.toBe(kept);
  expect(await tab.log.vault.recover(server.recoveryKey(deviceId) ?? "", PIN)).toBe(true);
});

test("until the server said that it keeps the key, the phone says that it cannot be opened without the PIN", async () => {
  const { tab, phone, server, deviceId, status } = await locked();
  phone.network.weather = "none";
  await tab.sync.round();
  expect(await canRecover(tab.log.db)).toBe(false);
  expect(server.recoveryKey(deviceId)).toBeNull();
  phone.network.weather = "good";
  await tab.sync.round();
  expect(await canRecover(tab.log.db)).toBe(true);
  expect(await status()).toMatchObject({ state: "idle" });
});

test("a hotel's log-in page keeps no key; it is sent until the server answers, and then no more", async () => {
  let isHotel = true;
  const till = await aTill({
    before: (asked) => (isHotel && asked.method === "PUT" ? { status: 200, text: "<html>Welcome to our wifi</html>" } : null),
  });
  const { tab, paths, status } = till;
  await tab.log.vault.setPin(PIN);
  await tab.sync.round();
  expect(await canRecover(tab.log.db)).toBe(false);
  expect(await status()).toMatchObject({ state: "offline" });
  isHotel = false;
  for (let turn = 0; turn < 3; turn += 1) await tab.sync.round();
  expect(await canRecover(tab.log.db)).toBe(true);
  expect(paths().filter((one) => one.startsWith("PUT"))).toHaveLength(2);
});

test("a server that knows nothing of it holds up nothing, and is asked again the next day", async () => {
  const { tab, time, paths, status } = await aTill({ before: (asked) => (asked.method === "PUT" ? { status: 404, text: "{}" } : null) });
  await tab.sync.round();
  await tab.log.vault.setPin(PIN);
  for (let turn = 0; turn < 3; turn += 1) await tab.sync.round();
  expect(await status()).toMatchObject({ state: "idle" });
  expect(await canRecover(tab.log.db)).toBe(false);
  time.now += 86_400_000;
  for (let turn = 0; turn < 3; turn += 1) await tab.sync.round();
  expect(paths().filter((one) => one.startsWith("PUT"))).toHaveLength(2);
});

test("a new PIN set without a network is opened by the key that the server has already", async () => {
  const { tab, phone, server, deviceId } = await locked();
  await tab.sync.round();
  phone.network.weather = "none";
  await tab.log.vault.setPin("1357");
  await tab.log.vault.lock();
  expect(await canRecover(tab.log.db)).toBe(true);
  expect(await tab.log.vault.recover(server.recoveryKey(deviceId) ?? "", NEW_PIN)).toBe(true);
});

test("a phone that got its PIN in earlier days can forget it from the next time it is opened", async () => {
  const { tab, phone, server, deviceId, id } = await locked();
  const { db, vault } = tab.log;
  // As an app of earlier days left it: no second wrapping, no key for it.
  await db.keys.toCollection().modify((row) => {
    delete row.recoveries;
  });
  await db.things.delete("recovery");
  await vault.lock();
  expect(await vault.recover(writeWord(new Uint8Array(32)), NEW_PIN)).toBe(false);
  expect(await vault.unlock(PIN)).toMatchObject({ opened: true });
  await tab.sync.round();
  phone.pin = "0000";
  await phone.reopen(tab);
  const log = phone.tabs[0]!.log;
  expect(await log.vault.recover(server.recoveryKey(deviceId) ?? "", NEW_PIN)).toBe(true);
  expect(await log.find(id)).not.toBeNull();
});

test("another key opens nothing; nonsense opens nothing; and the PIN goes on", async () => {
  const { tab } = await locked();
  await tab.log.vault.lock();
  for (const wrong of [writeWord(new Uint8Array(32)), "", "!", "a"]) expect(await tab.log.vault.recover(wrong, NEW_PIN)).toBe(false);
  expect(tab.log.vault.isLocked).toBe(true);
  await expect(tab.log.vault.recover("x", "12")).rejects.toThrow(RangeError);
  expect(await tab.log.vault.unlock(PIN)).toMatchObject({ opened: true });
});

test("what lies on the disk does not hold the recovery key in the clear", async () => {
  const { tab } = await locked();
  const { secrets } = await tab.log.vault.recovery();
  await tab.sync.round();
  const onDisk = JSON.stringify([await tab.log.db.marks.toArray(), await tab.log.db.things.toArray(), await tab.log.db.keys.toArray()]);
  expect(secrets).toHaveLength(1);
  expect(readWord(secrets[0] ?? "")).toHaveLength(32);
  expect(onDisk).not.toContain(secrets[0]);
});
