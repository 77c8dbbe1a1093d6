// Search as people type on a phone: without accents, without capitals, words in any order.

/** Take accents and capitals away: "Cà phê ĐÁ" becomes "ca phe da". */
export function fold(text: string): string {
  return text
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[đĐ]/g, "d")
    .toLowerCase()
    .replace(/\s+/g, " ")
    .trim();
}

/** Whether every typed word begins a word of the folded name. */
export function isFoundIn(foldedName: string, foldedTyped: string): boolean {
  if (!foldedTyped) return true;
  const names = foldedName.split(/[^\p{L}\p{N}]+/u);
  return foldedTyped.split(/[^\p{L}\p{N}]+/u).every((word) => names.some((name) => name.startsWith(word)));
}
