// Light or dark: as the system has it, or as chosen here. The server writes the choice into the next page, so that none
// flashes in the other colours first.
import { announce, byId } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";

const CHOICES = ["system", "light", "dark"];
const root = document.documentElement;
const chosen = () => root.dataset.theme ?? "system";

function show() {
  const text = t(`theme.${chosen()}`);
  byId("theme").replaceChildren(icon({ system: "half", light: "sun", dark: "moon" }[chosen()]));
  byId("theme").setAttribute("aria-label", text);
  byId("theme").title = text;
}

function next() {
  const choice = CHOICES[(CHOICES.indexOf(chosen()) + 1) % CHOICES.length];
  if (choice === "system") delete root.dataset.theme;
  else root.dataset.theme = choice;
  document.querySelector("meta[name=color-scheme]").content = choice === "system" ? "light dark" : choice;
  document.cookie = `theme=${choice};path=/;max-age=${choice === "system" ? 0 : 31536000};samesite=lax`;
  show();
  announce(t(`theme.${choice}`));
}

/** Makes the button in the bar answer. */
export function themeButton() {
  show();
  byId("theme").addEventListener("click", next);
}
