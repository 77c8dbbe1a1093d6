// Saying aloud that money came: in words where the phone has a voice, with two clear notes where it has none.

import { get } from "svelte/store";
import { dongInWords } from "@/kernel/dong";
import { looks } from "@/parts/looks";
import { currentLanguage, t } from "@/words";

const TAGS = { vi: "vi-VN", en: "en-US", fr: "fr-FR", de: "de-DE", ar: "ar-SA" } as const;
const NOTES_HZ = [660, 880];
const NOTE_S = 0.18;
/** How long an Android phone may take to name its voices: the first question starts the search and is answered by none. */
const VOICES_COME_MS = 4_000;

/** What is said: in Vietnamese the amount stands in words, elsewhere without its dots, which many voices read as points. */
export function wordsFor(vnd: number, missingVnd = 0): string {
  const received = t("Received {amount}", { amount: sayable(vnd) });
  return missingVnd > 0 ? `${received}. ${t("Still missing {amount}", { amount: sayable(missingVnd) })}` : received;
}

/** Ask for the voices before the first money comes: where they are searched for first, they are there in time. */
export function wakeVoices(): void {
  globalThis.speechSynthesis?.getVoices();
}

/** Say that an amount came, unless the person switched the voice off. */
export async function sayReceived(vnd: number, missingVnd = 0): Promise<void> {
  if (!get(looks).speaks) return;
  ring();
  const tag = TAGS[currentLanguage()];
  const voice = chooseVoice(await voices(), tag);
  if (!voice) return;
  const words = new SpeechSynthesisUtterance(wordsFor(vnd, missingVnd));
  words.lang = tag;
  words.voice = voice;
  words.rate = 0.95;
  // A page that was hidden while it spoke stays paused on some phones; what is being said is said to its end.
  speechSynthesis.resume();
  speechSynthesis.speak(words);
}

/** The voice for a language: of that very country first, and one that needs no network before one that does. */
export function chooseVoice<V extends Pick<SpeechSynthesisVoice, "lang" | "localService">>(all: readonly V[], tag: string): V | undefined {
  const tagOf = (voice: V) => voice.lang.replace("_", "-").toLowerCase();
  const worth = (voice: V) => (voice.localService ? 2 : 0) + (tagOf(voice) === tag.toLowerCase() ? 1 : 0);
  return all.filter((one) => tagOf(one).split("-")[0] === tag.slice(0, 2)).sort((one, other) => worth(other) - worth(one))[0];
}

/** The voices of this phone; waited for where they are not named at once. */
async function voices(): Promise<SpeechSynthesisVoice[]> {
  const air = globalThis.speechSynthesis;
  if (!air) return [];
  const atOnce = air.getVoices();
  if (atOnce.length) return atOnce;
  return new Promise((done) => {
    const answer = () => {
      clearTimeout(timer);
      air.removeEventListener("voiceschanged", answer);
      done(air.getVoices());
    };
    const timer = setTimeout(answer, VOICES_COME_MS);
    air.addEventListener("voiceschanged", answer);
  });
}

function sayable(vnd: number): string {
  return currentLanguage() === "vi" ? dongInWords(vnd).toLowerCase() : `${vnd} đồng`;
}

/** Two rising notes: understood in a noisy market, in every language. */
function ring(): void {
  try {
    const air = new AudioContext();
    // Where nobody touched the page since it was opened, a browser lets no sound out until it is asked again.
    void air.resume().catch(() => undefined);
    NOTES_HZ.forEach((pitch, at) => {
      const [tone, loudness] = [air.createOscillator(), air.createGain()];
      const begins = air.currentTime + at * NOTE_S;
      tone.frequency.value = pitch;
      loudness.gain.setValueAtTime(0.4, begins);
      loudness.gain.exponentialRampToValueAtTime(0.001, begins + NOTE_S * 2);
      tone.connect(loudness).connect(air.destination);
      tone.start(begins);
      tone.stop(begins + NOTE_S * 2);
    });
    setTimeout(() => void air.close(), 1_500);
  } catch {
    // A phone without sound shows the amount in large letters all the same.
  }
}
