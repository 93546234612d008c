// What leaves the studio: a picture as a file with its marks, a branch or a session as a zip, a link for others to look.
// And what comes in again: zips. Refuses to guess what somebody wants to be told of a picture: it is asked each time.
import * as api from "./api.js";
import { announce, h } from "./dom.js";
import { language, moment, t } from "./i18n.js";
import { icon, iconButton } from "./icons.js";
import { openSession } from "./sessions.js";
import { state } from "./store.js";
import { failed, toast } from "./toast.js";

const CHOSEN = "carry";
const FORMATS = ["png", "jpeg", "webp"];
const RECIPES = ["full", "wordless", "none"];
const LABELS = ["none", "ai", "ai-zh"];
const REACHES = ["ancestors", "family", "alone"];
const DAYS = ["7", "30", ""];

const remembered = () => ({ format: "png", recipe: "full", label: "none", ...JSON.parse(localStorage.getItem(CHOSEN) ?? "{}") });

const choice = (name, options, value, label) =>
  h(
    "label",
    { class: "field" },
    h("span", {}, label),
    h(
      "select",
      { name },
      options.map((one) => h("option", { value: one, selected: one === value }, t(`carry.${name}.${one || "ever"}`))),
    ),
  );

const go = (href, text, look = "button") => h("a", { class: look, href, download: "" }, icon("download"), text);

function sheet(title, ...parts) {
  const box = h("dialog", { class: "sheet carry", "aria-label": title });
  box.append(
    h("header", {}, h("h2", {}, title), iconButton("close", t("close"), () => box.close())),
    ...parts.flat().filter(Boolean),
  );
  box.addEventListener("click", (event) => event.target === box && box.close());
  box.addEventListener("close", () => box.remove());
  document.body.append(box);
  box.showModal();
  return box;
}

/** The sheet of one picture: as a file, with its history, or a file to be checked. */
export function carryPicture(one) {
  const chosen = remembered();
  const form = h(
    "form",
    { class: "carry-form" },
    choice("format", FORMATS, chosen.format, t("carry.format")),
    choice("recipe", RECIPES, chosen.recipe, t("carry.recipe")),
    choice("label", LABELS, chosen.label, t("carry.label")),
  );
  const reach = choice("reach", REACHES, "ancestors", t("carry.reach"));
  const save = go("", t("carry.save"), "button primary");
  const bundle = go("", t("carry.zip"));
  const point = () => {
    const wish = Object.fromEntries(new FormData(form));
    localStorage.setItem(CHOSEN, JSON.stringify(wish));
    save.href = api.images.download(one.id, wish);
    bundle.href = api.images.bundle(one.id, reach.querySelector("select").value, language);
  };
  form.addEventListener("change", point);
  reach.addEventListener("change", point);
  point();
  sheet(
    t("carry.picture", { handle: one.handle }),
    h("section", {}, form, h("p", { class: "quiet" }, t("carry.marks")), h("div", { class: "row" }, save)),
    h("section", {}, h("h3", {}, t("carry.history")), reach, h("div", { class: "row" }, bundle)),
    h("p", {}, h("a", { class: "button link small", href: "/verify" }, t("carry.check"))),
  );
  save.focus();
}

/** The sheet of the open session: as a zip, and the links to it. */
export async function carrySession(session = state.session) {
  const list = h("ul", { class: "shares" });
  const form = h(
    "form",
    { class: "carry-form" },
    choice("words", ["yes", "no"], "yes", t("carry.words")),
    choice("days", DAYS, "7", t("carry.days")),
    h("button", { type: "submit", class: "button" }, icon("plus"), t("carry.link")),
  );
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = new FormData(form);
    try {
      const days = said.get("days") ? Number(said.get("days")) : null;
      const made = await api.shares.add(session.id, { words: said.get("words") === "yes", days });
      list.prepend(shareRow(made, list));
      copy(made);
    } catch (error) {
      failed(error);
    }
  });
  sheet(
    t("carry.session"),
    h(
      "section",
      {},
      h("p", { class: "quiet" }, t("carry.session.help"), session.origin && ` ${t("carry.session.origin")}`),
      h("div", { class: "row" }, go(api.sessions.bundle(session.id, language), t("carry.zip"), "button primary")),
    ),
    h("section", {}, h("h3", {}, t("carry.links")), h("p", { class: "quiet" }, t("carry.links.help")), form, list),
  );
  try {
    const { shares } = await api.shares.list(session.id);
    list.append(...shares.map((one) => shareRow(one, list)));
  } catch (error) {
    failed(error);
  }
}

const address = (share) => new URL(share.path, location.href).href;

const copy = (share) =>
  (navigator.clipboard?.writeText(address(share)) ?? Promise.reject()).then(
    () => toast(t("copied")),
    () => toast(t("copy.failed"), "error"),
  );

function shareRow(share) {
  const row = h(
    "li",
    {},
    h("input", { type: "text", readonly: true, value: address(share), "aria-label": t("carry.link.address"), on: { focus: (event) => event.target.select() } }),
    h(
      "small",
      { class: "quiet" },
      `${t(share.words ? "carry.words.yes" : "carry.words.no")} · ${share.expires ? t("carry.until", { when: moment(share.expires) }) : t("carry.days.ever")}`,
    ),
    iconButton("copy", t("carry.link.copy"), () => copy(share)),
    h("a", { class: "icon-button", href: share.path, target: "_blank", rel: "noreferrer", title: t("carry.link.open"), "aria-label": t("carry.link.open") }, icon("forth")),
    iconButton("clear", t("carry.link.revoke"), () => api.shares.revoke(share.id).then(() => (row.remove(), announce(t("carry.link.gone"))), failed)),
  );
  return row;
}

export const isZip = (file) => /zip/.test(file.type) || /\.zip$/i.test(file.name);

/** Takes in a zip as a session of its own, and opens it. */
export async function bringZip(file) {
  const done = await api.bundles.bring(file);
  toast(t(done.already ? "carry.already" : "carry.came", { n: done.pictures, title: done.title || t("session.untitled") }));
  await openSession(done.session);
}
