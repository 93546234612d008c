// The column of turns. Adds and updates cards; refuses to rebuild what has not changed, and to hold more of a long
// conversation than one reads: earlier turns come when one scrolls up to them.
import { byId, h } from "./dom.js";
import { hasEarlier, readEarlier } from "./earlier.js";
import { emptyPage } from "./empty.js";
import { originLine } from "./fork.js";
import { t } from "./i18n.js";
import { ENDED, image, on, said, state } from "./store.js";
import { failed } from "./toast.js";
import { TurnCard } from "./turn.js";

const PAGE = 24;

const cards = new Map(); // turn id -> its card, in order; always the last ones of the conversation
let list, earlier;

const nearEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 160;
const toEnd = () => list.scrollTo({ top: list.scrollHeight });

function card(turn) {
  const made = new TurnCard(turn);
  made.update(turn);
  return [turn.id, made];
}

function offerEarlier() {
  earlier.hidden = said().length <= cards.size && !hasEarlier();
}

/** A page of earlier turns above the others; what one looks at stays where it is. */
async function showEarlier() {
  const { session } = state;
  if (said().length - cards.size < PAGE && hasEarlier()) await readEarlier();
  if (session !== state.session) return;
  const all = said();
  const end = all.length - cards.size;
  const older = all.slice(Math.max(0, end - PAGE), end).map(card);
  const below = list.scrollHeight - list.scrollTop;
  earlier.after(...older.map(([, one]) => one.element));
  const newer = [...cards];
  cards.clear();
  for (const [id, one] of [...older, ...newer]) cards.set(id, one);
  offerEarlier();
  list.scrollTop = list.scrollHeight - below;
}

const more = () => showEarlier().catch(failed);

/** Lets go of what has long been scrolled away. */
function trim() {
  if (cards.size <= 2 * PAGE) return;
  for (const [id, one] of [...cards].slice(0, PAGE)) {
    one.element.remove();
    cards.delete(id);
  }
  offerEarlier();
}

/** Puts a new turn's card where it belongs; false for one of the earlier turns that are not shown. */
function add(turn) {
  const all = said();
  const at = all.indexOf(turn);
  if (at < all.length - cards.size - 1) return false;
  list.querySelector(".empty")?.remove();
  const later = all.slice(at + 1).map((one) => [one.id, cards.get(one.id)]);
  for (const [id] of later) cards.delete(id);
  for (const [id, one] of [card(turn), ...later]) cards.set(id, one);
  const { element } = cards.get(turn.id);
  if (later.length) later[0][1].element.before(element);
  else list.append(element);
  return true;
}

function show(id, always = false) {
  const turn = state.turns.get(id);
  if (!turn || turn.dry) return;
  const follow = always || nearEnd();
  if (cards.has(id)) cards.get(id).update(turn);
  else if (add(turn) && follow) trim();
  if (follow) toEnd();
}

function reopen() {
  cards.clear();
  const last = said().slice(-PAGE).map(card);
  for (const [id, one] of last) cards.set(id, one);
  const origin = originLine();
  list.replaceChildren(...(origin ? [origin] : []), earlier, ...(last.length ? last.map(([, one]) => one.element) : [emptyPage()]));
  offerEarlier();
  toEnd();
}

/** Brings a turn into view, however long ago it was. */
async function seek(id) {
  const { session } = state;
  while (!cards.has(id) && !earlier.hidden && session === state.session) await showEarlier();
  cards.get(id)?.element.scrollIntoView({ block: "center" });
}

/** The turn that a job or picture belongs to, drawn again. */
const showOwner = (turn) => turn && show(turn);

export function conversation() {
  list = byId("turns");
  earlier = h("button", { type: "button", class: "button link earlier", hidden: true, on: { click: more } }, t("turns.earlier"));
  new IntersectionObserver(([seen]) => seen.isIntersecting && more(), { root: list }).observe(earlier);
  on("opened", reopen);
  on("turn", (id) => (id ? show(id) : [...cards.keys()].forEach((one) => show(one))));
  on("sought", (id) => seek(id).catch(failed));
  on("sent", (id) => show(id, true));
  on("turn job", () => {
    // where they stand in the queue depends on the others
    for (const [id, one] of cards) if (!ENDED.has(one.element.dataset.state)) one.update(state.turns.get(id));
  });
  on("job previewed", (id) => showOwner(state.jobs.get(id)?.turn));
  on("image", (id) => showOwner(image(id)?.turn));
  on("selected", () => {
    for (const button of list.querySelectorAll("[data-image]")) {
      button.setAttribute("aria-pressed", String(button.dataset.image === state.selected));
    }
  });
  // Thumbnails load late: keep the newest words in view.
  list.addEventListener("load", () => nearEnd() && toEnd(), true);
  list.append(h("p", { class: "quiet loading" }, "…"));
}
