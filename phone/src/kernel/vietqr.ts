// VietQR (NAPAS, 09/2021; EMVCo merchant-presented): the amount and the purpose stand inside the square.

export interface VietQr {
  bankBin: string;
  account: string;
  service: "QRIBFTTA" | "QRIBFTTC";
  amountVnd: number | null;
  purpose: string;
  billNumber: string;
  merchantName: string;
}

export interface VietQrDraft {
  bankBin: string;
  account: string;
  amountVnd?: number | null;
  purpose?: string;
  isCard?: boolean;
}

const GUID = "A000000727";
/** Banks transfer just under 500 million đồng at once. */
export const MOST_VND = 499_999_999;
export const MOST_PURPOSE = 25;

/** Write the text of a QR for a transfer; the purpose loses its accents, because banks take none. */
export function makeVietQr(draft: VietQrDraft): string {
  const { bankBin, account, amountVnd = null } = draft;
  if (!/^\d{6}$/.test(bankBin)) throw new RangeError("A bank has six digits");
  if (!/^[0-9A-Za-z]{1,19}$/.test(account)) throw new RangeError("An account has up to 19 letters and digits");
  if (amountVnd !== null && !(Number.isSafeInteger(amountVnd) && amountVnd > 0 && amountVnd <= MOST_VND)) {
    throw new RangeError("The amount does not fit into one transfer");
  }
  const purpose = plainPurpose(draft.purpose ?? "");
  const beneficiary = tag("00", bankBin) + tag("01", account);
  const text = [
    tag("00", "01"),
    tag("01", amountVnd === null ? "11" : "12"),
    tag("38", tag("00", GUID) + tag("01", beneficiary) + tag("02", draft.isCard ? "QRIBFTTC" : "QRIBFTTA")),
    tag("53", "704"),
    amountVnd === null ? "" : tag("54", String(amountVnd)),
    tag("58", "VN"),
    purpose ? tag("62", tag("08", purpose)) : "",
    "6304",
  ].join("");
  return text + crc16(text);
}

/** Make a purpose that every bank returns whole: letters, digits, spaces and few marks, at most 25. */
export function plainPurpose(text: string): string {
  const plain = text.normalize("NFD").replace(/\p{M}/gu, "").replace(/đ/g, "d").replace(/Đ/g, "D");
  return plain.replace(/[^0-9A-Za-z .-]+/g, " ").replace(/ +/g, " ").trim().slice(0, MOST_PURPOSE).trim();
}

/** Read the text of a QR; null for what is no VietQR or is damaged. */
export function readVietQr(text: string): VietQr | null {
  if (!isWhole(text)) return null;
  const outer = readTags(text);
  const merchant = readTags(outer?.get("38") ?? "");
  const beneficiary = readTags(merchant?.get("01") ?? "");
  if (!outer || merchant?.get("00") !== GUID || !beneficiary) return null;
  const bankBin = beneficiary.get("00") ?? "";
  const account = beneficiary.get("01") ?? "";
  if (!/^\d{6}$/.test(bankBin) || !account || account.length > 19) return null;
  const more = readTags(outer.get("62") ?? "") ?? new Map<string, string>();
  return {
    bankBin,
    account,
    service: merchant.get("02") === "QRIBFTTC" ? "QRIBFTTC" : "QRIBFTTA",
    amountVnd: readAmount(outer.get("54")),
    purpose: more.get("08") ?? "",
    billNumber: more.get("01") ?? "",
    merchantName: outer.get("59") ?? "",
  };
}

/** Whether the checksum at the end fits; bank apps write it in small letters, too. */
export function isWhole(text: string): boolean {
  const body = text.slice(0, -4);
  return body.startsWith("0002") && body.endsWith("6304") && crc16(body) === text.slice(-4).toUpperCase();
}

function readAmount(text: string | undefined): number | null {
  if (text === undefined || !/^\d{1,13}(?:\.0{0,2})?$/.test(text) || text.length > 13) return null;
  return Number(text);
}

function tag(name: string, value: string): string {
  return value ? name + String(value.length).padStart(2, "0") + value : "";
}

/** Read tag, length and value one after the other; null if a length reaches past the end. */
function readTags(text: string): Map<string, string> | null {
  const found = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    const size = Number(text.slice(at + 2, at + 4));
    const value = text.slice(at + 4, at + 4 + size);
    if (!/^\d{4}$/.test(text.slice(at, at + 4)) || value.length !== size) return null;
    found.set(text.slice(at, at + 2), value);
    at += 4 + size;
  }
  return found;
}

/** CRC-16/CCITT-FALSE over the text's bytes, four capital hex digits. */
export function crc16(text: string): string {
  let crc = 0xffff;
  for (const byte of new TextEncoder().encode(text)) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = crc & 0x8000 ? ((crc << 1) ^ 0x1021) & 0xffff : (crc << 1) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, "0");
}
