// What one may do with a turn that has ended: the same once more with other chance, the same words anew, other words.
import { say } from "./composer.js";
import { h } from "./dom.js";
import { t } from "./i18n.js";
import { icon } from "./icons.js";
import { likewise, send } from "./send.js";
import { failed } from "./toast.js";

const button = (name, text, title, click) =>
  h("button", { type: "button", class: "button small ghost", title, on: { click } }, icon(name), text);

const chance = () => Math.floor(Math.random() * 2 ** 31);

/** Only pictures painted from words come out differently with another seed. */
const playsDice = (turn) => turn.state === "done" && turn.plan?.steps.some((step) => step.params.prompt);

const another = (turn) =>
  button("dice", t("turn.another"), t("turn.another.help"), () =>
    send({ ...likewise(turn), plan: turn.plan, seed: chance() }).catch(failed),
  );

const anew = (turn) =>
  button("replay", t("turn.again"), t("turn.again.help"), () => send(likewise(turn)).catch(failed));

const otherwise = (turn) => button("pencil", t("turn.change"), t("turn.change.help"), () => say(turn.text));

/** A row of buttons, or null where none makes sense. */
export function againRow(turn) {
  const offers = playsDice(turn)
    ? [another(turn)]
    : ["failed", "cancelled"].includes(turn.state)
      ? [anew(turn), otherwise(turn)]
      : [];
  return offers.length ? h("div", { class: "row again" }, offers) : null;
}
