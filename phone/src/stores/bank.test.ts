import { expect, test } from "vitest";
import { seenAtBank } from "./bank";

const sold = (id: string, means: string, taken_back = false) => ({ id, number: `A-${id}`, label: "", total_vnd: 1_000, means, taken_back });
const told = (id: string | null) => ({ id: `line ${id}`, amount_vnd: 1_000, matched: id ? { document_id: id } : null });

test("what the bank did not tell of stands first, and only sales by QR are asked about", () => {
  const sales = [sold("1", "bank"), sold("2", "cash"), sold("3", "bank"), sold("4", "bank", true)];
  const seen = seenAtBank(sales, { arrivals: [told("1"), told(null)] });
  expect(seen.map((one) => [one.id, one.is_seen])).toEqual([["3", false], ["1", true]]);
});

test("nothing told is nothing seen", () => {
  expect(seenAtBank([sold("1", "bank")], null).map((one) => one.is_seen)).toEqual([false]);
});
