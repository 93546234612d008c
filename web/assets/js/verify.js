// The page that says what a file tells of itself. Sends it to be read, keeps nothing, and says so.
import * as api from "./api.js";
import { byId, h } from "./dom.js";
import { report } from "./found.js";
import { switchLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { BYTES } from "./limits.js";
import { themeButton } from "./theme.js";

const TYPES = "image/png,image/jpeg,image/webp";

const back = byId("open-studio");
back.append(icon("back"));
back.setAttribute("aria-label", t("library.studio"));
themeButton();
byId("language").addEventListener("change", (event) => switchLanguage(event.target.value));

const result = byId("result");
const input = byId("file");
input.accept = TYPES;

async function look(file) {
  if (!file) return;
  const url = URL.createObjectURL(file);
  const head = h("header", { class: "verify-head" }, h("img", { src: url, alt: "" }), h("b", {}, file.name));
  head.querySelector("img").addEventListener("load", () => URL.revokeObjectURL(url));
  const wait = h("p", { class: "quiet", role: "status" }, h("i", { class: "spinner", "aria-hidden": "true" }), ` ${t("verify.reading")}`);
  result.replaceChildren(head, wait);
  try {
    if (file.size > BYTES) throw new api.Problem(413, { code: "too-large" });
    wait.replaceWith(report(await api.verify(file)));
  } catch (error) {
    wait.replaceWith(h("p", { class: "complaint", role: "alert" }, error.message));
  }
}

input.addEventListener("change", () => look(input.files[0]));
window.addEventListener("dragover", (event) => event.preventDefault());
window.addEventListener("drop", (event) => {
  event.preventDefault();
  look(event.dataTransfer.files[0]);
});
window.addEventListener("paste", (event) => look(event.clipboardData?.files[0]));
