// A long list of rows of one height, of which only those in view are drawn. Keys go up and down. Refuses to know what a
// row shows.
import { h } from "./dom.js";

const AROUND = 8; // rows drawn beyond each edge

export class Rows {
  /** `build(item, index)` makes the contents of a row, a list item; `height` is in pixels. */
  constructor({ scroller, height, name, build }) {
    Object.assign(this, { scroller, height, build, items: [], drawn: new Map() });
    this.list = h("ol", { class: `windowed ${name}` });
    this.list.addEventListener("keydown", (event) => this.key(event));
    scroller.addEventListener("scroll", () => this.refresh(), { passive: true });
    new ResizeObserver(() => this.refresh()).observe(scroller);
  }

  show(items) {
    this.items = items;
    this.list.style.height = `${items.length * this.height}px`;
    for (const row of this.drawn.values()) row.remove();
    this.drawn.clear();
    this.refresh();
  }

  refresh() {
    if (!this.list.isConnected || !this.scroller.clientHeight) return;
    const top = this.scroller.scrollTop - this.list.offsetTop;
    const from = Math.max(0, Math.floor(top / this.height) - AROUND);
    const to = Math.min(this.items.length, Math.ceil((top + this.scroller.clientHeight) / this.height) + AROUND);
    for (const [index, row] of this.drawn) {
      if ((index >= from && index < to) || row.contains(document.activeElement)) continue;
      row.remove();
      this.drawn.delete(index);
    }
    for (let index = from; index < to; index += 1) this.draw(index);
  }

  draw(index) {
    if (this.drawn.has(index)) return this.drawn.get(index);
    const row = h("li", { "aria-setsize": this.items.length, "aria-posinset": index + 1 }, this.build(this.items[index], index));
    row.style.transform = `translateY(${index * this.height}px)`;
    row.style.height = `${this.height}px`;
    const after = [...this.drawn].filter(([at]) => at > index).sort(([a], [b]) => a - b)[0]; // read in the right order
    this.list.insertBefore(row, after?.[1] ?? null);
    this.drawn.set(index, row);
    return row;
  }

  /** Brings row `index` into view. */
  reveal(index) {
    if (index < 0 || !this.scroller.clientHeight) return;
    const top = index * this.height + this.list.offsetTop;
    if (top < this.scroller.scrollTop) this.scroller.scrollTop = top;
    const over = top + this.height - this.scroller.clientHeight;
    if (over > this.scroller.scrollTop) this.scroller.scrollTop = over;
    this.refresh();
  }

  key(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const at = [...this.drawn].find(([, row]) => row.contains(event.target))?.[0];
    if (!by || at === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    const next = Math.min(this.items.length - 1, Math.max(0, at + by));
    this.reveal(next);
    this.draw(next).querySelector("button")?.focus({ preventScroll: true });
  }
}
