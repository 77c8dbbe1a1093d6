// Names made on the phone: UUIDv7, random enough that no two phones ever meet (RFC 9562, section 5.7).

export type RandomSource = (bytes: number) => Uint8Array<ArrayBuffer>;

/** Random bytes of the browser. */
export const browserRandom: RandomSource = (bytes) => crypto.getRandomValues(new Uint8Array(bytes));

/** Make an id that begins with its instant; uniqueness comes from 74 random bits, never from the clock. */
export function uuid7(nowMs: number, random: RandomSource = browserRandom): string {
  const bytes = random(16);
  let rest = Math.max(0, Math.trunc(nowMs));
  for (let at = 5; at >= 0; at -= 1) {
    bytes[at] = rest % 256;
    rest = Math.trunc(rest / 256);
  }
  bytes[6] = 0x70 | ((bytes[6] ?? 0) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Letters and digits that nobody confuses when reading aloud (Crockford's 32). */
export const READABLE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** The word in the purpose of a QR by which a payment is matched to its sale: EC and five letters of the random part. */
export function referenceOf(id: string): string {
  let bits = parseInt(id.replace(/-/g, "").slice(-8), 16);
  let word = "";
  for (let at = 0; at < 5; at += 1) {
    word += READABLE[bits % 32] ?? "0";
    bits = Math.trunc(bits / 32);
  }
  return `EC${word}`;
}
