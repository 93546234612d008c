// Short notices that go away by themselves. Errors stay longer and are read out.
import { byId, coded, h } from "./dom.js";
import { t } from "./i18n.js";
import { iconButton } from "./icons.js";

function notice(kind, said, ...more) {
  const box = h("div", { class: `toast ${kind}`, role: kind === "error" ? "alert" : "status" }, h("div", {}, said), more);
  box.append(iconButton("close", t("close"), () => box.remove()));
  byId("toasts").append(box);
  setTimeout(() => box.remove(), kind === "info" ? 4000 : 9000);
  return box;
}

/** Says a sentence. */
export const toast = (text, kind = "info") => notice(kind, h("p", {}, text));

/** Says what went wrong: a Problem, its server's own words behind it; `about` names the file or thing it went wrong with. */
export const failed = (error, about = "") =>
  notice("error", [
    h("p", {}, about && h("b", {}, `${about}: `), coded(error.message)),
    error.detail && h("p", { class: "quiet", lang: "en" }, error.detail),
  ]);

/** Says what was done, with a way to take it back. */
export function offered(text, verb, act) {
  const button = h("button", { type: "button", class: "button small", on: { click: () => (box.remove(), act()) } }, verb);
  const box = notice("offer", h("p", {}, text), button);
}
