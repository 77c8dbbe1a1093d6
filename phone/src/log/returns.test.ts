import { expect, test } from "vitest";
import { aSale, aTill } from "../../torture/till";

const DAY = "2026-03-02";

test("what came back is counted once, before the server lists it among the sales and afterwards", async () => {
  const { tab } = await aTill();
  const { id } = await tab.log.record("trade.sale", aSale(50_000));
  const lines = [{ line: 1, quantity: null, amount_vnd: 20_000 }];
  const back = await tab.log.record("trade.return", { sale_id: id, came_back_on: DAY, means: "cash", text: "", lines });
  await tab.books.refresh();
  expect(tab.books.takingsOf(DAY)).toMatchObject({ total_vnd: 30_000, count: 1, returned_vnd: 20_000 });
  const said = { sold_on: DAY, means: "cash", party_name: "", label: "2026-1", device_id: null, taken_back: false };
  tab.books.snapshot = { ...tab.books.snapshot, sales: [{ ...said, id, total_vnd: 50_000 }, { ...said, id: back.id, total_vnd: -20_000 }] };
  expect(tab.books.takingsOf(DAY)).toMatchObject({ total_vnd: 30_000, count: 1, returned_vnd: 20_000 });
  expect(tab.books.salesOf(DAY)).toHaveLength(1);
});

test("what came back at the desk lowers the takings and is no sale", async () => {
  const { tab } = await aTill();
  await tab.log.record("trade.sale", aSale(50_000));
  await tab.books.refresh();
  const said = { sold_on: DAY, means: "cash", party_name: "", label: "2026-2", device_id: null, taken_back: false };
  tab.books.snapshot = { ...tab.books.snapshot, sales: [{ ...said, id: "00000000-0000-7000-8000-000000000001", total_vnd: -10_000 }] };
  expect(tab.books.takingsOf(DAY)).toMatchObject({ total_vnd: 40_000, count: 1, returned_vnd: 10_000 });
});

test("what the desk took out of the books is no taking any more", async () => {
  const { tab } = await aTill();
  const { id } = await tab.log.record("trade.sale", aSale(50_000));
  await tab.log.record("trade.sale", aSale(7_000));
  await tab.books.refresh();
  const said = { sold_on: DAY, means: "cash", party_name: "", label: "2026-1", device_id: null, taken_back: true };
  tab.books.snapshot = { ...tab.books.snapshot, sales: [{ ...said, id, total_vnd: 50_000 }] };
  expect(tab.books.takingsOf(DAY)).toMatchObject({ total_vnd: 7_000, count: 1, by_means: { cash: 7_000 } });
});

test("what a part of another phone's sale was worth is what the books say", async () => {
  const { tab } = await aTill();
  const elsewhere = "00000000-0000-7000-8000-000000000009";
  const lines = [{ line: 1, quantity: "1", amount_vnd: null }];
  const back = await tab.log.record("trade.return", { sale_id: elsewhere, came_back_on: DAY, means: "cash", text: "", lines });
  await tab.books.refresh();
  const said = { sold_on: DAY, means: "cash", party_name: "", label: "2026-1", device_id: null, taken_back: false };
  tab.books.snapshot = { ...tab.books.snapshot, sales: [{ ...said, id: elsewhere, total_vnd: 50_000 }, { ...said, id: back.id, total_vnd: -25_000 }] };
  expect(tab.books.takingsOf(DAY)).toMatchObject({ total_vnd: 25_000, count: 1, returned_vnd: 25_000 });
});
