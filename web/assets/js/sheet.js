// The sheet that lists a page's keys. Owns its dialog; what the keys do stands with their page.
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { iconButton } from "./icons.js";

/** A function that opens the sheet of `groups`: `[title key, [[keys, text key], ...]]`. Made when first opened. */
export function keySheet(groups) {
  let made = null;
  const section = ([title, rows]) =>
    h(
      "section",
      {},
      h("h3", {}, t(title)),
      h(
        "dl",
        {},
        rows.map(([keys, what]) => [h("dt", {}, h("kbd", {}, keys)), h("dd", {}, t(what))]),
      ),
    );
  const make = () => {
    const box = h(
      "dialog",
      { class: "sheet", "aria-label": t("keys") },
      h(
        "header",
        {},
        h("h2", {}, t("keys")),
        iconButton("close", t("close"), () => box.close()),
      ),
      h("div", { class: "sheet-columns" }, groups.map(section)),
    );
    box.addEventListener("click", (event) => event.target === box && box.close());
    document.body.append(box);
    return box;
  };
  return () => (made ??= make()).showModal();
}
