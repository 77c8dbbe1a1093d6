// Digits as an Arabic or Persian keyboard writes them, brought to those that money and quantities are read in.

/** Turn ٥٠ and ۵۰ into 50, the Arabic decimal mark into a comma, the mark between thousands into a dot. */
export function latinDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
    .replace(/\u066b/g, ",")
    .replace(/\u066c/g, ".");
}
