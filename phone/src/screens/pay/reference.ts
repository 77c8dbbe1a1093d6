// The word in the purpose of a transfer by which the money is known to be for this sale.

const READABLE = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
const LETTERS = 6;

/** A reference made from the sale's id alone, so that no network is needed: EC and six letters nobody mixes up. */
export function referenceOf(saleId: string): string {
  let rest = BigInt(`0x${saleId.replace(/-/g, "").slice(-16)}`) & ((1n << 48n) - 1n);
  let word = "";
  for (let at = 0; at < LETTERS; at += 1) {
    word += READABLE[Number(rest % BigInt(READABLE.length))] ?? "";
    rest /= BigInt(READABLE.length);
  }
  return `EC${word}`;
}

/** Whether a bank's text names the reference, however the bank spaced and wrote it. */
export function isNamedIn(reference: string, text: string): boolean {
  return text.toUpperCase().replace(/[^0-9A-Z]/g, "").includes(reference);
}
