// The library's keyboard, on the wall and over one picture.
import { byId, typing } from "../dom.js";
import { keySheet } from "../sheet.js";
import { archive, collect, rate, star, tag, trash } from "./actions.js";
import { steps } from "./grid.js";
import { choose, current, go, shelf, toggle } from "./shelf.js";
import { alike, homeOf, openViewer, viewing } from "./viewer.js";

const by = (many) => (event) => go(shelf.at + many(), { extend: event.shiftKey && !viewing() });
const ACTS = {
  ArrowLeft: by(() => -1),
  ArrowRight: by(() => 1),
  ArrowUp: by(() => -steps().row),
  ArrowDown: by(() => steps().row),
  PageUp: by(() => -steps().screen),
  PageDown: by(() => steps().screen),
  Home: by(() => -shelf.items.length),
  End: by(() => shelf.items.length),
  " ": () => !viewing() && toggle(),
  Enter: () => !viewing() && openViewer(),
  f: star,
  m: alike,
  t: tag,
  c: collect,
  e: archive,
  Delete: trash,
  Backspace: trash,
  o: () => current() && location.assign(homeOf(current())),
  s: () => location.assign("/"),
  "/": () => byId("search").focus(),
  "?": () => sheet(),
  ...Object.fromEntries([0, 1, 2, 3, 4, 5].map((stars) => [stars, () => rate(stars)])),
};

export const sheet = keySheet([
  [
    "library.keys.walk",
    [
      ["← ↑ ↓ →", "library.keys.move"],
      ["Home  End", "library.keys.ends"],
      ["Enter", "library.keys.open"],
      ["O", "library.keys.home"],
      ["M", "library.alike"],
      ["Esc", "keys.escape"],
    ],
  ],
  [
    "library.keys.select",
    [
      ["␣", "library.keys.toggle"],
      ["Shift + ←→", "library.keys.range"],
      ["Ctrl + A", "library.keys.all"],
    ],
  ],
  [
    "library.keys.mark",
    [
      ["F", "keys.star"],
      ["0 … 5", "keys.rate"],
      ["T", "library.tag"],
      ["C", "library.collect"],
      ["E", "library.archive"],
      ["Del", "library.trash"],
    ],
  ],
  [
    "keys.page",
    [
      ["/", "library.search"],
      ["S", "library.studio"],
      ["?", "keys.help"],
    ],
  ],
]);

function pressed(event) {
  if (event.altKey || event.defaultPrevented || typing(event.target)) {
    if (event.key === "Escape" && event.target === byId("search")) byId("wall").focus();
    return;
  }
  const dialog = document.querySelector("dialog[open]");
  if (dialog && !viewing()) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "a" && !dialog) {
    event.preventDefault();
    return choose(shelf.items.map((one) => one.id));
  }
  if (event.ctrlKey || event.metaKey) return;
  if (event.key === "Escape" && !dialog) return choose([]);
  if (/^( |Enter)$/.test(event.key) && event.target.closest("button, a, summary")) return;
  const act = ACTS[event.key] ?? ACTS[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  act(event);
}

export function keyboard() {
  byId("open-keys").addEventListener("click", sheet);
  document.addEventListener("keydown", pressed);
}
