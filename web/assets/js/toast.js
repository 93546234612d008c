// Short notices that go away by themselves. Errors stay longer and are read out.
import { byId, coded, h } from "./dom.js";
import { t } from "./i18n.js";
import { iconButton } from "./icons.js";

function notice(kind, ...said) {
  const box = h("div", { class: `toast ${kind}`, role: kind === "error" ? "alert" : "status" }, h("div", {}, said));
  box.append(iconButton("close", t("close"), () => box.remove()));
  byId("toasts").append(box);
  setTimeout(() => box.remove(), kind === "error" ? 9000 : 4000);
}

/** Says a sentence. */
export const toast = (text, kind = "info") => notice(kind, h("p", {}, text));

/** Says what went wrong: a Problem, its server's own words behind it. */
export const failed = (error) =>
  notice(
    "error",
    h("p", {}, coded(error.message)),
    error.detail && h("p", { class: "quiet", lang: "en" }, error.detail),
  );
