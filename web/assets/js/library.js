// Puts the library together: every picture of every session, found again, marked and kept.
import { byId } from "./dom.js";
import { switchLanguage, t } from "./i18n.js";
import { icon } from "./icons.js";
import { actions } from "./library/actions.js";
import { ask, searchBox } from "./library/box.js";
import { grid } from "./library/grid.js";
import { keyboard } from "./library/keys.js";
import { search } from "./library/shelf.js";
import { side } from "./library/side.js";
import { openViewer, viewer } from "./library/viewer.js";
import { themeButton } from "./theme.js";

for (const [id, name, text] of [
  ["open-studio", "back", t("library.studio")],
  ["open-keys", "help", t("keys")],
  ["open-rail", "filter", t("library.rail")],
]) {
  const button = byId(id);
  button.append(icon(name));
  button.setAttribute("aria-label", text);
  button.title = text;
}
themeButton();
byId("language").addEventListener("change", (event) => switchLanguage(event.target.value));
byId("open-rail").addEventListener("click", () => {
  const open = byId("app").dataset.rail !== "open";
  byId("app").dataset.rail = open ? "open" : "closed";
  byId("open-rail").setAttribute("aria-expanded", String(open));
});

const asked = () => new URLSearchParams(location.search).get("q") ?? "";
grid(openViewer);
searchBox();
side();
actions();
viewer();
keyboard();
window.addEventListener("popstate", () => {
  byId("search").value = asked();
  search(asked(), false);
});
ask(asked()).then(() => byId("wall").focus());
