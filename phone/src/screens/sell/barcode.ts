// The goods that a code belongs to: an American code is a European one without its leading nought.

interface Coded {
  barcode: string;
  code: string;
}

/** Find goods by what a camera read or a person typed below the lines. */
export function findByCode<Goods extends Coded>(goods: readonly Goods[], read: string): Goods | null {
  const wanted = bare(read);
  if (!wanted) return null;
  return goods.find((one) => bare(one.barcode) === wanted) ?? goods.find((one) => bare(one.code) === wanted) ?? null;
}

function bare(code: string): string {
  const said = code.trim();
  return /^\d{8,}$/.test(said) ? said.replace(/^0+/, "") : said;
}
