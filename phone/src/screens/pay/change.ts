// Banknotes given and what goes back.

/** The notes that people hand over most, in đồng. */
export const NOTES = [500_000, 200_000, 100_000, 50_000, 20_000, 10_000] as const;

export interface Change {
  /** What goes back; nothing while too little is given. */
  backVnd: number;
  /** What is still missing. */
  missingVnd: number;
}

export function changeOf(totalVnd: number, givenVnd: number): Change {
  return { backVnd: Math.max(0, givenVnd - totalVnd), missingVnd: Math.max(0, totalVnd - givenVnd) };
}

/** The notes with which the change is counted into the hand, largest first; what no note covers is left out. */
export function notesFor(vnd: number): { note: number; count: number }[] {
  let left = vnd;
  return [500_000, 200_000, 100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000].flatMap((note) => {
    const count = Math.trunc(left / note);
    left -= count * note;
    return count ? [{ note, count }] : [];
  });
}
