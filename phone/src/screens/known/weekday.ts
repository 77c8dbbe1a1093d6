// Days as people call them.

import { formatDay } from "@/kernel/vietnam";
import { currentLanguage } from "@/words";

/** The name of a day's weekday, in the reader's language: Thứ Bảy, Saturday. */
export function weekdayOf(day: string, length: "long" | "short" = "long"): string {
  return new Intl.DateTimeFormat(currentLanguage(), { weekday: length, timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** Day and month: 05/03. */
export function dayAndMonth(day: string): string {
  return formatDay(day).slice(0, 5);
}
