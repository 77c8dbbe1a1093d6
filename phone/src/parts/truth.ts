// What the bar on top says about sending: how many wait, since when, when it last worked, when it is tried again.

import type { IconName } from "@/parts/icons";
import { shortMoment } from "@/parts/moments";
import type { Status } from "@/log";
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
  if (status.waiting === 0) {
    const first = status.lastSuccessAt === null ? t("Nothing waits to be sent") : t("All sent");
    return { tone: "good", icon: "cloud-check", first, second: lastWords(status, nowMs) };
  }
  const first = status.state === "sending" ? t("Sending {count} …", { count: status.waiting }) : waitingWords(status, nowMs);
  return { tone: "waits", icon: "cloud-off", first, second: [lastWords(status, nowMs), nextWords(status, nowMs)].filter(Boolean).join(" · ") };
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
