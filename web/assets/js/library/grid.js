// The wall of pictures: only the rows in sight are in the document, however many there are. Refuses to fetch.
import * as api from "../api.js";
import { byId, h } from "../dom.js";
import { t } from "../i18n.js";
import { icon } from "../icons.js";
import { go, on, readOn, shelf, toggle } from "./shelf.js";

const GAP = 10;
const WIDE = 168; // pixels a tile is to have at least
const NARROW = 108;
const SPARE = 2; // rows above and below those in sight
let wall, space, view;
let columns = 1;
let side = 0;
const tiles = new Map(); // index -> element
let open = () => null;

const label = (one) => one.alt || t("picture.untold", { handle: one.handle });

function tile(index) {
  const one = shelf.items[index];
  const box = h(
    "div",
    {
      class: "tile",
      role: "option",
      id: `tile-${index}`,
      data: { id: one.id },
      css: {
        width: `${side}px`,
        height: `${side}px`,
        transform: `translate(${(index % columns) * (side + GAP)}px, ${Math.floor(index / columns) * (side + GAP)}px)`,
      },
    },
    h("img", { src: api.images.url(one.id, "thumb"), alt: "", decoding: "async", draggable: "false" }),
    h("span", { class: "tile-check", "aria-hidden": "true" }, icon("check")),
    h("span", { class: "tile-marks", "aria-hidden": "true" }),
  );
  dress(box, index);
  return box;
}

function dress(box, index) {
  const one = shelf.items[index];
  const chosen = shelf.chosen.has(one.id);
  const told = [
    label(one),
    one.star && t("marks.starred"),
    one.rating && t("marks.rated", { n: one.rating }),
    one.words,
  ].filter(Boolean);
  box.setAttribute("aria-selected", String(chosen));
  box.setAttribute("aria-posinset", String(index + 1));
  box.setAttribute("aria-setsize", shelf.more ? "-1" : String(shelf.items.length));
  box.setAttribute("aria-label", told.join(" · "));
  box.title = one.words ?? one.alt;
  box.classList.toggle("here", index === shelf.at);
  box.querySelector(".tile-marks").textContent = `${one.star ? "★" : ""}${"●".repeat(one.rating ?? 0)}`;
}

function measure() {
  const style = getComputedStyle(wall);
  const width = wall.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
  const wanted = width < 600 ? NARROW : WIDE;
  columns = Math.max(2, Math.floor((width + GAP) / (wanted + GAP)));
  side = Math.floor((width - GAP * (columns - 1)) / columns);
  tiles.forEach((one) => one.remove());
  tiles.clear();
  draw();
}

function draw() {
  view = 0;
  const rows = Math.ceil(shelf.items.length / columns);
  space.style.setProperty("height", `${Math.max(0, rows * (side + GAP) - GAP)}px`);
  const row = side + GAP;
  const first = Math.max(0, Math.floor(wall.scrollTop / row) - SPARE) * columns;
  const last = Math.min(shelf.items.length, (Math.ceil((wall.scrollTop + wall.clientHeight) / row) + SPARE) * columns);
  for (const [index, box] of tiles) {
    if (index < first || index >= last || box.dataset.id !== shelf.items[index].id) {
      box.remove();
      tiles.delete(index);
    }
  }
  const fresh = [];
  for (let index = first; index < last; index += 1) {
    if (tiles.has(index)) dress(tiles.get(index), index);
    else {
      const box = tile(index);
      tiles.set(index, box);
      fresh.push(box);
    }
  }
  space.append(...fresh);
  if (last > shelf.items.length - columns * 6) readOn();
  const here = tiles.get(shelf.at);
  if (here) wall.setAttribute("aria-activedescendant", here.id);
  else wall.removeAttribute("aria-activedescendant");
}

const soon = () => (view ||= requestAnimationFrame(draw));

/** The picture with the focus comes into sight. */
function reveal() {
  const row = side + GAP;
  const top = Math.floor(shelf.at / columns) * row;
  if (top < wall.scrollTop) wall.scrollTop = top;
  else if (top + side > wall.scrollTop + wall.clientHeight - GAP)
    wall.scrollTop = top + side - wall.clientHeight + 2 * GAP;
  draw();
}

/** How far the keys go: one row, one screen. */
export const steps = () => ({
  row: columns,
  screen: columns * Math.max(1, Math.floor(wall.clientHeight / (side + GAP)) - 1),
});

function clicked(event) {
  const box = event.target.closest(".tile");
  if (!box) return;
  const index = Number(box.id.slice(5));
  wall.focus({ preventScroll: true });
  if (event.target.closest(".tile-check") || event.ctrlKey || event.metaKey) return toggle(index);
  if (event.shiftKey) return go(index, { extend: true });
  // A finger that has begun to select goes on selecting; otherwise a click opens.
  if (shelf.chosen.size) return toggle(index);
  go(index);
  open();
}

/** Makes the wall; `show()` opens the picture with the focus. */
export function grid(show) {
  open = show;
  wall = byId("wall");
  space = h("div", { class: "wall-space" });
  wall.append(space);
  wall.addEventListener("scroll", soon, { passive: true });
  wall.addEventListener("click", clicked);
  wall.addEventListener("mousedown", (event) => event.shiftKey && event.preventDefault()); // no text is selected
  new ResizeObserver(measure).observe(wall);
  on("found", (how) => {
    if (!how?.further) wall.scrollTop = 0;
    draw();
  });
  on("changed selected", draw);
  on("moved", reveal);
}
