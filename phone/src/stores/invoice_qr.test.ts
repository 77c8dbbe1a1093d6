import { expect, test } from "vitest";
import { readInvoiceCode } from "./invoice_qr";

const HEAD = "000201";
// 32 signs where the standard wants its own name, as one provider writes it.
const ODD_NAME = "0032A19F6D24E6484F84D06F6E7B4388F601";

test("a code by the book", () => {
  const inside = "0010A000000775" + "01100103930279" + "02011" + "0306C26TAA" + "040212" + "050820260114" + "06071485000";
  expect(readInvoiceCode(`${HEAD}99${inside.length}${inside}6304ABCD`)).toEqual({
    seller_tax_code: "0103930279",
    form: "1",
    series: "C26TAA",
    number: "12",
    issued_on: "2026-01-14",
    total_vnd: 1_485_000,
  });
});

test("lengths without their zero, a branch, and a made-up end, as they are met", () => {
  const inside = `${ODD_NAME}01130103930279999` + "02012" + "0306C25THM" + "043189" + "050820251012" + "0671485000";
  // The tag 04 says "3" where it means "03", the tag 06 "7" where it means "07".
  expect(readInvoiceCode(`${HEAD}9996${inside}6304383C`)).toEqual({
    seller_tax_code: "0103930279-999",
    form: "2",
    series: "C25THM",
    number: "189",
    issued_on: "2025-10-12",
    total_vnd: 1_485_000,
  });
});

test("no total, no guess", () => {
  const inside = `${ODD_NAME}011001039302790201103` + "06C26THH" + "0417" + "050820260114" + "0610";
  expect(readInvoiceCode(`${HEAD}9988${inside}6304383C`)?.total_vnd).toBeNull();
});

test("anything else is not an invoice", () => {
  expect(readInvoiceCode("https://example.org/check?99")).toBeNull();
  expect(readInvoiceCode("")).toBeNull();
  expect(readInvoiceCode("00020101021238570010A00000072701270006970436")).toBeNull();
});
