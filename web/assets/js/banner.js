// Whether the studio would serve a turn, said at the top when it would not; and the small light of the event stream.
import * as api from "./api.js";
import { byId, refill } from "./dom.js";
import { t } from "./i18n.js";
import { on } from "./store.js";

const WELL = 30000;
const ILL = 3000;

let timer = 0;

async function look() {
  clearTimeout(timer);
  const answer = await api.health();
  const well = answer?.status === "ok";
  const banner = byId("banner");
  banner.hidden = well;
  refill(banner, [well, answer?.waiting], () =>
    well ? null : answer ? answer.waiting || t("banner.starting") : t("banner.offline"),
  );
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
