// The rail: views, collections and tags. Each is a filter of the query, so it is also typed, linked to and left by back.
import * as api from "../api.js";
import { byId, h } from "../dom.js";
import { t } from "../i18n.js";
import { icon, iconButton } from "../icons.js";
import { failed } from "../toast.js";
import { ask, filter } from "./box.js";
import { has, on, shelf } from "./shelf.js";

const VIEWS = [
  ["all", "", "library"],
  ["starred", "starred", "star"],
  ["upload", "upload", "attach"],
  ["archived", "archived", "archive"],
  ["trash", "trash", "clear"],
];
export const known = { tags: [], collections: [] };

const row = (name, sign, on, press, ...more) =>
  h(
    "li",
    { class: "rail-row" },
    h(
      "button",
      { type: "button", class: "rail-button", "aria-pressed": String(on), on: { click: press } },
      sign && icon(sign),
      h("span", { class: "rail-name" }, name),
      more,
    ),
  );
const count = (n) => h("span", { class: "quiet rail-count" }, String(n));
const close = () => (byId("app").dataset.rail = "closed");

function view([name, value, sign]) {
  const here = value ? has("is", value) : !shelf.terms.length;
  return row(t(`library.view.${name}`), sign, here, () => (close(), value ? ask(`is:${value}`) : ask("")));
}

function collection(one) {
  const here = has("collection", one.name) || has("collection", one.id);
  const made = row(
    one.name,
    "folder",
    here,
    () => (close(), filter("collection", here ? "" : one.name)),
    count(one.pictures),
  );
  if (here)
    made.append(
      iconButton("pencil", t("library.collection.rename"), () => rename(one), { class: "icon-button faint" }),
      iconButton("clear", t("library.collection.forget"), () => forget(one), { class: "icon-button faint" }),
    );
  return made;
}

async function rename(one) {
  const name = await askName(t("library.collection.rename"), one.name);
  if (!name || name === one.name) return;
  await api.library.rename(one.id, name).catch(failed);
  await refresh();
  filter("collection", name);
}

async function forget(one) {
  const dialog = byId("sure");
  if (!(await sure(dialog, t("library.collection.forget.sure", { name: one.name }), t("library.collection.forget"))))
    return;
  await api.library.forget(one.id).catch(failed);
  await refresh();
  filter("collection", "");
}

/** Asks once more before what cannot be taken back; resolves to whether it was meant. */
export function sure(dialog, question, verb) {
  byId("sure-text").textContent = question;
  byId("sure-yes").textContent = verb;
  dialog.returnValue = "";
  dialog.showModal();
  return new Promise((done) =>
    dialog.addEventListener("close", () => done(dialog.returnValue === "yes"), { once: true }),
  );
}

/** Asks for a name, offering `options`; resolves to it, or to an empty text. */
export function askName(title, given = "", options = []) {
  const dialog = byId("ask");
  byId("ask-title").textContent = title;
  byId("ask-name").value = given;
  byId("ask-options").replaceChildren(...options.map((value) => h("option", { value })));
  dialog.returnValue = "";
  dialog.showModal();
  byId("ask-name").select();
  return new Promise((done) =>
    dialog.addEventListener(
      "close",
      () => done(dialog.returnValue === "yes" ? byId("ask-name").value.trim() : ""),
      { once: true },
    ),
  );
}

function draw() {
  byId("views").replaceChildren(...VIEWS.map(view));
  byId("collections").replaceChildren(...known.collections.map(collection));
  byId("tags").replaceChildren(
    ...known.tags.slice(0, 60).map((tag) => {
      const here = has("tag", tag.name);
      return row(tag.name, null, here, () => (close(), filter("tag", here ? "" : tag.name)), count(tag.pictures));
    }),
  );
  byId("tags-none").hidden = known.tags.length > 0;
}

/** Reads tags and collections anew. */
export async function refresh() {
  try {
    const [tags, collections] = await Promise.all([api.library.tags(), api.library.collections()]);
    Object.assign(known, { tags: tags.tags, collections: collections.collections });
    draw();
  } catch (error) {
    failed(error);
  }
}

export function side() {
  byId("collection-new").append(
    iconButton("plus", t("library.collection.new"), async () => {
      const name = await askName(t("library.collection.new"));
      if (!name) return;
      await api.library.collect(name).catch(failed);
      refresh();
    }),
  );
  on("found", draw);
  refresh();
}
