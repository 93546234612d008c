// The same history by time, newest first: one row for each picture and each sentence that led to none, with the lanes of
// the branches at its left. Refuses to know what picking means.
import { h, s } from "../dom.js";
import { langTag, moment, t } from "../i18n.js";
import { icon } from "../icons.js";
import { altOf } from "../thumb.js";
import { toolIcon, toolName } from "../tools.js";
import { Rows } from "../windowed.js";
import { bridged } from "./fold.js";
import { laneCount, lanesOf } from "./lanes.js";
import { turnsOf } from "./model.js";

const HEIGHT = 68;
const LANE = 14;

export class TimeLine {
  /** `pick(part)` a click, `enter(part)` a double click. */
  constructor({ pick, enter }) {
    this.element = h("div", { class: "time-line", role: "group", "aria-label": t("history.time") });
    this.rows = new Rows({ scroller: this.element, height: HEIGHT, name: "moments", build: (box) => this.row(box) });
    this.element.append(this.rows.list);
    this.element.addEventListener("click", (event) => {
      const part = event.target.closest("[data-part]")?.dataset.part;
      if (part) pick(part);
    });
    this.element.addEventListener("dblclick", (event) => {
      const part = event.target.closest("[data-part]")?.dataset.part;
      if (part) enter(part);
    });
  }

  /** Shows the boxes of a history that pass; `here` is the picked part. */
  show(history, passes, here) {
    const keep = new Set();
    const told = new Set(); // turns that a picture's row tells
    const turnOf = turnsOf(history);
    for (const box of history.boxes.values())
      if ((box.kind === "image" || box.kind === "lost") && (!passes || passes(box))) {
        keep.add(box.id);
        told.add(turnOf(box.id)?.id);
      }
    const { links } = bridged({ boxes: history.boxes, links: history.kin }, keep);
    const parent = new Map(links.filter(({ role }) => role === "source").map(({ from, to }) => [to, from]));
    const rows = [...history.boxes.values()]
      .filter((box) => keep.has(box.id) || (box.kind === "turn" && !told.has(box.id) && (!passes || passes(box))))
      .reverse();
    this.lanes = lanesOf(
      rows.map((box) => box.id),
      (id) => parent.get(id),
    );
    Object.assign(this, { history, turnOf, parent, here, boxes: rows, rail: laneCount(this.lanes) * LANE + 8 });
    this.rows.show(rows);
    this.picked(here);
    return rows.length;
  }

  picked(part) {
    this.here = part;
    for (const each of this.element.querySelectorAll("[data-part]"))
      each.setAttribute("aria-pressed", String(each.dataset.part === part));
    this.rows.reveal(this.boxes.findIndex((box) => box.parts.includes(part)));
  }

  rails(box) {
    const { lane, above, joins, below } = this.lanes.get(box.id);
    const x = (at) => at * LANE + LANE / 2 + 4;
    const middle = HEIGHT / 2;
    const lines = [
      ...above.map((at) => (joins.some(({ from }) => from === at) ? "" : `M${x(at)} 0V${middle}`)),
      ...below.map((at) => `M${x(at)} ${middle}V${HEIGHT}`),
      ...joins.map(({ from, to }) => `M${x(from)} 0C${x(from)} ${middle / 2} ${x(to)} ${middle / 2} ${x(to)} ${middle}`),
    ];
    return s(
      "svg",
      { class: "moment-lanes", width: this.rail, height: HEIGHT, "aria-hidden": "true" },
      s("path", { d: lines.join("") || "M0 0" }),
      s("circle", { cx: x(lane), cy: middle, r: 4, "data-kind": box.kind }),
    );
  }

  row(box) {
    const { node } = box;
    const turn = box.kind === "turn" ? box : this.turnOf(box.id);
    const from = this.history.boxes.get(this.parent.get(box.id));
    const picture = box.kind === "image" && h("img", { src: node.thumb, alt: altOf(node), loading: "lazy", draggable: "false" });
    const made = node.of_kind === "upload" ? t("picture.upload") : toolName(node.tool ?? "");
    return h(
      "button",
      { type: "button", class: "moment", data: { part: box.parts[0] }, "aria-pressed": String(box.parts.includes(this.here)) },
      this.rails(box),
      picture || h("span", { class: "no-picture" }, icon(box.kind === "lost" ? "clear" : "plan")),
      h(
        "span",
        { class: "moment-text" },
        box.kind === "turn"
          ? h("span", { class: "moment-head" }, t(`history.turn.${node.state}`))
          : h(
              "span",
              { class: "moment-head" },
              h("b", {}, node.handle),
              h("span", { class: "by" }, icon(toolIcon(node.of_kind === "upload" ? "upload" : node.tool)), made),
              from && h("span", { class: "quiet" }, `← ${from.node.handle}`),
              node.rating > 0 && h("span", { class: "stars" }, "★".repeat(node.rating)),
              box.kind === "lost" && h("span", { class: "quiet" }, t("part.lost")),
            ),
        h("span", { class: "moment-words", lang: turn ? langTag(turn.node.language) : "en" }, turn?.node.text ?? node.alt),
      ),
      h("time", { class: "quiet", datetime: node.created }, moment(node.created)),
    );
  }
}
