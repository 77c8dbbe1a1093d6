import { describe, expect, test } from "vitest";
import { afterSaleId, fits, moneyBody } from "./after_sale";
import { gather, sumOf, type Arrival } from "./arrivals";
import { referenceOf } from "./reference";
import { chooseVoice } from "./voice";

const SALE = "019a9f3e-7d11-7cc0-9c00-3f9b2c41d7aa";
const OTHER = "019a9f3e-7d11-7cc0-9c00-3f9b2c41d7ab";

function came(id: string, amount_vnd: number, more: Partial<Arrival> = {}): Arrival {
  return { id, amount_vnd, reference: "FT1", text: `IBFT ${referenceOf(SALE)} chuyen tien`, arrived_at: "2026-11-22T03:00:00Z", ...more };
}

describe("what came for a sale", () => {
  test("is added up, each line once however often it is told", () => {
    const first = gather([], [came("a", 30_000)], SALE);
    const then = gather(first, [came("a", 30_000), came("b", 20_000)], SALE);
    expect(sumOf(first)).toBe(30_000);
    expect(sumOf(then)).toBe(50_000);
    expect(then.map((one) => one.id)).toEqual(["a", "b"]);
  });

  test("is not what came for others", () => {
    const others = [came("a", 30_000, { text: `${referenceOf(OTHER)} tien hang` }), came("b", 9_000, { text: "tien an" })];
    expect(gather([], others, SALE)).toEqual([]);
  });

  test("goes when the desk says that a line pays another document, and comes back when it says no more", () => {
    const before = gather([], [came("a", 30_000)], SALE);
    const gone = gather(before, [came("a", 30_000, { matched: { document_id: OTHER } })], SALE);
    expect(gone).toEqual([]);
    expect(sumOf(gather(gone, [came("a", 30_000, { matched: null })], SALE))).toBe(30_000);
    expect(sumOf(gather([], [came("a", 30_000, { matched: { document_id: SALE } })], SALE))).toBe(30_000);
  });
});

describe("money that goes with a sale", () => {
  const said = { day: "2026-11-22", partyName: "", text: "" };
  const line = { product_id: null, name: "Chè", sector: "goods", unit: "", quantity: "1", unit_price: 50_000, amount_vnd: 50_000, is_vat_cut: false };
  const sale = (means: string, paid_vnd: number | null) => ({ kind: "trade.sale" as const, body: { means, paid_vnd, lines: [line] } as never });

  test("has an id made of the sale's, the one that Python makes", async () => {
    // python: uuid5(UUID("019a9f3e-7d11-7cc0-9c00-3f9b2c41d7aa"), "after-sale")
    expect(await afterSaleId(SALE)).toBe("5ade6c8c-2a20-51cd-ae4a-faae596c2261");
    expect(await afterSaleId(OTHER)).not.toBe(await afterSaleId(SALE));
  });

  test("settles the sale with the rest, and only that sale paid that way", () => {
    const rest = moneyBody(SALE, { what: "rest-in-cash", vnd: 20_000 }, said);
    expect(rest).toMatchObject({ rule: "receipt", means: "cash", amount_vnd: 20_000, settles_kind: "trade.sale", settles_id: SALE });
    expect(fits(sale("credit", 30_000), rest)).toBe(true);
    expect(fits(sale("credit", 25_000), rest)).toBe(false);
    expect(fits(sale("cash", null), rest)).toBe(false);
  });

  test("takes what was sent too much out of the cash box, and settles nothing", () => {
    const back = moneyBody(SALE, { what: "given-back", vnd: 5_000 }, said);
    expect(back).toMatchObject({ rule: "cash-to-bank", means: "cash", amount_vnd: 5_000, settles_id: null });
    expect(fits(sale("bank", null), back)).toBe(true);
    expect(fits(sale("credit", 45_000), back)).toBe(false);
  });
});

describe("a voice", () => {
  const voice = (lang: string, localService = true) => ({ lang, localService });

  test("is one of the language, whichever way a phone writes it", () => {
    const all = [voice("en_US"), voice("vi_VN")];
    expect(chooseVoice(all, "vi-VN")).toBe(all[1]);
    expect(chooseVoice(all, "ar-SA")).toBeUndefined();
    // Visayan is not Vietnamese.
    expect(chooseVoice([voice("vis-PH")], "vi-VN")).toBeUndefined();
  });

  test("speaks without a network where there is such a one", () => {
    const all = [voice("vi-VN", false), voice("vi"), voice("vi-VN")];
    expect(chooseVoice(all, "vi-VN")).toBe(all[2]);
  });
});
