import { expect, test } from "vitest";
import type { Product } from "@/log";
import { changesOf, fieldsOf, usualSector } from "./goods";

const WATER: Product = {
  product_id: "p1", name: "Nước suối", unit: "chai", price_vnd: 5_000, sector: "goods", is_vat_cut: false, is_stocked: true, barcode: "", code: "",
};

test("only what changed is told, beside what the phone saw of it", () => {
  const after = { ...fieldsOf(WATER, "goods"), price_vnd: 6_000 };
  expect(changesOf(WATER, after)).toEqual({ fields: { price_vnd: 6_000 }, base: { price_vnd: 5_000 } });
  expect(changesOf(WATER, fieldsOf(WATER, "goods"))).toBeNull();
});

test("new goods tell everything, and saw nothing", () => {
  const said = changesOf(null, { ...fieldsOf(null, "goods"), name: "Trà đá", unit: "ly", price_vnd: 3_000 });
  expect(said?.base).toEqual({});
  expect(said?.fields).toMatchObject({ name: "Trà đá", sector: "goods", is_stocked: true });
});

test("new goods go where most goods of the shop are", () => {
  expect(usualSector([{ sector: "services" }, { sector: "goods" }, { sector: "services" }])).toBe("services");
  expect(usualSector([])).toBe("goods");
});
