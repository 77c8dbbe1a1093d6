// PINs set, changed, forgotten and taken away in one of two tabs.
import { expect, test } from "vitest";
import { aSale, aTill } from "../../torture/till";
import { keepDevice } from "./device";
import { IsLocked } from "./events";
import type { Log } from "./log";

const [PIN, NEW_PIN] = ["2580", "97531"];

async function twoTabs() {
  const till = await aTill();
  const other = await till.phone.openTab();
  return { ...till, other };
}

/** While the vault reads a row in order to seal it anew, something else happens to that row. */
function meanwhile({ vault }: Log, name: string, happens: () => Promise<unknown>): void {
  const read = vault.unsealBytes.bind(vault);
  let isDone = false;
  vault.unsealBytes = async (asked, sealed) => {
    const clear = await read(asked, sealed);
    if (asked === name && !isDone) {
      isDone = true;
      await happens();
    }
    return clear;
  };
}

test("a tab that waits for the PIN opens when another one took the PIN away", async () => {
  for (const way of ["the old PIN", "a recovery key"]) {
    const { tab, other } = await twoTabs();
    await tab.log.vault.setPin(PIN);
    await other.log.vault.lock();
    expect(other.log.vault.isLocked).toBe(true);
    expect(await tab.log.vault.removePin(PIN)).toMatchObject({ opened: true });
    if (way === "the old PIN") expect(await other.log.vault.unlock(PIN)).toMatchObject({ opened: true });
    else expect(await other.log.vault.recover("anything", NEW_PIN)).toBe(true);
    expect(other.log.vault.isLocked).toBe(false);
    await other.log.record("trade.sale", aSale(10_000));
  }
});

test("what is pulled while a PIN is being set is not covered by what lay here before", async () => {
  const { tab } = await twoTabs();
  const { db, vault } = tab.log;
  await db.things.put({ name: "snapshot", sealed: await vault.seal("snapshot", "yesterday's prices") });
  meanwhile(tab.log, "snapshot", async () => db.things.put({ name: "snapshot", sealed: await vault.seal("snapshot", "today's prices") }));
  await vault.setPin(PIN);
  const row = await db.things.get("snapshot");
  expect(row && (await vault.unseal("snapshot", row.sealed))).toBe("today's prices");
});

test("a draft that is thrown away, and a picture that was sent, while a PIN is being set do not come back", async () => {
  const { tab } = await twoTabs();
  const { db, vault } = tab.log;
  await db.drafts.put({ name: "purchase/a", sealed: await vault.seal("purchase/a", { id: "a" }) });
  meanwhile(tab.log, "purchase/a", () => db.drafts.delete("purchase/a"));
  await db.papers.put({ id: "p", sealed: await vault.sealBytes("p", new Uint8Array([1])), type: "image/jpeg", is_sent: 0 });
  meanwhile(tab.log, "p", () => db.papers.delete("p"));
  await vault.setPin(PIN);
  expect([await db.drafts.count(), await db.papers.count()]).toEqual([0, 0]);
});

test("a tab that seals anew while another one puts a newer PIN takes no key away", async () => {
  const { tab, other } = await twoTabs();
  const sold = await tab.log.record("trade.sale", aSale(10_000));
  meanwhile(tab.log, sold.id, async () => {
    await other.log.vault.unlock(PIN);
    await other.log.vault.setPin(NEW_PIN);
  });
  await tab.log.vault.setPin(PIN);
  const { db, vault } = tab.log;
  const names = new Set(await db.keys.toCollection().primaryKeys());
  for (const row of await db.events.toArray()) expect(names).toContain(row.sealed.key);
  await vault.lock();
  expect(await vault.unlock(NEW_PIN)).toMatchObject({ opened: true });
  expect(await tab.log.find(sold.id)).toMatchObject({ body: { lines: [{ amount_vnd: 10_000 }] } });
});

test("a tab in which the newer PIN was not typed shuts itself, at the next sale and at the next round", async () => {
  for (const way of ["sale", "round"]) {
    const { tab, other } = await twoTabs();
    await tab.log.vault.setPin(PIN);
    let told = 0;
    other.log.onChange(() => (told += 1));
    if (way === "sale") await expect(other.log.record("trade.sale", aSale(10_000))).rejects.toThrow(IsLocked);
    else await other.sync.round();
    expect(other.log.vault.isLocked).toBe(true);
    expect(told).toBeGreaterThan(0);
  }
});

test("a phone that signs in anew in a tab without the newest key keeps no key that nobody can read", async () => {
  const { tab, other, deviceId } = await twoTabs();
  await tab.log.vault.setPin(PIN);
  const draft = { slug: "shop", orgName: "Shop", deviceId, deviceName: "phone", key: "newer", lease: null };
  await expect(keepDevice(other.log.db, other.log.vault, draft)).rejects.toThrow(IsLocked);
  expect(other.log.vault.isLocked).toBe(true);
  await tab.sync.round();
  expect(tab.sync.state).toBe("idle");
});
