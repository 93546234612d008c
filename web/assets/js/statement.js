// A requirement of a check list in the page's language, put together of its parts: the kind, the thing, what is said of
// it. Knows the words of the image model's vocabulary; what has no word here stays as the model reads it, in English.
import { language, langTag, modelWord, t, told } from "./i18n.js";

const COUNTS = { two: 2, three: 3, four: 4, five: 5, six: 6 };
const PLACES = ["upper left", "upper right", "lower left", "lower right", "top", "bottom", "left", "right", "centre"];
const OTHER = { center: "centre", middle: "centre", "top left": "upper left", "top right": "upper right", "bottom left": "lower left", "bottom right": "lower right" };

/** The part of a picture that `where` names ("on the left"), and no other thing ("left of the tree"). */
function place(where) {
  const names = [...Object.keys(OTHER), ...PLACES].sort((a, b) => b.length - a.length);
  const name = names.find((one) => new RegExp(`\\b${one}\\b(?! of)`).test(where));
  return name && told(`region.${OTHER[name] ?? name}`, null);
}

/** What is said of the thing, in the page's language; null where there are no words for it. */
function said({ kind, text, of }) {
  const { text: thing } = modelWord(of);
  if (kind === "subject") return thing === of ? null : thing;
  if (kind === "count") {
    const [first] = text.split(" ");
    return t("check.is.count", { count: COUNTS[first] ?? first, thing });
  }
  if (kind === "colour") {
    const colour = text.replace(/^an? /, "").slice(0, -of.length).trim();
    const word = modelWord(colour).text;
    return word === colour ? null : t("check.is.colour", { colour: word, thing });
  }
  const where = kind === "position" && place(text.slice(text.indexOf(of) + of.length));
  return where ? t("check.is.position", { place: where, thing }) : null;
}

/** What shall hold, as `{text, lang}`. */
export function statement(check) {
  if (check.kind === "absent") {
    const { text, lang } = modelWord(check.text);
    return { text: t("check.absent", { text }), lang };
  }
  if (language === "en" || !check.of) return modelWord(check.text);
  const words = said(check);
  return words ? { text: words, lang: langTag(language) } : { text: check.text, lang: "en" };
}
