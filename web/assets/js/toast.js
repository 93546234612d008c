// Short notices that go away by themselves. Errors stay longer and are read out.
import { byId, h } from "./dom.js";
import { t } from "./i18n.js";
import { iconButton } from "./icons.js";

export function toast(text, kind = "info") {
  const box = h("div", { class: `toast ${kind}`, role: kind === "error" ? "alert" : "status" }, h("p", {}, text));
  box.append(iconButton("close", t("close"), () => box.remove()));
  byId("toasts").append(box);
  setTimeout(() => box.remove(), kind === "error" ? 9000 : 4000);
}
