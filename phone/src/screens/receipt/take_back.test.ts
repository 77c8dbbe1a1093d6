import { beforeEach, expect, test, vi } from "vitest";
import type { ReturnBody, SaleBody } from "@/log";
import { aSale, ON } from "../../../torture/till";
import { returnsOf, stillToTakeBack, sumOf, takeBack } from "./take_back";
import type { Sold } from "./words";

const phone = vi.hoisted(() => ({ events: new Map<string, ReturnBody>(), setAside: new Set<string>(), diesAt: Infinity, on: "" }));

vi.mock("@/log", async (importOriginal) => {
  let made = 0;
  return {
    ...(await importOriginal<object>()),
    today: () => phone.on,
    newId: () => `new-${(made += 1)}`,
    recorded: async (id: string) => phone.events.get(id) ?? null,
    eventsOf: async () => [...phone.events].filter(([id]) => !phone.setAside.has(id)).map(([id, body]) => ({ id, body })),
    record: async (_: string, body: ReturnBody, { id }: { id: string }) => {
      if (phone.events.size >= phone.diesAt) throw new Error("the app was closed");
      phone.events.set(id, body);
    },
  };
});

const SALE = "019a9f3e-7d11-7cc0-9c00-3f9b2c41d7aa";
const PART_BANK = { means: "credit", paid_vnd: 30_000, paid_means: "bank" } as const;
function sold(amounts: number[], more: Partial<SaleBody> = {}, restInCashVnd = 0): Sold {
  const body = { ...aSale(0, more), lines: amounts.flatMap((vnd) => aSale(vnd).lines) };
  return { id: SALE, seq: 1, kind: "trade.sale", number: "", check: "", happened_at: 0, body, restInCashVnd };
}

beforeEach(() => {
  phone.events.clear();
  phone.setAside.clear();
  [phone.diesAt, phone.on] = [Infinity, ON];
});

test("part bank, part cash: each part goes back the way it came, to the đồng, and nothing is owed", () => {
  const { id, body, restInCashVnd } = sold([30_000, 20_001], PART_BANK, 20_001);
  const backs = returnsOf({ id, body }, ON, restInCashVnd);
  expect(backs.map((back) => [back.means, sumOf([back])])).toEqual([["bank", 30_000], ["cash", 20_001]]);
  // The goods come back once, with the second part.
  expect(backs.map((back) => back.lines.map((one) => one.quantity))).toEqual([[null, null], ["2", "2"]]);
  const ofLine = (at: number) => backs.flatMap((back) => back.lines).reduce((sum, one) => sum + (one.line === at ? (one.amount_vnd ?? 0) : 0), 0);
  expect([ofLine(1), ofLine(2)]).toEqual([30_000, 20_001]);
});

test("all but two đồng came by bank: the goods of each line still come back with something", () => {
  // 49.998 of 30.000 + 20.000 is 29.998,8 + 19.999,2; rounded to 29.999 and 19.999. Of 4 + 30.000 one line would be left with nothing.
  expect(returnsOf(sold([30_000, 20_000], { ...PART_BANK, paid_vnd: 49_998 }), ON, 2)[1]?.lines.map((one) => one.amount_vnd)).toEqual([1, 1]);
  const backs = returnsOf(sold([4, 30_000], { ...PART_BANK, paid_vnd: 30_002 }), ON, 2);
  expect(backs[1]?.lines.map((one) => one.amount_vnd)).toEqual([1, 1]);
  expect(sumOf(backs)).toBe(30_004);
});

test("an app closed between the two parts goes on where it stood, the next day too", async () => {
  const of = sold([30_000, 20_000], PART_BANK, 20_000);
  phone.diesAt = 1;
  await expect(takeBack(of)).rejects.toThrow("closed");
  [phone.diesAt, phone.on] = [Infinity, "2026-03-03"];
  expect((await stillToTakeBack(of)).map((back) => [back.means, sumOf([back])])).toEqual([["cash", 20_000]]);
  await takeBack(of);
  expect(await stillToTakeBack(of)).toEqual([]);
  expect(sumOf([...phone.events.values()])).toBe(50_000);
});

test("pressed in two windows it is one return", async () => {
  const of = sold([30_000, 20_000], PART_BANK, 20_000);
  await Promise.all([takeBack(of), takeBack(of)]);
  await takeBack(of);
  expect(phone.events.size).toBe(2);
});

test("a return that the desk set aside can be written down once more", async () => {
  const of = sold([30_000]);
  await takeBack(of);
  phone.setAside.add([...phone.events.keys()][0] ?? "");
  await takeBack(of);
  expect(phone.events.size).toBe(2);
  expect(await stillToTakeBack(of)).toEqual([]);
});
