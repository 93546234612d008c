// What is done to pictures, one or many: star, rate, tag, collect, archive, trash, restore, purge. Shows it at once and
// takes it back when the server refuses. Refuses to purge unasked.
import * as api from "../api.js";
import { announce, byId, h } from "../dom.js";
import { t } from "../i18n.js";
import { icon, iconButton } from "../icons.js";
import { ratingButtons } from "../marks.js";
import { failed, offered, toast } from "../toast.js";
import { choose, drop, has, inTrash, on, redraw, search, shelf, subjects } from "./shelf.js";
import { askName, known, refresh, sure } from "./side.js";

const AT_ONCE = 500;

async function send(ids, marks) {
  for (let at = 0; at < ids.length; at += AT_ONCE) await api.library.mark(ids.slice(at, at + AT_ONCE), marks);
}

/** Marks pictures; `show` changes what is seen of each, `said` is announced. Returns whether it was done. */
async function mark(some, marks, show, said) {
  if (!some.length) return false;
  const before = some.map((one) => ({ ...one }));
  some.forEach(show);
  redraw();
  try {
    await send(
      some.map((one) => one.id),
      marks,
    );
    announce(said);
    return true;
  } catch (error) {
    some.forEach((one, index) => Object.assign(one, before[index]));
    redraw();
    failed(error);
    return false;
  }
}

export function star() {
  const some = subjects();
  const to = !some.every((one) => one.star);
  return mark(some, { star: to }, (one) => (one.star = to), t(to ? "marks.starred" : "marks.unstarred"));
}

export function rate(stars) {
  const some = subjects();
  const rating = some.every((one) => one.rating === stars) ? 0 : stars;
  const said = rating ? t("marks.rated", { n: rating }) : t("marks.unrated");
  return mark(some, { rating }, (one) => (one.rating = rating || null), said);
}

export async function tag() {
  const some = subjects();
  if (!some.length) return;
  const shared = some[0].tags.filter((name) => some.every((one) => one.tags.includes(name)));
  const given = await askName(
    t("library.tag.ask"),
    shared.join(", "),
    known.tags.map((one) => one.name),
  );
  const names = [...new Set(given.split(/[,，、;；]/).map((name) => name.trim()))].filter(Boolean);
  if (byId("ask").returnValue !== "yes") return;
  const untag = shared.filter((name) => !names.includes(name));
  const set = (one) => (one.tags = [...new Set([...one.tags.filter((name) => !untag.includes(name)), ...names])]);
  if (await mark(some, { tag: names, untag }, set, t("library.tagged"))) refresh();
}

export async function collect() {
  const some = subjects();
  if (!some.length) return;
  const name = await askName(
    t("library.collect.ask"),
    "",
    known.collections.map((one) => one.name),
  );
  if (!name) return;
  try {
    const there = known.collections.find((one) => one.name.toLowerCase() === name.toLowerCase());
    const { id } = there ?? (await api.library.collect(name));
    const add = (one) => (one.collections = [...new Set([...one.collections, id])]);
    if (await mark(some, { collect: id }, add, t("library.collected", { name }))) toast(t("library.collected", { name }));
    refresh();
  } catch (error) {
    failed(error);
  }
}

/** Moves pictures out of sight, and offers to take it back. */
async function move(marks, back, said) {
  const some = subjects();
  const ids = some.map((one) => one.id);
  if (!(await mark(some, marks, () => null, said))) return;
  drop(ids);
  refresh();
  offered(said, t("undo"), () => send(ids, back).then(() => search(shelf.q, false), failed));
}

const n = () => subjects().length;
export const archive = () =>
  has("is", "archived")
    ? move({ archived: false }, { archived: true }, t("library.unarchived", { n: n() }))
    : move({ archived: true }, { archived: false }, t("library.archived", { n: n() }));
export const trash = () =>
  inTrash()
    ? move({ trashed: false }, { trashed: true }, t("library.restored", { n: n() }))
    : move({ trashed: true }, { trashed: false }, t("library.trashed", { n: n() }));

/** Forgets pictures in the trash for good: these, by default the selection; everything when there is none. */
async function purge(ids = [...shelf.chosen]) {
  const question = ids.length ? t("library.purge.sure", { n: ids.length }) : t("library.purge.all.sure");
  if (!(await sure(byId("sure"), question, t("library.purge")))) return;
  try {
    for (let at = 0; at < Math.max(1, ids.length); at += AT_ONCE)
      await api.library.purge(ids.length ? { ids: ids.slice(at, at + AT_ONCE) } : { everything: true });
    toast(t("library.purged"));
    search(shelf.q, false);
    refresh();
  } catch (error) {
    failed(error);
  }
}

/** What can be done to pictures in the trash: `ids` are deleted, by default the selection. */
export const goneButtons = (ids) => [
  h("button", { type: "button", class: "button small", on: { click: trash } }, icon("restore"), t("library.restore")),
  h("button", { type: "button", class: "button small danger", on: { click: () => purge(ids) } }, t("library.purge")),
];

function bar() {
  const chosen = shelf.chosen.size;
  const gone = inTrash();
  return [
    h("span", { class: "bar-count", role: "status" }, t("library.chosen", { n: chosen })),
    !gone && [
      iconButton("star", t("marks.star"), star),
      ratingButtons(null, rate),
      iconButton("tag", t("library.tag"), tag),
      iconButton("folder", t("library.collect"), collect),
      iconButton(has("is", "archived") ? "restore" : "archive", t(has("is", "archived") ? "library.unarchive" : "library.archive"), archive),
    ],
    gone ? goneButtons() : iconButton("clear", t("library.trash"), trash),
    iconButton("close", t("library.unselect"), () => choose([])),
  ];
}

export function actions() {
  const box = byId("actions");
  const empty = h("button", { type: "button", class: "button small danger", on: { click: () => purge([]) } }, t("library.purge.all"));
  byId("trash-tools").append(empty);
  on("selected found", () => {
    box.hidden = shelf.chosen.size === 0;
    box.replaceChildren(...(shelf.chosen.size ? bar().flat(2).filter(Boolean) : []));
    byId("trash-tools").hidden = !inTrash() || shelf.chosen.size > 0 || !shelf.items.length;
  });
}
