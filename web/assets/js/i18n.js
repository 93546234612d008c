// The interface's words. Data comes from web/i18n; refuses to guess: a missing key shows as itself.
import en from "../../i18n/en.json";
import zh from "../../i18n/zh.json";
import { byId } from "./dom.js";

const TEXTS = { en, zh };
export const language = byId("app")?.dataset.language === "zh" ? "zh" : "en";
const words = TEXTS[language];
const plural = new Intl.PluralRules(language);

/** The text for `key`; `{name}` is filled from `values`; with `values.n`, `key.one` wins where the language has it. */
export function t(key, values = {}) {
  const counted = values.n === undefined ? undefined : words[`${key}.${plural.select(values.n)}`];
  const text = counted ?? words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (values[name] === undefined ? whole : String(values[name])));
}

/** The text for `key`, or `other` when the interface has no word for it (a new tool, say). */
export const told = (key, other) => words[key] ?? other;

/** Examples in both languages, as `{text, lang}`. */
export const examples = () =>
  [
    ["en", "en"],
    ["zh", "zh-Hans"],
  ].flatMap(([code, lang]) =>
    Object.keys(TEXTS[code])
      .filter((key) => key.startsWith("example."))
      .map((key) => ({ text: TEXTS[code][key], lang })),
  );

/** The BCP 47 tag of a spoken language as the API names it. */
export const langTag = (code) => (code === "zh" ? "zh-Hans" : code || undefined);

export const number = (value, digits = 2) =>
  new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value);

const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const day = new Intl.DateTimeFormat(language, { day: "numeric", month: "short" });

/** A moment, short: the time today, else the day. `when` is an ISO string or seconds since 1970. */
export function moment(when) {
  if (!when) return "";
  const date = new Date(typeof when === "number" ? when * 1000 : when);
  if (Number.isNaN(date.getTime())) return "";
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : day.format(date);
}

/** Remembers the choice for a year and shows the page in it. */
export function switchLanguage(code) {
  document.cookie = `lang=${code};path=/;max-age=31536000;samesite=lax`;
  location.reload();
}
