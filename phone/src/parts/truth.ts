// What the bar on top says about sending: how many wait, since when, when it last worked, when it is tried again.

import type { IconName } from "@/parts/icons";
import { shortMoment } from "@/parts/moments";
import { formatDong } from "@/kernel/dong";
import { formatDay } from "@/kernel/vietnam";
import type { Difference, Status } from "@/log";
import { t, tn } from "@/words";

export interface Truth {
  tone: "good" | "waits" | "bad";
  icon: IconName;
  first: string;
  second: string;
}

/** Say the state of sending in two short sentences; never more hopeful than the numbers are. */
export function truthOf(status: Status, nowMs: number): Truth {
  if (status.state === "revoked") {
    return { tone: "bad", icon: "alert-triangle", first: t("This phone was taken off the shop."), second: waitingWords(status, nowMs) };
  }
  if (status.state === "full") {
    return { tone: "bad", icon: "alert-triangle", first: t("The phone's storage is full."), second: waitingWords(status, nowMs) };
  }
  if (status.tray > 0) {
    const first = tn("{n} entry needs you", "{n} entries need you", status.tray);
    return { tone: "bad", icon: "alert-triangle", first, second: waitingWords(status, nowMs) };
  }
  if (status.difference) {
    const { second } = differenceWords(status.difference);
    return { tone: "bad", icon: "alert-triangle", first: t("The books differ: being sent again"), second };
  }
  if (status.waiting === 0) {
    const first = status.lastSuccessAt === null ? t("Nothing waits to be sent") : t("All sent");
    return { tone: "good", icon: "cloud-check", first, second: lastWords(status, nowMs) };
  }
  const first = status.state === "sending" ? t("Sending {count} …", { count: status.waiting }) : waitingWords(status, nowMs);
  return { tone: "waits", icon: "cloud-off", first, second: [lastWords(status, nowMs), nextWords(status, nowMs)].filter(Boolean).join(" · ") };
}

/** On which day the books and this phone differ, by how many sales and by how much: one sentence for the bar, one for its screen. */
export function differenceWords({ day, phone_vnd, server_vnd, phone_sales, server_sales }: Difference): { first: string; second: string } {
  const [count, vnd] = [Math.abs(phone_sales - server_sales), Math.abs(phone_vnd - server_vnd)];
  const by = [count ? tn("{n} sale", "{n} sales", count) : "", formatDong(vnd)].filter(Boolean).join(", ");
  return {
    first: t("The books and this phone differ on {day}.", { day: formatDay(day) }),
    second: `${formatDay(day).slice(0, 5)}: ${by}`,
  };
}

/** How many wait, and since when. */
export function waitingWords(status: Status, nowMs: number): string {
  if (status.waiting === 0) return t("Nothing waits to be sent");
  const count = tn("{n} waits", "{n} wait", status.waiting);
  if (status.oldestAt === null) return count;
  return `${count} · ${t("oldest {when}", { when: shortMoment(status.oldestAt, nowMs) })}`;
}

export function lastWords(status: Status, nowMs: number): string {
  return status.lastSuccessAt === null ? "" : t("sent {when}", { when: shortMoment(status.lastSuccessAt, nowMs) });
}

export function nextWords(status: Status, nowMs: number): string {
  return status.nextAttemptAt === null ? "" : t("again {when}", { when: shortMoment(Math.max(status.nextAttemptAt, nowMs), nowMs) });
}
