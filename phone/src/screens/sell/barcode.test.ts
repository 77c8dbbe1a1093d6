import { expect, test } from "vitest";
import { findByCode } from "./barcode";

const MILK = { name: "Sữa", barcode: "8934673583039", code: "" };
const COLA = { name: "Cola", barcode: "0049000028911", code: "" };
const TEA = { name: "Chè", barcode: "", code: "007" };

test("goods are found by their barcode, with or without its leading nought, or by their code", () => {
  expect(findByCode([MILK, COLA, TEA], "8934673583039")).toBe(MILK);
  expect(findByCode([MILK, COLA, TEA], " 049000028911 ")).toBe(COLA);
  expect(findByCode([MILK, COLA, TEA], "007")).toBe(TEA);
});

test("no code finds nothing, and goods without one are not found by it", () => {
  expect(findByCode([TEA], "")).toBeNull();
  expect(findByCode([MILK, TEA], "7")).toBeNull();
});
