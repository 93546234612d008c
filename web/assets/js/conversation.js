// The column of turns. Adds and updates cards; refuses to rebuild what has not changed.
import { byId, h } from "./dom.js";
import { emptyPage } from "./empty.js";
import { image, on, state } from "./store.js";
import { TurnCard } from "./turn.js";

const cards = new Map();
let list;

const nearEnd = () => list.scrollHeight - list.scrollTop - list.clientHeight < 160;

function show(id, always = false) {
  const turn = state.turns.get(id);
  if (!turn || turn.dry) return;
  const stay = !always && !nearEnd();
  let card = cards.get(id);
  if (!card) {
    list.querySelector(".empty")?.remove();
    card = new TurnCard(turn);
    cards.set(id, card);
    list.append(card.element);
  }
  card.update(turn);
  if (!stay) list.scrollTo({ top: list.scrollHeight });
}

function reopen() {
  cards.clear();
  list.replaceChildren();
  const turns = [...state.turns.values()].filter((turn) => !turn.dry);
  if (!turns.length) list.append(emptyPage());
  for (const turn of turns) show(turn.id, true);
}

/** The turn that a job or picture belongs to, drawn again. */
const showOwner = (turn) => turn && show(turn);

export function conversation() {
  list = byId("turns");
  on("opened", reopen);
  on("turn", (id) => (id ? show(id) : [...cards.keys()].forEach((one) => show(one))));
  on("sent", (id) => show(id, true));
  on("job previewed", (id) => showOwner(state.jobs.get(id)?.turn));
  on("image", (id) => showOwner(image(id)?.turn));
  on("selected", () => {
    for (const button of list.querySelectorAll("[data-image]")) {
      button.setAttribute("aria-pressed", String(button.dataset.image === state.selected));
    }
  });
  // Thumbnails load late: keep the newest words in view.
  list.addEventListener("load", () => nearEnd() && list.scrollTo({ top: list.scrollHeight }), true);
  list.append(h("p", { class: "quiet loading" }, "…"));
}
