// What people read: English in code, translated by the catalogues that the desk uses too.

import { writable, type Readable } from "svelte/store";

export type Language = "vi" | "en" | "fr" | "de" | "ar";
type Facts = Record<string, string | number>;
type Words = Record<string, string | string[]>;

const LOADERS: Record<Language, () => Promise<{ default: Words }>> = {
  vi: () => import("@words/vi.json"),
  en: () => import("@words/en.json"),
  fr: () => import("@words/fr.json"),
  de: () => import("@words/de.json"),
  ar: () => import("@words/ar.json"),
};
const KEPT_AS = "ecoop-language";
// Arabic has six forms, in the order in which its catalogue lists them.
const FORMS_OF: Partial<Record<Language, Intl.LDMLPluralRule[]>> = {
  ar: ["zero", "one", "two", "few", "many", "other"],
  vi: ["other"],
};

/** The languages by the names that their own readers know. */
export const LANGUAGES: Record<Language, string> = {
  vi: "Tiếng Việt",
  en: "English",
  fr: "Français",
  de: "Deutsch",
  ar: "العربية",
};

let language: Language = "vi";
let words: Words = {};
const shown = writable<Language>(language);
/** The language on the screen; the app draws itself anew when it changes. */
export const languageShown: Readable<Language> = shown;

/** Whether a language was ever shown on this phone. */
export function wasLanguageChosen(): boolean {
  return localStorage.getItem(KEPT_AS) !== null;
}

/** Load the words of a language: the one given, the one chosen before, else Vietnamese. */
export async function chooseLanguage(wanted?: Language): Promise<void> {
  const before = localStorage.getItem(KEPT_AS);
  const chosen = wanted ?? (before && before in LOADERS ? (before as Language) : "vi");
  words = (await LOADERS[chosen]()).default;
  language = chosen;
  localStorage.setItem(KEPT_AS, chosen);
  document.documentElement.lang = chosen;
  document.documentElement.dir = chosen === "ar" ? "rtl" : "ltr";
  shown.set(chosen);
}

export function currentLanguage(): Language {
  return language;
}

/** Say a text in the reader's language. Only literal texts: the catalogues are made by reading the code. */
export function t(text: string, facts: Facts = {}): string {
  const said = words[text];
  return fill(typeof said === "string" && said ? said : text, facts);
}

/** Say a text that depends on a number; `{n}` is the number. */
export function tn(one: string, many: string, n: number, facts: Facts = {}): string {
  const said = words[one];
  const forms = Array.isArray(said) && said.length ? said : [one, many];
  const order = FORMS_OF[language] ?? ["one", "other"];
  const place = order.indexOf(new Intl.PluralRules(language).select(n));
  const form = forms[Math.max(0, Math.min(place < 0 ? forms.length - 1 : place, forms.length - 1))];
  return fill(form ?? many, { n, ...facts });
}

function fill(text: string, facts: Facts): string {
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => (name in facts ? String(facts[name]) : whole));
}
