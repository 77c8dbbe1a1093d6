// Money as whole đồng: reading what a thumb types, writing what people read. Never a fraction of a đồng.
import { latinDigits } from "./digits";

/** More than a 64-bit column holds is a slip of the hand; a phone counts exactly up to 2^53. */
export const READABLE_MAX = Number.MAX_SAFE_INTEGER;

const HARD_SPACE = "\u00a0";
const CURRENCY = /\s*(?:đồng|vnđ|vnd|đ|₫)\s*$/i;
// Groups of three by one mark (dot, comma, space, hard space), or digits alone.
const GROUPED = /^(?:\d{1,3}([., \u00a0])\d{3}(?:\1\d{3})*|\d+)$/;
const SCALED = /^(\d+)(?:[.,](\d+))?\s*(k|ng|nghìn|nghin|ngàn|ngan|tr|triệu|trieu|m|tỷ|tỉ|ty)\s*(\d+)?$/i;
const SCALES: Record<string, number> = {
  k: 3, ng: 3, "nghìn": 3, nghin: 3, "ngàn": 3, ngan: 3,
  tr: 6, "triệu": 6, trieu: 6, m: 6,
  "tỷ": 9, "tỉ": 9, ty: 9,
};

/**
 * Read an amount as sellers write it; null for what is no amount.
 *
 * A bare number below 1000 means thousands ("50" is 50.000), because nobody sells for less than 1.000 đ;
 * "50k", "1tr2" (1.200.000), "2,5tr", "1.250.000 đ" are read, too. What carries a mark of currency is taken as written.
 */
export function parseDong(text: string): number | null {
  const typed = text.trim().toLowerCase().normalize("NFC");
  const bare = typed.replace(CURRENCY, "");
  const sign = /^[-\u2212]/.test(bare) ? -1 : 1;
  const size = readSize(sign < 0 ? bare.slice(1) : bare, bare === typed);
  return size === null || size > READABLE_MAX ? null : size === 0 ? 0 : sign * size;
}

/** Read an amount typed into a field: every field of the app asks how much, so what is below nothing is not understood. */
export function parseTyped(text: string): number | null {
  const vnd = parseDong(latinDigits(text));
  return vnd !== null && vnd < 0 ? null : vnd;
}

/** Write an amount as a field begins with it: what is read back is the same; 500 alone would be read as 500.000. */
export function writeTyped(vnd: number): string {
  return vnd > 0 && vnd < 1000 ? `${vnd} đ` : groupThousands(vnd);
}

function readSize(text: string, isShort: boolean): number | null {
  if (GROUPED.test(text)) {
    const digits = text.replace(/\D/g, "");
    const size = Number(digits);
    return isShort && digits === text && size < 1000 ? size * 1000 : size;
  }
  const found = SCALED.exec(text);
  return found ? readScaled(found) : null;
}

/** Read "1tr2" and "2,5tr": the digits after the mark or the word are the next smaller places. */
function readScaled([, whole = "", fraction, word = "", rest]: RegExpExecArray): number | null {
  const scale = SCALES[word.toLowerCase()];
  if (scale === undefined || (fraction !== undefined && rest !== undefined)) return null;
  const places = fraction ?? rest ?? "";
  if (places.replace(/0+$/, "").length > scale) return null;
  return Number(whole + places.slice(0, scale).padEnd(scale, "0"));
}

/** Write an amount with dots and a space that does not break: 1.234.567 đ. */
export function formatDong(vnd: number): string {
  return `${groupThousands(vnd)}${HARD_SPACE}đ`;
}

/** Write a whole number with dots between thousands. */
export function groupThousands(vnd: number): string {
  const digits = String(Math.abs(vnd)).replace(/\B(?=(\d{3})+$)/g, ".");
  return vnd < 0 ? `-${digits}` : digits;
}

const DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"];
const BILLION = 10n ** 9n;

/** Write an amount in Vietnamese words: Một triệu hai trăm ba mươi bốn nghìn đồng. */
export function dongInWords(vnd: number | bigint): string {
  const amount = BigInt(vnd);
  const size = amount < 0n ? -amount : amount;
  const words = [...(amount < 0n ? ["âm"] : []), ...readNumber(size, true), "đồng"].join(" ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Read a whole number; tỷ counts again above itself, so that 10^18 is một tỷ tỷ. */
function readNumber(number: bigint, ends: boolean): string[] {
  if (number === 0n) return ["không"];
  const above = number / BILLION;
  const words = above ? [...readNumber(above, false), "tỷ"] : [];
  return [...words, ...readBelowBillion(Number(number % BILLION), !above, ends)];
}

function readBelowBillion(number: number, leads: boolean, ends: boolean): string[] {
  const words: string[] = [];
  for (const [size, scale] of [[1_000_000, "triệu"], [1_000, "nghìn"], [1, ""]] as const) {
    const group = Math.trunc(number / size) % 1000;
    if (!group) continue;
    words.push(...readGroup(group, leads && !words.length, ends && !scale));
    if (scale) words.push(scale);
  }
  return words;
}

/** Read three digits; a group that does not lead always names its hundreds. */
function readGroup(group: number, leads: boolean, ends: boolean): string[] {
  const hundreds = Math.trunc(group / 100);
  const rest = group % 100;
  const words = leads && !hundreds ? [] : [digit(hundreds), "trăm"];
  if (!rest) return words;
  const tens = Math.trunc(rest / 10);
  const unit = rest % 10;
  if (tens === 0) return [...words, ...(words.length ? ["linh"] : []), digit(unit)];
  words.push(...(tens === 1 ? ["mười"] : [digit(tens), "mươi"]));
  return unit ? [...words, unitAfterTens(unit, tens, ends)] : words;
}

function unitAfterTens(unit: number, tens: number, ends: boolean): string {
  if (unit === 5) return "lăm";
  if (unit === 1 && tens > 1) return "mốt";
  if (unit === 4 && tens > 1 && ends) return "tư";
  return digit(unit);
}

function digit(value: number): string {
  return DIGITS[value] ?? "";
}
