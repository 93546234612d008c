// The keyboard: single keys when no text is being typed, and the sheet that lists them.
import { address } from "./address.js";
import { byId, typing } from "./dom.js";
import { compare } from "./compare.js";
import { showHistory, showHow } from "./history.js";
import { rate, star, trash } from "./marks.js";
import { paintMask } from "./mask.js";
import { openHistory, openSession } from "./sessions.js";
import { keySheet } from "./sheet.js";
import { walk } from "./stage.js";
import { covered, uncover, zoom } from "./viewport.js";
import { step } from "./walk.js";

const ACTS = {
  "/": () => byId("words").focus(),
  n: () => openSession(null),
  s: () => byId("open-sessions").click(),
  ArrowLeft: () => walk(-1),
  ArrowRight: () => walk(1),
  "+": () => zoom(1.25),
  "=": () => zoom(1.25),
  "-": () => zoom(0.8),
  0: () => zoom(null),
  c: () => compare(),
  f: () => star(),
  ...Object.fromEntries([1, 2, 3, 4, 5].map((stars) => [stars, () => rate(stars)])),
  b: () => location.assign("/library"),
  m: () => paintMask(),
  Delete: () => trash(),
  r: () => showHow(),
  g: () => showHistory("graph"),
  l: () => showHistory("list"),
  h: () => openHistory(),
  "?": () => sheet(),
};

const SHEET = [
  [
    "keys.talk",
    [
      ["Enter", "keys.send"],
      ["Shift + Enter", "keys.newline"],
      ["Alt + Enter", "keys.plan"],
      ["↑", "keys.recall"],
      ["/", "keys.focus"],
    ],
  ],
  [
    "keys.picture",
    [
      ["← →", "keys.walk"],
      ["Ctrl + Z", "keys.undo"],
      ["Ctrl + Shift + Z", "keys.redo"],
      ["+ − 0", "keys.zoom"],
      ["C", "keys.compare"],
      ["M", "keys.mask"],
      ["F", "keys.star"],
      ["1 … 5", "keys.rate"],
      ["R", "keys.recipe"],
      ["Del", "library.trash"],
    ],
  ],
  [
    "keys.mask.title",
    [
      ["B  E", "keys.mask.tools"],
      ["[  ]", "keys.mask.size"],
      ["← ↑ ↓ →", "keys.mask.move"],
      ["␣", "keys.mask.stroke"],
      ["1 … 9", "keys.mask.region"],
      ["Z  Y", "keys.mask.undo"],
      ["I  X", "keys.mask.invert"],
      ["Enter", "keys.mask.done"],
    ],
  ],
  [
    "keys.history",
    [
      ["L  G", "keys.views"],
      ["H", "keys.whole"],
      ["↑ ↓ ← →", "keys.graph"],
    ],
  ],
  [
    "keys.page",
    [
      ["N", "keys.new"],
      ["S", "keys.sessions"],
      ["B", "keys.library"],
      ["Esc", "keys.escape"],
      ["?", "keys.help"],
    ],
  ],
];

const sheet = keySheet(SHEET);

/** Ctrl-Z and Ctrl-Shift-Z, which text fields and the brush keep for themselves. */
function walks(event) {
  const way = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
  if (!way || !(event.ctrlKey || event.metaKey) || event.altKey || event.defaultPrevented) return false;
  if (typing(event.target) || covered() === "mask" || address().history || document.querySelector("dialog[open]"))
    return false;
  event.preventDefault();
  step(way);
  return true;
}

export function keyboard() {
  byId("open-keys").addEventListener("click", sheet);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && covered()) return uncover();
    if (walks(event)) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.key === "Escape" && event.target === byId("words")) return byId("words").blur();
    if (typing(event.target) || document.querySelector("dialog[open]")) return;
    if (address().history) return; // the history has keys of its own
    if (event.key.startsWith("Arrow") && event.target.closest?.("[role=tablist], [role=radiogroup], fieldset, input"))
      return;
    const act = ACTS[event.key] ?? ACTS[event.key.toLowerCase()];
    if (!act) return;
    event.preventDefault();
    act();
  });
}
