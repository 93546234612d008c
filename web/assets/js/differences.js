// What distinguishes two pictures, in words and numbers. Refuses to fetch: it is given the API's diff.
import { h } from "./dom.js";
import { number, paramName, paramValue, t, told } from "./i18n.js";
import { icon } from "./icons.js";
import { statement } from "./statement.js";

/** How far the pixels are apart, in one line. */
export function pixelLine(pixels) {
  if (!pixels) return t("compare.gone");
  if (pixels.identical) return t("compare.identical");
  return t("compare.changed", { share: number(pixels.changed * 100, 1), score: number(pixels.ssim, 3) });
}

/** The text of the one picture turned into that of the other, word by word; null where nothing differs. */
export const wordLine = (words, lang = "en") =>
  words.some((word) => word.op !== "same")
    ? h(
        "p",
        { class: "diff", lang },
        words.map((word) => [
          h(
            word.op === "removed" ? "del" : word.op === "added" ? "ins" : "span",
            { class: `word ${word.op}` },
            word.text,
          ),
          " ",
        ]),
      )
    : null;

const MEASURES = [
  ["ssim", 3],
  ["psnr", 1],
  ["mean", 2],
  ["changed", 4],
];

/** Every measure of the pixels, as terms and values. */
export const measures = (pixels) =>
  h(
    "dl",
    {},
    MEASURES.filter(([name]) => pixels[name] != null).map(([name, digits]) => [
      h("dt", {}, t(`measure.${name}`)),
      h("dd", {}, name === "changed" ? `${number(pixels[name] * 100, 1)} %` : number(pixels[name], digits)),
    ]),
    pixels.box && [h("dt", {}, t("measure.box")), h("dd", {}, pixels.box.join(", "))],
  );

const NAMES = { version: "recipe.version.of", threads: "recipe.threads.of" }; // whose own words are sentences
const TOLD = new Set(["params.prompt", "patch", "prompt", "words"]); // by the words' own difference

/** `params.guidance` as "guidance", in the page's language where it has a word for it. */
function fieldName(field) {
  const step = field.match(/^(\d+)\.(.+)$/); // of a plan
  if (step) return `${step[1]} · ${fieldName(step[2])}`;
  const [group, ...rest] = field.split(".");
  const name = rest.join(".");
  if (group === "params") return paramName(name);
  if (group === "inputs") return told(`role.${name}`, name);
  return name || told(NAMES[field] ?? `recipe.${field}`, field.replaceAll("_", " "));
}

function value(field, one) {
  if (one === null || one === undefined) return h("span", { class: "quiet" }, "–");
  const [group, name] = field.replace(/^\d+\./, "").split(".");
  if (group === "params") return paramValue(name, one);
  const text = typeof one === "object" ? JSON.stringify(one) : String(one);
  if (/^[0-9a-f]{40,}$/.test(text)) return h("code", { title: text }, text.slice(0, 12));
  if (field === "tool") return told(`tool.${text}`, text);
  return told(`value.${text}`, text);
}

/** The entries that differ and are not words. */
export const bareChanges = (changes) => changes.filter(({ field }) => !TOLD.has(field));

/** The entries of two recipes that differ, as a table. */
export const recipeTable = (changes, a, b) =>
  h(
    "table",
    { class: "recipe-diff" },
    h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, a), h("th", { scope: "col" }, b))),
    h(
      "tbody",
      {},
      changes.map(({ field, a: one, b: two }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, fieldName(field)),
          h("td", { class: "was" }, value(field, one)),
          h("td", { class: "is" }, value(field, two)),
        ),
      ),
    ),
  );

const met = (check) => {
  const said = !check ? "none" : check.met === true ? "met" : check.met === false ? "missed" : "open";
  const sign = { met: "check", missed: "close" }[said];
  return h("td", { class: said, "aria-label": t(`check.${said}`) }, sign ? icon(sign) : said === "none" ? "–" : "?");
};

/** What was asked for, and which of the two pictures shows it. */
export const checkTable = (checks, a, b) =>
  h(
    "table",
    { class: "check-diff" },
    h("thead", {}, h("tr", {}, h("td", {}), h("th", { scope: "col" }, a), h("th", { scope: "col" }, b))),
    h(
      "tbody",
      {},
      checks.map((check) => {
        const { text, lang } = statement(check);
        return h(
          "tr",
          { class: check.changed ? "changed" : "" },
          h("th", { scope: "row", lang }, text),
          met(check.a),
          met(check.b),
        );
      }),
    ),
  );
