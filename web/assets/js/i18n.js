// The interface's words. Data comes from web/i18n, Chinese names of tools and things from orchestrator/locale; refuses to guess: a missing key shows as itself.
import spoken from "../../i18n/examples.json";
import { byId } from "./dom.js";

export const language = byId("app")?.dataset.language === "zh" ? "zh" : "en";
/** A Chinese character. */
export const HAN = /[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]/;
// Only the page's own language is loaded, each from a chunk of its own.
const { default: own } = await (language === "zh" ? import("../../i18n/zh.json") : import("../../i18n/en.json"));
const { default: names } =
  language === "zh" ? await import("../../../orchestrator/locale/names.zh.json") : { default: {} };
const words = { ...own, ...names };
const { default: vocabulary } =
  language === "zh" ? await import("../../../orchestrator/locale/vocabulary.zh.json") : { default: {} };
const modelWords = Object.assign({}, ...Object.values(vocabulary));
const plural = new Intl.PluralRules(language);

/** The text for `key`; `{name}` is filled from `values`; with `values.n`, `key.one` wins where the language has it. */
export function t(key, values = {}) {
  const counted = values.n === undefined ? undefined : words[`${key}.${plural.select(values.n)}`];
  const text = counted ?? words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (whole, name) => (values[name] === undefined ? whole : String(values[name])));
}

/** The text for `key`, or `other` when the interface has no word for it (a new tool, say). */
export const told = (key, other) => words[key] ?? other;

/** What a tool's parameter is called. */
export const paramName = (name) => told(`param.${name}`, name.replaceAll("_", " "));

/** What its value is called, which may be otherwise for this parameter than for others; `other` if nobody knows. */
export function paramValue(name, value, other = String(value)) {
  if (value === null || typeof value !== "object") return told(`value.${name}.${value}`, told(`value.${value}`, other));
  if (Array.isArray(value) && value.some((one) => typeof one === "object"))
    return value.map((one) => paramValue(name, one)).join("; ");
  const parts = Object.entries(value);
  if (Array.isArray(value) || parts.some(([, one]) => typeof one === "object")) return JSON.stringify(value);
  return parts.map(([part, one]) => `${told(`param.${part}`, part)} ${typeof one === "number" ? number(one) : one}`).join(words["list.comma"]);
}

/** A word of an image model's vocabulary as `{text, lang}`, in the page's language where it is known. */
export const modelWord = (word) =>
  modelWords[word] ? { text: modelWords[word], lang: langTag(language) } : { text: word, lang: "en" };

/** The BCP 47 tag of a spoken language as the API names it. */
export const langTag = (code) => (code === "zh" ? "zh-Hans" : code || undefined);

/** Examples in both languages, the page's own first, as `{text, lang}`: what to `paint`, or to do to a `photo`. */
export const examples = (what) =>
  Object.entries(spoken[what])
    .sort(([a], [b]) => (b === language) - (a === language))
    .flatMap(([code, texts]) => texts.map((text) => ({ text, lang: langTag(code) })));

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
