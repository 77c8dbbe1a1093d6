import { expect, test } from "vitest";
import { findIn } from "./finding";

const GOODS = [
  { name: "Mì tôm Hảo Hảo", code: "MT01", barcode: "8934563138165" },
  { name: "Đường trắng 1 kg", code: "D1", barcode: "" },
  { name: "Nước mắm Nam Ngư", code: "", barcode: "8936136163129" },
  { name: "Mì gói", code: "MT011", barcode: "" },
];
const names = (typed: string) => findIn(GOODS, typed).map((one) => one.name);

test("words without accents, in any order, find goods", () => {
  expect(names("hao mi")).toEqual(["Mì tôm Hảo Hảo"]);
  expect(names("duong")).toEqual(["Đường trắng 1 kg"]);
  expect(names("  MÌ ")).toEqual(["Mì tôm Hảo Hảo", "Mì gói"]);
  expect(names("om")).toEqual([]);
});

test("a code or a barcode that fits to the letter finds those goods alone", () => {
  expect(names("mt01")).toEqual(["Mì tôm Hảo Hảo"]);
  expect(names("8936136163129")).toEqual(["Nước mắm Nam Ngư"]);
  expect(names("mt0")).toEqual(["Mì tôm Hảo Hảo", "Mì gói"]);
});

test("nothing typed keeps everything in its order, and signs alone find nothing", () => {
  expect(findIn(GOODS, " ")).toEqual(GOODS);
  expect(names("-")).toEqual([]);
});
