import { expect, test, vi } from "vitest";
import { aTill } from "../../torture/till";
import { draftOf, keepDraft } from "./drafts";

const app = vi.hoisted(() => ({ log: null as unknown }));
vi.mock("./app", () => ({ whenOpen: async () => ({ log: app.log }) }));

const PIN = "2580";

test("what is typed while a PIN is being put here is kept under the new key", async () => {
  const { tab } = await aTill();
  app.log = tab.log;
  const { vault } = tab.log;
  const seal = vault.seal.bind(vault);
  vault.seal = async (name, value) => {
    const sealed = await seal(name, value);
    vault.seal = seal;
    await vault.setPin(PIN);
    return sealed;
  };
  await keepDraft("purchase", "a", { id: "a", lines: 2 });
  expect(await draftOf("purchase", "a")).toEqual({ id: "a", lines: 2 });
});

test("a tab without the newest key says at once that it is shut, and what was begun stays", async () => {
  const { tab, phone } = await aTill();
  const { log } = await phone.openTab();
  app.log = log;
  await keepDraft("purchase", "a", { id: "a", lines: 1 });
  await tab.log.vault.setPin(PIN);
  let told = 0;
  log.onChange(() => (told += 1));
  await expect(keepDraft("purchase", "a", { id: "a", lines: 2 })).rejects.toThrow();
  expect([log.vault.isLocked, told]).toEqual([true, 1]);
  await log.vault.unlock(PIN);
  expect(await draftOf("purchase", "a")).toEqual({ id: "a", lines: 1 });
});
