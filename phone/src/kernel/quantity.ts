// Quantities, exact to the thousandth: "1,5" kg, "1/2" con, "nửa" cân, "3 lạng". Kept as decimal strings, counted as whole thousandths.
import { fold } from "./fold";
import { latinDigits } from "./digits";

/** A decimal string with a dot and at most three places, as the wire carries it: "1.5", "12", "0.333". */
export type Quantity = string;

const SCALE = 1000n;
const MOST = 10n ** 12n;
const NUMBER = /^\d+(?:[.,]\d{1,3})?$/;
// Small weights are said in parts of a kilo; a tạ is a hundred kilos, a tấn a thousand.
const UNITS: Record<string, bigint> = {
  "": SCALE, kg: SCALE, "cân": SCALE, can: SCALE, "ký": SCALE, ky: SCALE, "kí": SCALE, ki: SCALE,
  "lạng": 100n, lang: 100n, g: 1n, gam: 1n, gram: 1n,
  "yến": 10n * SCALE, yen: 10n * SCALE, "tạ": 100n * SCALE, ta: 100n * SCALE, "tấn": 1000n * SCALE, tan: 1000n * SCALE,
};
const HALVES = /(?:nửa|nua|rưỡi|ruoi|rưởi)/;

/**
 * Read a quantity as people say it; null for what is none, for nothing, and for what a thousandth does not hold exactly.
 *
 * A third has no exact thousandths: it is rounded half up to 0.333. "2 rưỡi" is 2.5, "1 1/2" is 1.5, "1kg2" is 1.2.
 */
export function parseQuantity(text: string): Quantity | null {
  const typed = text.trim().toLowerCase().normalize("NFC").replace(/\s+/g, " ");
  const thousandths = readThousandths(typed);
  return thousandths === null || thousandths <= 0n || thousandths > MOST ? null : writeThousandths(thousandths);
}

// What is counted in pieces comes in no thousandths: there "1.200" is twelve hundred, as money and our own lists write it.
const COUNTED = new Set(
  "cai chai lon goi hop thung bao ly phan qua trai con chiec vien to cuon quyen doi bo cay hu tui vi tam cuc piece".split(" "),
);

/** Read a quantity typed for a unit. */
export function parseTypedQuantity(text: string, unit: string): Quantity | null {
  const typed = latinDigits(text).trim();
  const isGrouped = COUNTED.has(fold(unit)) && /^[1-9]\d{0,2}(?:\.\d{3})+$/.test(typed);
  return parseQuantity(isGrouped ? typed.replace(/\./g, "") : typed);
}

/** Write a quantity as a field begins with it: without marks between thousands, for they would be read as places. */
export function writeTypedQuantity(quantity: Quantity): string {
  return writeThousandths(thousandthsOf(quantity)).replace(".", ",");
}

function readThousandths(typed: string): bigint | null {
  const broken = /^(\d+) ?(kg|cân|can|ký|ky|kí|ki) ?(\d{1,3})$/.exec(typed);
  if (broken) return thousandthsOf(`${broken[1] ?? ""}.${broken[3] ?? ""}`);
  const found = /^([\d.,/ ]*)\s*([^\d\s.,/]*(?: [^\d\s.,/]+)?)$/u.exec(typed);
  if (!found) return null;
  const number = (found[1] ?? "").trim();
  const word = (found[2] ?? "").trim();
  const hasHalf = HALVES.test(word);
  const unit = UNITS[word.replace(HALVES, "").trim()];
  if (unit === undefined || (!number && !hasHalf)) return null;
  const counted = number ? readNumber(number) : { over: 0n, under: 1n };
  if (!counted) return null;
  const over = 2n * counted.over + (hasHalf ? counted.under : 0n);
  return divideHalfUp(over * unit, 2n * counted.under);
}

/** Read "2", "1,5", "1/2" and "1 1/2" as a fraction of whole numbers. */
function readNumber(text: string): { over: bigint; under: bigint } | null {
  const mixed = /^(?:(\d+) )?(\d+) ?\/ ?(\d+)$/.exec(text);
  if (mixed) {
    const under = BigInt(mixed[3] ?? "0");
    return under === 0n ? null : { over: BigInt(mixed[1] ?? "0") * under + BigInt(mixed[2] ?? "0"), under };
  }
  return NUMBER.test(text) ? { over: thousandthsOf(text), under: SCALE } : null;
}

/** Count a quantity in thousandths; what the wire carries is always readable. */
export function thousandthsOf(quantity: Quantity): bigint {
  const found = /^(-?)(\d+)(?:[.,](\d+))?$/.exec(quantity.trim());
  if (!found) throw new RangeError(`No quantity: ${quantity}`);
  const size = BigInt((found[2] ?? "0") + (found[3] ?? "").slice(0, 3).padEnd(3, "0"));
  return found[1] ? -size : size;
}

/** Write thousandths as a decimal string, without idle zeros. */
export function writeThousandths(thousandths: bigint): Quantity {
  const size = thousandths < 0n ? -thousandths : thousandths;
  const places = String(size % SCALE).padStart(3, "0").replace(/0+$/, "");
  return `${thousandths < 0n ? "-" : ""}${size / SCALE}${places ? `.${places}` : ""}`;
}

/** Write a quantity for people: 1,5. */
export function formatQuantity(quantity: Quantity): string {
  const [whole = "0", places] = writeThousandths(thousandthsOf(quantity)).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ".");
  return places ? `${grouped},${places}` : grouped;
}

/** Multiply a price by a quantity, rounded half up to whole đồng. */
export function amountOf(unitPrice: number, quantity: Quantity): number {
  return Number(divideHalfUp(BigInt(unitPrice) * thousandthsOf(quantity), SCALE));
}

function divideHalfUp(over: bigint, under: bigint): bigint {
  const size = over < 0n ? -over : over;
  const rounded = (2n * size + under) / (2n * under);
  return over < 0n ? -rounded : rounded;
}
