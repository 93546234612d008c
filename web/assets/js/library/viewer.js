// One picture, large, over the wall: what it shows, what was said, its marks, and the way back to its session.
import * as api from "../api.js";
import { byId, h } from "../dom.js";
import { langTag, moment, t, told } from "../i18n.js";
import { icon, iconButton } from "../icons.js";
import { ratingButtons } from "../marks.js";
import { fact } from "../recipe_fact.js";
import { archive, collect, goneButtons, rate, star, tag, trash } from "./actions.js";
import { ask } from "./box.js";
import { current, go, inTrash, on, shelf } from "./shelf.js";
import { known } from "./side.js";
import { written } from "./terms.js";

let dialog;
const recipes = new Map(); // id -> promise of the recipe, which never changes

/** Where a picture was made. */
export const homeOf = (one) => `/s/${encodeURIComponent(one.session)}?picture=${encodeURIComponent(one.id)}`;

/** Shows what looks like the picture with the focus. */
export function alike() {
  const one = current();
  if (!one) return;
  if (dialog.open) dialog.close();
  ask(written("like", one.id));
}

const step = (by) => go(shelf.at + by);

/** Prompt, model and seed, as soon as they are read; nothing for what was brought in. */
function made(one) {
  const list = h("dl", { class: "viewer-made" });
  if (one.kind === "upload") return null;
  if (!recipes.has(one.id)) recipes.set(one.id, api.images.get(one.id).then((view) => view.recipe, () => null));
  recipes.get(one.id).then((recipe) => {
    if (!recipe) return recipes.delete(one.id);
    const { params, model, seed } = recipe;
    list.append(
      ...[
        fact(t("recipe.prompt"), params.prompt, { lang: "en" }),
        fact(t("recipe.model"), model),
        fact(t("recipe.seed"), model && String(seed)),
      ]
        .flat()
        .filter(Boolean),
    );
  });
  return list;
}

function facts(one) {
  const names = one.collections.map((id) => known.collections.find((each) => each.id === id)?.name).filter(Boolean);
  return [
    h("p", { class: "viewer-alt", lang: "en" }, one.alt),
    one.words && h("p", { class: "said" }, one.words),
    h(
      "p",
      { class: "quiet" },
      [
        one.kind === "upload" ? t("picture.upload") : told(`tool.${one.tool}`, one.tool ?? ""),
        `${one.width} × ${one.height}`,
        moment(one.created),
      ].join(" · "),
    ),
    made(one),
    (one.tags.length > 0 || names.length > 0) &&
      h("p", { class: "viewer-tags" }, [
        ...one.tags.map((name) => h("span", { class: "chip" }, icon("tag"), name)),
        ...names.map((name) => h("span", { class: "chip" }, icon("folder"), name)),
      ]),
    h(
      "div",
      { class: "row" },
      h("button", { type: "button", class: "button small", on: { click: alike } }, t("library.alike")),
      h("a", { class: "button small", href: homeOf(one) }, t("library.home", { title: one.title || t("session.untitled") })),
    ),
  ];
}

function bar(one) {
  const gone = inTrash();
  return h(
    "div",
    { class: "viewer-bar", role: "toolbar", "aria-label": t("stage.tools") },
    !gone && [
      iconButton("star", t("marks.star"), star, { class: "icon-button starred", "aria-pressed": String(one.star) }),
      ratingButtons(one.rating, rate),
      iconButton("tag", t("library.tag"), tag),
      iconButton("folder", t("library.collect"), collect),
      iconButton("archive", t("library.archive"), archive),
    ],
    gone ? goneButtons([one.id]) : iconButton("clear", t("library.trash"), trash),
    h(
      "a",
      {
        class: "icon-button",
        href: api.images.download(one.id),
        download: "",
        title: t("stage.download"),
        "aria-label": t("stage.download"),
      },
      icon("download"),
    ),
  );
}

function draw() {
  if (!dialog.open) return;
  const one = current();
  if (!one) return dialog.close();
  dialog.setAttribute("aria-label", one.alt || one.handle);
  const held = document.activeElement?.getAttribute("aria-label"); // the button just pressed keeps the focus
  dialog.replaceChildren(
    iconButton("close", t("close"), () => dialog.close(), { class: "icon-button viewer-close" }),
    iconButton("back", t("library.previous"), () => step(-1), { class: "icon-button viewer-back", disabled: shelf.at === 0 }),
    h("img", { class: "viewer-picture", src: api.images.url(one.id), alt: one.alt, width: one.width, height: one.height }),
    iconButton("forth", t("library.next"), () => step(1), { class: "icon-button viewer-forth" }),
    h("div", { class: "viewer-facts" }, ...[facts(one), bar(one)].flat(2).filter(Boolean)),
  );
  [...dialog.querySelectorAll("[aria-label]")].find((each) => held && each.getAttribute("aria-label") === held)?.focus();
}

export const viewing = () => dialog?.open;

/** Opens the picture with the focus. */
export function openViewer() {
  if (!current()) return;
  shelf.chosen.clear();
  dialog.showModal();
  draw();
  dialog.focus();
}

export function viewer() {
  dialog = byId("viewer");
  dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
  dialog.addEventListener("close", () => byId("wall").focus());
  on("moved changed found", draw);
}
