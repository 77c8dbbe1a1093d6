// Days as Việt Nam counts them: seven hours before Greenwich, all year, whatever zone a phone is set to.

const AHEAD_MS = 7 * 3_600_000;
const DAY_MS = 86_400_000;

/** The day of an instant in Việt Nam: YYYY-MM-DD. */
export function vietnamDay(instantMs: number): string {
  return new Date(instantMs + AHEAD_MS).toISOString().slice(0, 10);
}

/** The time of an instant in Việt Nam: 17:05. */
export function vietnamTime(instantMs: number): string {
  return new Date(instantMs + AHEAD_MS).toISOString().slice(11, 16);
}

/** The instant at which a day begins in Việt Nam. */
export function dayStart(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) - AHEAD_MS;
}

/** The day so many days later (or earlier). */
export function addDays(day: string, days: number): string {
  return vietnamDay(dayStart(day) + days * DAY_MS);
}

/** Whether a text names a day that there is: 2026-02-30 is none. */
export function isDay(text: string): boolean {
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return Number.isFinite(instant) && new Date(instant).toISOString().startsWith(text);
}

/** Write a day as people read it: 05/03/2026. */
export function formatDay(day: string): string {
  const [year = "", month = "", date = ""] = day.split("-");
  return `${date}/${month}/${year}`;
}

/** Write an instant as people read it in Việt Nam: 17:05 05/03/2026. */
export function formatInstant(instantMs: number): string {
  return `${vietnamTime(instantMs)} ${formatDay(vietnamDay(instantMs))}`;
}
