// Saying aloud that money came: in words where the phone has a voice, with two clear notes where it has none.

import { get } from "svelte/store";
import { dongInWords, formatDong } from "@/kernel/dong";
import { looks } from "@/parts/looks";
import { currentLanguage, t } from "@/words";

const TAGS = { vi: "vi-VN", en: "en-US", fr: "fr-FR", de: "de-DE", ar: "ar-SA" } as const;
const NOTES_HZ = [660, 880];
const NOTE_S = 0.18;

/** What is said: in Vietnamese the amount stands in words, because many voices read dots as points. */
export function wordsFor(vnd: number): string {
  const amount = currentLanguage() === "vi" ? dongInWords(vnd).toLowerCase() : formatDong(vnd);
  return t("Received {amount}", { amount });
}

/** Say that an amount came, unless the person switched the voice off. */
export function sayReceived(vnd: number): void {
  if (!get(looks).speaks) return;
  const tag = TAGS[currentLanguage()];
  const voice = globalThis.speechSynthesis?.getVoices().find((one) => one.lang.replace("_", "-").startsWith(tag.slice(0, 2)));
  ring();
  if (!voice) return;
  const words = new SpeechSynthesisUtterance(wordsFor(vnd));
  words.lang = tag;
  words.voice = voice;
  words.rate = 0.95;
  speechSynthesis.cancel();
  speechSynthesis.speak(words);
}

/** Two rising notes: understood in a noisy market, in every language. */
function ring(): void {
  try {
    const air = new AudioContext();
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
