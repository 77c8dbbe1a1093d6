// Phone numbers as people here write them.

/** Write +84977100003 as 0977 100 003; what is of another country stays as it is. */
export function writePhone(number: string): string {
  const found = /^(?:\+84|0)(\d{3})(\d{3})(\d{3})$/.exec(number.replace(/[\s.-]/g, ""));
  return found ? `0${found[1] ?? ""} ${found[2] ?? ""} ${found[3] ?? ""}` : number;
}
