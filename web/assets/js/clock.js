// How long something has been going on, in seconds, once that is worth saying. One clock for the whole page.
import { h } from "./dom.js";
import { number, t } from "./i18n.js";

const WORTH = 3; // seconds

function tick(box) {
  const seconds = Math.floor((Date.now() - Date.parse(box.dataset.since)) / 1000);
  box.textContent = seconds >= WORTH ? ` · ${t("clock.seconds", { n: number(seconds, 0) })}` : "";
}

/** The time since a moment in ISO form; nothing while there is none. */
export function elapsed(since) {
  const box = since ? h("span", { class: "elapsed", "aria-hidden": "true", data: { since } }) : null;
  if (box) tick(box);
  return box;
}

setInterval(() => document.querySelectorAll(".elapsed").forEach(tick), 1000);
