// How a picture was made: words, prompt, tool, seed, model, parents.
import * as api from "./api.js";
import { checksOf } from "./checks.js";
import { h } from "./dom.js";
import { report } from "./found.js";
import { langTag, paramName, paramValue, t, told } from "./i18n.js";
import { iconButton } from "./icons.js";
import { fact } from "./recipe_fact.js";
import { replayView } from "./replay.js";
import { image, on, state } from "./store.js";
import { altOf } from "./thumb.js";
import { failed, toast } from "./toast.js";
import { toolName } from "./tools.js";
import { useRecipe } from "./use_recipe.js";

const details = new Map(); // image id -> ImageDetail; a recipe never changes

const short = (digest) => digest && h("code", { title: digest }, digest.slice(0, 12));

function values(params) {
  return Object.entries(params ?? {})
    .filter(([key, value]) => key !== "prompt" && value !== null && value !== "" && value.length !== 0)
    .map(([key, value]) => fact(paramName(key), paramValue(key, value)));
}

/** To the clipboard, which plain http away from localhost has not. */
const copy = (text) =>
  (navigator.clipboard?.writeText(text) ?? Promise.reject()).then(
    () => toast(t("copied")),
    () => toast(t("copy.failed"), "error"),
  );

function parents(one, go) {
  const all = (one.parents ?? [])
    .map((parent) => ({ role: parent.role, one: image(parent.id) }))
    .filter((parent) => parent.one);
  if (!all.length) return null;
  return h(
    "section",
    {},
    h("h4", {}, t("recipe.parents")),
    h(
      "div",
      { class: "parents" },
      all.map(({ role, one: parent }) =>
        h(
          "figure",
          {},
          h(
            parent.kind === "mask" ? "span" : "button",
            { type: "button", class: "thumb small", title: parent.alt, on: { click: () => parent.kind !== "mask" && go(parent) } },
            h("img", {
              src: api.images.url(parent.id, "thumb"),
              alt: parent.kind === "mask" ? t("mask.alt", { handle: parent.of }) : altOf(parent),
              draggable: "false",
            }),
            h("span", { class: "handle" }, parent.handle),
          ),
          h("figcaption", {}, told(`role.${role}`, role)),
        ),
      ),
    ),
  );
}

function body(one, detail, go) {
  const recipe = detail?.recipe;
  const turn = state.turns.get(one.turn);
  const reason = one.kind === "upload" ? "recipe.upload" : detail?.unreadable ? "recipe.unreadable" : detail ? "recipe.none" : "recipe.reading";
  if (!recipe)
    return [
      h("p", { class: "quiet" }, t(reason)),
      h("dl", {}, fact(t("recipe.size"), `${one.width} × ${one.height}`)),
      detail?.marks && report(detail.marks, useRecipe),
    ];
  const words = recipe.words ?? turn?.text;
  return [
    words &&
      h("section", {}, h("h4", {}, t("recipe.words")), h("p", { class: "said", lang: langTag(turn?.language) }, words)),
    recipe.params?.prompt &&
      h(
        "section",
        {},
        h("h4", {}, t("recipe.prompt")),
        h(
          "div",
          { class: "prompt" },
          h("p", { lang: "en" }, recipe.params.prompt),
          iconButton("copy", t("recipe.prompt.copy"), () => copy(recipe.params.prompt), { class: "icon-button faint" }),
        ),
      ),
    parents(one, go),
    h(
      "section",
      {},
      h("h4", {}, t("recipe.facts")),
      h(
        "dl",
        {},
        fact(t("recipe.tool"), `${toolName(recipe.tool)} · ${t("recipe.version", { version: recipe.version })}`),
        values(recipe.params),
        fact(t("recipe.seed"), String(recipe.seed)),
        fact(t("recipe.model"), recipe.model),
        fact(t("recipe.fingerprint"), short(recipe.fingerprint)),
        fact(t("recipe.size"), `${one.width} × ${one.height}`),
        fact(t("recipe.device"), recipe.device && `${recipe.device} · ${t("recipe.threads", { n: recipe.threads })}`),
        fact(
          t("recipe.libraries"),
          Object.entries(recipe.libraries ?? {})
            .map(([name, version]) => `${name} ${version}`)
            .join(", "),
        ),
      ),
    ),
    h(
      "button",
      { type: "button", class: "button link small", on: { click: () => copy(JSON.stringify(recipe, null, 2)) } },
      t("recipe.copy"),
    ),
    replayView(one, recipe),
  ];
}

/** The recipe of a picture, which fills itself; `go(parent)` is called with a parent that is clicked. */
export function recipeOf(one, go) {
  const box = h("div", { class: "recipe" });
  const checks = checksOf(one);
  const redraw = () => box.replaceChildren(checks, ...body(one, details.get(one.id), go).flat(3).filter(Boolean));
  const read = async () => {
    try {
      details.set(one.id, await api.images.get(one.id));
      redraw();
    } catch (error) {
      failed(error);
    }
  };
  redraw();
  if (!details.has(one.id)) read();
  return box;
}

on("opened", () => details.clear());
