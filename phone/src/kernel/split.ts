// Split an amount so that the parts add up to the đồng: the largest remainders get what is left over.

/** Split by weights (whole numbers or decimal strings); ties go to the earlier, negatives mirror the positive. */
export function splitDong(totalVnd: number, weights: readonly (number | string)[]): number[] {
  const whole = asWholeNumbers(weights);
  const sum = whole.reduce((all, weight) => all + weight, 0n);
  if (sum <= 0n || whole.some((weight) => weight < 0n)) throw new RangeError("Nothing to split by");
  const size = BigInt(Math.abs(totalVnd));
  const parts = whole.map((weight) => (size * weight) / sum);
  const remainders = whole.map((weight) => (size * weight) % sum);
  const left = Number(size - parts.reduce((all, part) => all + part, 0n));
  const order = parts.map((_, at) => at).sort((a, b) => compare(remainders[b] ?? 0n, remainders[a] ?? 0n) || a - b);
  for (const at of order.slice(0, left)) parts[at] = (parts[at] ?? 0n) + 1n;
  return parts.map((part) => (totalVnd < 0 && part !== 0n ? -Number(part) : Number(part)));
}

function compare(a: bigint, b: bigint): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Bring decimal weights to one scale of whole numbers. */
function asWholeNumbers(weights: readonly (number | string)[]): bigint[] {
  const texts = weights.map(String);
  if (texts.some((text) => !/^-?\d+(?:\.\d+)?$/.test(text))) throw new RangeError("Weights are decimal numbers");
  const places = Math.max(0, ...texts.map((text) => text.split(".")[1]?.length ?? 0));
  return texts.map((text) => {
    const [whole = "0", fraction = ""] = text.split(".");
    return BigInt(whole + fraction.padEnd(places, "0"));
  });
}
