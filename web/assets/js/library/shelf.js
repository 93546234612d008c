// What the library shows: the query, the pictures read so far, which are selected and which has the focus. Fetches and
// marks; refuses to draw.
import * as api from "../api.js";

const bus = new EventTarget();
/** Calls `fn(detail)` on each of the space-separated topics: found, changed, selected, moved, asked, failed. */
export const on = (topics, fn) =>
  topics.split(" ").forEach((topic) => bus.addEventListener(topic, (event) => fn(event.detail)));
const emit = (topic, detail) => bus.dispatchEvent(new CustomEvent(topic, { detail }));

export const shelf = {
  q: "",
  items: [], // PictureViews in the order found
  terms: [],
  more: false, // whether there are further ones
  chosen: new Set(), // ids
  at: 0, // index of the picture with the focus
  anchor: 0, // where a range begins
};
let cursor = null;
let reading = null; // the request under way
let asked = 0; // of two searches, the later one is shown

export const current = () => shelf.items[shelf.at];
export const has = (key, value) => shelf.terms.some((term) => term.key === key && !term.negated && term.value === value);
export const inTrash = () => has("is", "trash");
/** What an action is about: the selection, else the picture with the focus. */
export const subjects = () =>
  shelf.chosen.size ? shelf.items.filter((one) => shelf.chosen.has(one.id)) : [current()].filter(Boolean);

/** Asks anew; `push` makes it a step back in the browser's history. */
export async function search(q, push = true) {
  const mine = (asked += 1);
  shelf.q = q;
  const address = q ? `/library?q=${encodeURIComponent(q)}` : "/library";
  if (push && address !== location.pathname + location.search) history.pushState(null, "", address);
  emit("asked");
  try {
    const page = await api.library.search(q, null);
    if (mine !== asked) return;
    Object.assign(shelf, { items: page.items, terms: page.terms, more: page.cursor !== null, at: 0, anchor: 0 });
    shelf.chosen.clear();
    ({ cursor } = page);
    reading = null;
    emit("found");
    emit("selected");
  } catch (error) {
    if (mine === asked) emit("failed", error);
  }
}

/** Reads the next pictures, if there are any. */
export function readOn() {
  if (!shelf.more || reading) return reading;
  const mine = asked;
  reading = api.library
    .search(shelf.q, cursor, 200)
    .then((page) => {
      if (mine !== asked) return;
      shelf.items.push(...page.items);
      shelf.more = page.cursor !== null;
      ({ cursor } = page);
      reading = null;
      emit("found", { further: true });
    })
    .catch((error) => {
      if (mine !== asked) return;
      setTimeout(() => (reading = null), 3000); // not at once again: the server may be away
      emit("failed", error);
    });
  return reading;
}

/** Puts the focus on picture `index`; `extend` selects all from where the range began. */
export function go(index, { extend = false } = {}) {
  if (!shelf.items.length) return;
  shelf.at = Math.max(0, Math.min(shelf.items.length - 1, index));
  if (extend) {
    const [from, to] = [Math.min(shelf.anchor, shelf.at), Math.max(shelf.anchor, shelf.at)];
    shelf.chosen = new Set(shelf.items.slice(from, to + 1).map((one) => one.id));
    emit("selected");
  } else shelf.anchor = shelf.at;
  if (shelf.at > shelf.items.length - 60) readOn();
  emit("moved");
}

export function toggle(index = shelf.at) {
  const { id } = shelf.items[index] ?? {};
  if (!id) return;
  if (!shelf.chosen.delete(id)) shelf.chosen.add(id);
  shelf.at = shelf.anchor = index;
  emit("selected");
  emit("moved");
}

export function choose(ids) {
  shelf.chosen = new Set(ids);
  emit("selected");
}

/** Takes pictures that are no longer part of what is shown out of it. */
export function drop(ids) {
  const gone = new Set(ids);
  shelf.items = shelf.items.filter((one) => !gone.has(one.id));
  for (const id of gone) shelf.chosen.delete(id);
  shelf.at = Math.max(0, Math.min(shelf.at, shelf.items.length - 1));
  emit("found", { further: true });
  emit("selected");
  emit("moved");
  if (shelf.items.length < 60) readOn();
}

export const redraw = () => emit("changed");
