// Codes from left to right within words from right to left.

const [FROM, TO] = [0x2066, 0x2069].map((code) => String.fromCharCode(code));

/** Let a code keep its own direction, whatever stands around it. */
export function apart(code: string): string {
  return `${FROM ?? ""}${code}${TO ?? ""}`;
}
