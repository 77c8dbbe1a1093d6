// What the QR code of an e-invoice says. It only fills in a form: providers write it carelessly,
// so a code that is half right still helps, and a person looks at every figure.

export interface InvoiceCode {
  seller_tax_code: string;
  form: string;
  series: string;
  number: string;
  issued_on: string;
  total_vnd: number | null;
}

const HEAD = "000201";
const LAST = "63";

/** Read the text of an invoice's QR code; null when it is something else. */
export function readInvoiceCode(text: string): InvoiceCode | null {
  const bare = text.trim();
  const start = bare.startsWith(HEAD) ? bare.indexOf("99", HEAD.length) : bare.indexOf("99");
  if (start < 0) return null;
  // Behind the tag stands a length of two digits which need not be true; what follows decides.
  const fields = readFields(bare.slice(start + 4), 0);
  return fields ? asCode(fields) : null;
}

type Fields = ReadonlyMap<number, string>;

/** Read the fields 00 to 06 in their order; lengths below ten may lack their zero, so both readings are tried. */
function readFields(rest: string, from: number): Fields | null {
  if (rest === "" || rest.startsWith(LAST)) return from > 5 ? new Map() : null;
  const tag = Number(rest.slice(0, 2));
  if (!/^\d\d/.test(rest) || tag < from || tag > 6) return from > 5 ? new Map() : null;
  for (const digits of [2, 1]) {
    const said = rest.slice(2, 2 + digits);
    const value = rest.slice(2 + digits, 2 + digits + Number(said));
    if (!/^\d+$/.test(said) || value.length !== Number(said) || !fits(tag, value)) continue;
    const others = readFields(rest.slice(2 + digits + value.length), tag + 1);
    if (others) return new Map([[tag, value], ...others]);
  }
  return null;
}

function fits(tag: number, value: string): boolean {
  const shapes: Record<number, RegExp> = {
    1: /^\d{10}(\d{2,3})?$/,
    2: /^\d$/,
    3: /^[CK]\d{2}[A-Z]{3}$/,
    4: /^\d{1,8}$/,
    5: /^20\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])$/,
    6: /^-?\d+(\.\d+)?$/,
  };
  return shapes[tag]?.test(value) ?? true;
}

function asCode(fields: Fields): InvoiceCode | null {
  const [seller, form, series, number, day, total] = [1, 2, 3, 4, 5, 6].map((tag) => fields.get(tag) ?? "");
  if (!seller || !number || !day) return null;
  const total_vnd = total ? Math.round(Number(total)) : Number.NaN;
  return {
    seller_tax_code: seller.length === 13 ? `${seller.slice(0, 10)}-${seller.slice(10)}` : seller,
    form: form ?? "",
    series: series ?? "",
    number,
    issued_on: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
    total_vnd: Number.isSafeInteger(total_vnd) && total_vnd > 0 ? total_vnd : null,
  };
}
