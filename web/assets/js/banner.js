// Whether the studio would serve a turn, said at the top when it would not; and the small light of the event stream.
import * as api from "./api.js";
import { byId, h, refill } from "./dom.js";
import { t, told } from "./i18n.js";
import { on } from "./store.js";

const WELL = 30000;
const ILL = 3000;

let timer = 0;

/** In the language of the page; the server's own English is the tooltip. */
const said = (answer, missing) =>
  answer
    ? [...missing.map(([kind]) => told(`banner.${kind}`, "")), t("banner.starting")].join(" ")
    : t("banner.offline");

async function look() {
  clearTimeout(timer);
  const answer = await api.health();
  const well = answer?.status === "ok";
  const banner = byId("banner");
  banner.hidden = well;
  const missing = Object.entries(answer?.workers ?? {}).filter(([, worker]) => !worker.ready);
  refill(banner, [well, missing], () => (well ? null : h("p", { title: answer?.waiting }, said(answer, missing))));
  clearTimeout(timer);
  timer = setTimeout(look, well ? WELL : ILL);
}

export function banner() {
  look();
  on("live", (name) => {
    const light = byId("live");
    light.dataset.state = name;
    light.querySelector(".live-text").textContent = t(`live.${name}`);
    light.title = t(`live.${name}`);
    if (name === "connecting" || name === "offline") look();
  });
}
