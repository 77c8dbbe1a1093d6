import { describe, expect, test } from "vitest";
import { Chance } from "./chance";
import { crc16, isWhole, makeVietQr, plainPurpose, readVietQr } from "./vietqr";

/** End a text with its checksum. */
const ended = (text: string) => text + crc16(text);

test("the checksum is the one of the standard's own check value", () => {
  expect(crc16("123456789")).toBe("29B1");
});

describe("made", () => {
  test("with amount and purpose, the square says what the standard asks, tag by tag", () => {
    // 38: guid (14) + beneficiary 0006970436 0110 1012345678 (10 + 14 = 24, so 0124…) + service (12); 14 + 28 + 12 = 54.
    const text =
      "000201" + "010212" + "3854" + "0010A000000727" + "0124" + "0006970436" + "01101012345678" + "0208QRIBFTTA" +
      "5303704" + "5406120000" + "5802VN" + "62110807EC7K2M9" + "6304";
    const made = makeVietQr({ bankBin: "970436", account: "1012345678", amountVnd: 120_000, purpose: "EC7K2M9" });
    expect(made).toBe(ended(text));
  });

  test("without amount it is a standing one, to a card it says so", () => {
    const made = makeVietQr({ bankBin: "970403", account: "9704031101234567", isCard: true });
    // NAPAS VietQR format 1.0 (09/2021), example 6.1.2: the same card, checksum 4F52.
    expect(made).toBe("00020101021138600010A00000072701300006970403011697040311012345670208QRIBFTTC53037045802VN63044F52");
  });

  test.each([
    [{ bankBin: "97043", account: "1" }],
    [{ bankBin: "970436", account: "" }],
    [{ bankBin: "970436", account: "1".repeat(20) }],
    [{ bankBin: "970436", account: "1", amountVnd: 0 }],
    [{ bankBin: "970436", account: "1", amountVnd: 1.5 }],
    [{ bankBin: "970436", account: "1", amountVnd: 500_000_000 }],
  ])("%j is refused", (draft) => expect(() => makeVietQr(draft)).toThrow(RangeError));

  test("purposes lose accents and what banks do not take", () => {
    expect(plainPurpose("Trả tiền cà phê Đắk Lắk #12 – cảm ơn")).toBe("Tra tien ca phe Dak Lak 1");
  });
});

describe("read", () => {
  test("what was made is read back, small checksum or not", () => {
    const chance = new Chance(38);
    for (let turn = 0; turn < 500; turn += 1) {
      const account = String(chance.whole(1, 999_999_999)).padStart(chance.whole(9, 19), "0");
      const amountVnd = chance.happens(0.3) ? null : chance.whole(1, 499_999_999);
      const purpose = chance.happens(0.5) ? "" : `EC${chance.whole(10_000, 99_999)}`;
      const made = makeVietQr({ bankBin: "970446", account, amountVnd, purpose });
      const small = made.slice(0, -4) + made.slice(-4).toLowerCase();
      const wanted = { bankBin: "970446", account, amountVnd, purpose, service: "QRIBFTTA", billNumber: "", merchantName: "" };
      expect(readVietQr(chance.happens(0.5) ? small : made)).toEqual(wanted);
    }
  });

  test("every single wrong character is noticed", () => {
    const made = makeVietQr({ bankBin: "970446", account: "123456789", amountVnd: 50_000, purpose: "EC12345" });
    for (let at = 0; at < made.length; at += 1) {
      const other = made[at] === "7" ? "8" : "7";
      expect(isWhole(made.slice(0, at) + other + made.slice(at + 1))).toBe(false);
    }
  });

  test("a purpose beside a bill number, from a card's example of the standard", () => {
    // NAPAS VietQR format 1.0 (09/2021), example 6.1.4.
    const text =
      "00020101021238600010A00000072701300006970403011697040311012345670208QRIBFTTC530370454061800005802VN" +
      "62340107NPS68690819thanh toan don hang6304A203";
    expect(readVietQr(text)).toMatchObject({ service: "QRIBFTTC", amountVnd: 180_000, purpose: "thanh toan don hang", billNumber: "NPS6869" });
  });

  test.each([
    ["", "nothing"],
    ["hello", "no square of this kind"],
    [ended("00020101021126280010A0000007750110010531314453037045802VN6304"), "another scheme"],
    // NAPAS VietQR format 1.0, example 6.1.1: its inner length says 12 where 13 characters stand.
    ["00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5", "a wrong length inside"],
    [ended("00020101021138990010A0000007276304"), "a length past the end"],
    [ended("0002010102xx6304"), "a length that is no number"],
  ])("%s is null: %s", (text) => expect(readVietQr(text)).toBeNull());
});
