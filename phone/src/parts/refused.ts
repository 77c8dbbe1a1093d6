// A refusal as people meet it: what happened, what to do, and a code that support understands.

import { AlreadyRecorded, Offline, StorageIsFull } from "@/log";
import { t } from "@/words";

export interface Refused {
  code: string;
  said: string;
  remedy: string;
}

/** Make of anything that was thrown a sentence and a remedy; nothing technical reaches the screen. */
export function asRefused(thrown: unknown): Refused {
  if (isRefused(thrown)) return thrown;
  if (thrown instanceof Error && "refusal" in thrown && isRefused(thrown.refusal)) return thrown.refusal;
  if (thrown instanceof StorageIsFull) {
    return {
      code: "phone.storage-is-full",
      said: t("The phone's storage is full."),
      remedy: t("Delete photos or videos you do not need, then try again. Nothing recorded is lost."),
    };
  }
  if (thrown instanceof AlreadyRecorded) {
    return {
      code: "phone.already-recorded",
      said: t("This was recorded already, and says something else."),
      remedy: t("Look at what was recorded. If it is wrong, take it back; if this is another one, write it anew."),
    };
  }
  if (thrown instanceof Offline) {
    return {
      code: "phone.no-network",
      said: t("There is no network now."),
      remedy: t("Go on selling; everything is kept on this phone and sent later."),
    };
  }
  return {
    code: codeOf(thrown),
    said: t("That did not work."),
    remedy: t("Try again. If it happens again, tell support the code below."),
  };
}

function isRefused(thrown: unknown): thrown is Refused {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && "said" in thrown && "remedy" in thrown;
}

/** A short code of the surprise: always the same for the same cause, so that support can recognise it. */
function codeOf(thrown: unknown): string {
  const words = thrown instanceof Error ? `${thrown.name}:${thrown.message}` : String(thrown);
  let sum = 7;
  for (const letter of words) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 1_679_616;
  return `phone.${sum.toString(36).padStart(4, "0")}`;
}
