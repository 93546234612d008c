// The first page: sentences to click, and what the models that are there can draw.
import * as api from "./api.js";
import { say } from "./composer.js";
import { coded, h, s } from "./dom.js";
import { examples, modelWord, t, told } from "./i18n.js";
import { on, pictures } from "./store.js";
import { pickFiles } from "./upload.js";

const HIDDEN = new Set(["also"]); // other words for the same things
const ORDER = ["subjects", "settings", "times", "weather", "seasons", "colours", "styles"];

/** What the image models say they know, group by group. */
async function vocabulary(box) {
  const answer = await api.get("/models").catch(() => null);
  const painter = answer?.models?.find((model) => !model.adapts && model.capabilities.includes("generate"));
  if (!painter) {
    if (answer) box.append(h("p", { class: "quiet" }, coded(t("empty.nomodel"))));
    return;
  }
  const rank = ([group]) => (ORDER.includes(group) ? ORDER.indexOf(group) : ORDER.length);
  const groups = Object.entries(painter.vocabulary ?? {})
    .filter(([group, words]) => words.length && !HIDDEN.has(group))
    .sort((a, b) => rank(a) - rank(b));
  if (!groups.length) return;
  box.append(
    h("h3", {}, t("empty.knows", { model: painter.name })),
    ...groups
      .slice(0, 8)
      .map(([group, words]) =>
        h(
          "p",
          { class: "known" },
          h("b", {}, told(`known.${group}`, group.replaceAll("_", " "))),
          words.map(modelWord).map((word) => h("span", { lang: word.lang }, word.text)),
        ),
      ),
    h("p", { class: "quiet" }, t("empty.honest")),
  );
}

const trace = () =>
  s(
    "svg",
    { class: "empty-mark", viewBox: "0 0 120 96", "aria-hidden": "true" },
    s("path", { class: "trace-2", d: "M14 84V44a24 24 0 0 1 48 0v40" }),
    s("path", { class: "trace-1", d: "M28 87V44a24 24 0 0 1 48 0v43" }),
    s("path", { class: "trace-0", d: "M42 90V44a24 24 0 0 1 48 0v46Z" }),
  );

/** What one may say first: of a photograph that is there already, what can be done to it. */
function offers() {
  const photo = pictures().length > 0;
  title.textContent = t(photo ? "empty.photo" : "empty.title");
  list.replaceChildren(
    ...examples(photo ? "photo" : "paint").map((one) =>
      h("li", {}, h("button", { type: "button", class: "example", lang: one.lang, on: { click: () => say(one.text, true) } }, one.text)),
    ),
  );
}

const title = h("h2");
const list = h("ul", { class: "examples", "aria-label": t("empty.examples") });
on("image opened", offers);

export function emptyPage() {
  const known = h("div", { class: "empty-known" });
  vocabulary(known);
  offers();
  return h(
    "div",
    { class: "empty" },
    trace(),
    title,
    h("p", { class: "empty-lead" }, t("empty.lead")),
    list,
    h("button", { type: "button", class: "button link", on: { click: pickFiles } }, t("empty.upload")),
    known,
  );
}
