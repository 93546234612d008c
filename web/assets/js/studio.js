// Puts the page together: each room in its place, then the session that the address asks for.
import { banner } from "./banner.js";
import { carrySession } from "./carry.js";
import { compare } from "./compare.js";
import { composer } from "./composer.js";
import { conversation } from "./conversation.js";
import { byId } from "./dom.js";
import { earlierPictures } from "./earlier.js";
import { historyRoom, showHow } from "./history.js";
import { switchLanguage, t } from "./i18n.js";
import { icon, iconButton } from "./icons.js";
import { keyboard } from "./keys.js";
import { markButtons } from "./marks.js";
import { paintMask } from "./mask.js";
import { planShape } from "./plan.js";
import { previews } from "./previews.js";
import { openFromAddress, sessionDrawer } from "./sessions.js";
import { offer, stage } from "./stage.js";
import { on, pictures, state } from "./store.js";
import { themeButton } from "./theme.js";
import { acceptDrops } from "./upload.js";
import { walkButtons } from "./walk.js";

function label(id, name, text) {
  const button = byId(id);
  button.append(icon(name));
  button.setAttribute("aria-label", text);
  button.title = text;
}

function tabs() {
  const all = [...document.querySelectorAll(".tabs [role=tab]")];
  const show = () =>
    all.forEach((tab) => tab.setAttribute("aria-selected", String(tab.dataset.tab === byId("app").dataset.tab)));
  for (const tab of all) tab.addEventListener("click", () => (byId("app").dataset.tab = tab.dataset.tab));
  new MutationObserver(show).observe(byId("app"), { attributeFilter: ["data-tab"] });
  on(
    "selected",
    ({ byPerson }) => byPerson && byId("app").dataset.tab === "talk" && (byId("app").dataset.tab = "picture"),
  );
}

label("open-sessions", "menu", t("sessions"));
label("open-library", "library", t("library"));
label("open-keys", "help", t("keys"));
label("carry-session", "carry", t("carry.session"));
byId("carry-session").addEventListener("click", () => carrySession());
on("opened image turn", () => (byId("carry-session").hidden = !state.session));
themeButton();
byId("language").addEventListener("change", (event) => switchLanguage(event.target.value));

previews();
banner();
conversation();
composer();
stage();
offer((one) => [
  ...walkButtons(one),
  markButtons(one),
  iconButton("brush", t("stage.mask"), paintMask, { id: "paint-mask" }),
  iconButton("crop", t("stage.shape"), () => planShape(one), { id: "shape" }),
  pictures().length > 1 && iconButton("compare", t("stage.compare"), () => compare(), { id: "compare" }),
  iconButton("recipe", t("stage.recipe"), showHow, { id: "how" }),
]);
historyRoom();
earlierPictures();
sessionDrawer();
tabs();
acceptDrops();
keyboard();
openFromAddress();
