// What is said of a picture for those who do not see it, and a hand to write it anew.
import * as api from "./api.js";
import { announce, h } from "./dom.js";
import { HAN, t } from "./i18n.js";
import { iconButton } from "./icons.js";
import { emit, image, putImage } from "./store.js";
import { altOf } from "./thumb.js";
import { failed } from "./toast.js";

const MOST = 2000;
const langOf = (text) => (HAN.test(text) ? "zh-Hans" : "en");

/** The alt text as a paragraph that can be edited in place. */
export function altText(given) {
  const box = h("div", { class: "alt-text" });
  const now = () => image(given.id) ?? given;
  const show = () =>
    box.replaceChildren(
      h("p", { lang: langOf(now().alt) }, altOf(now())),
      iconButton("pencil", t("alt.edit"), edit, { class: "icon-button faint" }),
    );
  const edit = () => {
    const words = h("textarea", { rows: 2, maxlength: MOST, value: now().alt, "aria-label": t("alt.label") });
    const save = async () => {
      if (!words.value.trim()) return words.focus();
      try {
        putImage(await api.images.tell(given.id, words.value));
        emit("image", given.id);
        announce(t("alt.saved"));
        show();
        box.querySelector("button").focus();
      } catch (error) {
        failed(error);
      }
    };
    words.addEventListener("keydown", (event) => {
      if (event.key === "Escape") show();
      else if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      else save();
      event.preventDefault();
      event.stopPropagation();
    });
    box.replaceChildren(
      words,
      iconButton("check", t("alt.save"), save, { class: "icon-button faint" }),
      iconButton("close", t("cancel"), show, { class: "icon-button faint" }),
    );
    words.focus();
  };
  show();
  return box;
}
