// Instants as short words: today only the time, otherwise the day, too.

import { dayStart, formatDay, vietnamDay, vietnamTime } from "@/kernel/vietnam";

/** 14:05 for today, 05/03 14:05 for another day. */
export function shortMoment(instantMs: number, nowMs: number): string {
  const day = vietnamDay(instantMs);
  const time = vietnamTime(instantMs);
  return day === vietnamDay(nowMs) ? time : `${formatDay(day).slice(0, 5)} ${time}`;
}

/** Whole days between an instant and now, as calendars count them. */
export function daysSince(instantMs: number, nowMs: number): number {
  return Math.round((dayStart(vietnamDay(nowMs)) - dayStart(vietnamDay(instantMs))) / 86_400_000);
}
