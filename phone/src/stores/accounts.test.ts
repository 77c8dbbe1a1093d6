import { describe, expect, it } from "vitest";
import { findBanks, isNumber, plainNumber } from "@/stores/accounts";

const BANKS = [
  { bin: "970436", short_name: "Vietcombank", name: "Ngân hàng TMCP Ngoại thương Việt Nam" },
  { bin: "970405", short_name: "Agribank", name: "Ngân hàng Nông nghiệp và Phát triển Nông thôn Việt Nam" },
];

describe("adding a bank account", () => {
  it("finds a bank without accents, by either name", () => {
    expect(findBanks(BANKS, "nong nghiep").map((one) => one.bin)).toEqual(["970405"]);
    expect(findBanks(BANKS, "vietcom").map((one) => one.bin)).toEqual(["970436"]);
    expect(findBanks(BANKS, " ")).toEqual([]);
  });
  it("takes a number as people write it", () => {
    expect(plainNumber("0011 0012.34567")).toBe("0011001234567");
    expect(isNumber("0011 0012.34567")).toBe(true);
    expect(isNumber("12")).toBe(false);
    expect(isNumber("số của tôi")).toBe(false);
  });
});
