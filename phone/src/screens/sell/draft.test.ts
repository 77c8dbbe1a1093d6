import { get, writable } from "svelte/store";
import { beforeEach, expect, test, vi } from "vitest";
import type { Basket } from "./basket";

const phone = vi.hoisted(() => ({
  drafts: new Map<string, unknown>(), isLocked: false, locks: null as unknown as { set: (is: boolean) => void },
  /** Writes that the disk has not taken yet; it takes them when the test says so, in the test's own order. */
  holds: false, held: [] as (() => void)[],
}));

vi.mock("@/log", async () => {
  class IsLocked extends Error {}
  const isLocked = writable(false);
  phone.locks = isLocked;
  let made = 0;
  return {
    IsLocked,
    isLocked,
    newSale: () => `sale-${(made += 1)}`,
    recorded: () => Promise.resolve(null),
    listDrafts: async () => {
      await Promise.resolve();
      if (phone.isLocked) throw new IsLocked();
      return [...phone.drafts.values()];
    },
    keepDraft: async (_kind: string, id: string, value: unknown) => {
      if (phone.holds) await new Promise<void>((done) => phone.held.push(done));
      phone.drafts.set(id, value);
    },
    dropDraft: async (_kind: string, id: string) => void phone.drafts.delete(id),
  };
});

const RICE = { id: "rice", name: "Gạo", sector: "goods", unit: "kg", price_vnd: 35_000, is_vat_cut: false };
const KEPT: Basket = {
  id: "kept", discount: null, partyName: "", note: "",
  lines: [{ key: "1", productId: null, name: "Gạo", sector: "goods", unit: "kg", quantity: "2", priceVnd: 35_000, isVatCut: false }],
};

beforeEach(() => {
  vi.resetModules();
  phone.drafts.clear();
  [phone.holds, phone.held] = [false, []];
});

/** Let everything go on that waits for nothing but its turn: no clock, so a busy machine changes nothing. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn += 1) await Promise.resolve();
}

/** The disk takes what is on its way, the newest first. */
async function writeAll(): Promise<void> {
  for (let write = phone.held.pop(); write; write = phone.held.pop()) {
    write();
    await settle();
  }
}

test("behind a PIN the basket of last time comes back once the PIN is typed", async () => {
  phone.drafts.set("kept", KEPT);
  phone.isLocked = true;
  const { basket, basketIsBack } = await import("./draft");
  phone.locks.set(true);
  await settle();
  expect(get(basket).lines).toEqual([]);
  phone.isLocked = false;
  phone.locks.set(false);
  await basketIsBack;
  expect(get(basket)).toEqual(KEPT);
});

test("an older basket never lies on top of a newer one, however long sealing takes", async () => {
  const { basket, basketIsBack, take, emptyIt } = await import("./draft");
  await basketIsBack;
  phone.holds = true;
  take(RICE);
  take(RICE);
  await settle();
  // One write at a time, in the order in which they were made.
  expect(phone.held).toHaveLength(1);
  await writeAll();
  expect([...phone.drafts.values()]).toEqual([get(basket)]);
  take(RICE);
  emptyIt();
  await settle();
  expect(phone.held).toHaveLength(1);
  await writeAll();
  expect(phone.drafts.size).toBe(0);
});

test("an emptied basket is the next customer's, and the same as before once it is brought back", async () => {
  const { basket, basketIsBack, take, emptyIt, stepBack } = await import("./draft");
  await basketIsBack;
  take(RICE);
  const first = get(basket).id;
  emptyIt();
  const next = get(basket).id;
  expect(next).not.toBe(first);
  stepBack();
  expect(get(basket)).toMatchObject({ id: first, lines: [{ name: "Gạo" }] });
  emptyIt();
  take(RICE);
  expect(get(basket).id).not.toBe(first);
});
