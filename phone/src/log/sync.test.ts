import { expect, test } from "vitest";
import { aSale, aTill } from "../../torture/till";

test("a network that comes while a round is failing is tried at once, not after the wait", async () => {
  let isThere = false;
  const { tab, status } = await aTill({
    before: () => {
      if (isThere) return null;
      isThere = true;
      void tab.sync.round(true);
      throw new TypeError("Failed to fetch");
    },
  });
  await tab.log.record("trade.sale", aSale(10_000));
  await tab.sync.round();
  expect(await status()).toMatchObject({ waiting: 0, state: "idle" });
});

test("a press while a round is failing does not make it try for ever", async () => {
  const { tab, asked, status } = await aTill({
    before: () => {
      void tab.sync.round();
      throw new TypeError("Failed to fetch");
    },
  });
  await tab.log.record("trade.sale", aSale(10_000));
  await tab.sync.round();
  expect(asked).toHaveLength(1);
  expect(await status()).toMatchObject({ waiting: 1, state: "offline" });
});
