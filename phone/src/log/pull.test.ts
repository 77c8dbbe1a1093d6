import { expect, test } from "vitest";
import { aSale, aTill } from "../../torture/till";
import type { Asked } from "../../torture/model";

const isChanges = ({ path }: Asked) => path.includes("/sync/changes");

/** A shop in which another phone sold so often today: the model tells seven sales on a page. */
async function busyShop(sales: number, before: Parameters<typeof aTill>[0] = {}) {
  const till = await aTill(before);
  const other = await aTill({ seed: 9 });
  for (let turn = 0; turn < sales; turn += 1) await other.tab.log.record("trade.sale", aSale(1_000 + turn));
  await other.tab.sync.round();
  for (const [id, kept] of other.server.kept) till.server.kept.set(id, kept);
  (till.server as unknown as { version: number }).version = sales;
  return till;
}

const takings = async ({ tab }: Awaited<ReturnType<typeof busyShop>>) => {
  await tab.books.refresh();
  return tab.books.takingsOf("2026-03-02");
};

test("sales that come in pages are all taken in, at once and not before", async () => {
  const till = await busyShop(30);
  await till.tab.sync.round();
  expect(till.asked.filter(isChanges)).toHaveLength(5);
  // 30 sales of 1.000 to 1.029 đồng: 30.000 and 0 + 1 + … + 29 = 435.
  expect(await takings(till)).toMatchObject({ count: 30, total_vnd: 30_435 });
  expect(await till.tab.log.db.mark("pulls", 0)).toBe(1);
});

test("a pull that was cut between two pages goes on where it stood", async () => {
  let isCut = true;
  const till = await busyShop(30, { before: (asked) => (isCut && isChanges(asked) && asked.path.includes(".21") ? { status: 502, text: "" } : null) });
  await till.tab.sync.round();
  expect(await takings(till)).toMatchObject({ count: 0 });
  isCut = false;
  till.asked.length = 0;
  await till.tab.sync.round();
  expect(till.asked.filter(isChanges)).toHaveLength(2);
  expect(await takings(till)).toMatchObject({ count: 30, total_vnd: 30_435 });
});

test("after something was sent, or the app was closed, it begins again and loses nothing", async () => {
  let isCut = true;
  const till = await busyShop(30, { before: (asked) => (isCut && isChanges(asked) && asked.path.includes(".21") ? { status: 502, text: "" } : null) });
  await till.tab.sync.round();
  await till.tab.log.record("trade.sale", aSale(5_000));
  await till.tab.sync.round();
  isCut = false;
  till.asked.length = 0;
  await till.phone.reopen(till.tab);
  const [tab] = till.phone.tabs;
  await tab!.sync.round();
  expect(till.asked.filter(isChanges)).toHaveLength(5);
  expect(await takings({ ...till, tab: tab! })).toMatchObject({ count: 31, total_vnd: 35_435 });
});

test("what cooperatives tell is there for the screens, with or without a network", async () => {
  const till = await aTill();
  const notice = {
    id: "n1", kind: "notice", on: "2026-03-02", at: null, from: "HTX Tân Cương", title: "Phân bón", text: "Thứ bảy phát phân bón.",
    screen: "#/coop", url: "", is_to_do: false,
  };
  till.server.notices = [notice];
  await till.tab.sync.round();
  till.phone.network.weather = "none";
  await till.phone.reopen(till.tab);
  await till.phone.tabs[0]!.books.refresh();
  expect(till.phone.tabs[0]!.books.snapshot.notices).toEqual([notice]);
});
