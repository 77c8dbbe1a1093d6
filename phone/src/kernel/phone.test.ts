import { expect, test } from "vitest";
import { writePhone } from "./phone";

test.each([
  ["+84977100003", "0977 100 003"],
  ["0977100003", "0977 100 003"],
  ["0977 100 003", "0977 100 003"],
  ["+33612345678", "+33612345678"],
  ["", ""],
])("%s is written %s", (number, written) => {
  expect(writePhone(number)).toBe(written);
});
