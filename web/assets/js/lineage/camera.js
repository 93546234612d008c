// The window onto the graph: pan and zoom by wheel, hand, two fingers and keys. Refuses to know what is looked at.

const LEAST = 0.06;
const MOST = 2.5;
const SLOP = 5; // pixels a click may wander
const MARGIN = 28; // pixels around what is shown
export const STEP = 1.25;

export class Camera {
  /** `box` is the window, `world` what moves in it; `moved()` is called after every change. */
  constructor(box, world, moved) {
    Object.assign(this, { box, world, moved, x: 0, y: 0, scale: 1, fingers: new Map(), dragged: false });
    this.listen();
  }

  put(x, y, scale, glide = false) {
    Object.assign(this, { x, y, scale });
    this.world.classList.toggle("gliding", glide);
    this.world.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    this.moved();
  }

  /** By `factor` around a point of the window, its middle by default. */
  zoom(factor, at = { x: this.box.clientWidth / 2, y: this.box.clientHeight / 2 }) {
    const scale = Math.min(MOST, Math.max(LEAST, this.scale * factor));
    const ratio = scale / this.scale;
    this.put(at.x - (at.x - this.x) * ratio, at.y - (at.y - this.y) * ratio, scale);
  }

  /** All of `width` x `height`, never larger than it is; as large as `least` at least. */
  fit(width, height, least = LEAST) {
    const room = [this.box.clientWidth - 2 * MARGIN, this.box.clientHeight - 2 * MARGIN];
    const scale = Math.max(least, Math.min(1, room[0] / width, room[1] / height));
    this.put((this.box.clientWidth - width * scale) / 2, (this.box.clientHeight - height * scale) / 2, scale);
  }

  /** A place of a world of `width` x `height` as near to the middle of the window as leaves no half of it empty. */
  centre([x, y], { width, height }, scale) {
    const axis = (at, size, room) => {
      const [low, high] = [room - size * scale - MARGIN, MARGIN];
      return low > high ? (room - size * scale) / 2 : Math.max(low, Math.min(high, room / 2 - at * scale));
    };
    this.put(axis(x, width, this.box.clientWidth), axis(y, height, this.box.clientHeight), scale);
  }

  /** Moves as little as needed to show a rectangle of the world. */
  reveal({ left, top, right, bottom }, margin = MARGIN) {
    const shift = (low, high, from, room) => {
      const [a, b] = [low * this.scale + from - margin, high * this.scale + from + margin];
      if (b - a > room) return room / 2 - (a + b) / 2;
      return a < 0 ? -a : b > room ? room - b : 0;
    };
    const by = [
      shift(left, right, this.x, this.box.clientWidth),
      shift(top, bottom, this.y, this.box.clientHeight),
    ];
    if (by[0] || by[1]) this.put(this.x + by[0], this.y + by[1], this.scale, true);
  }

  /** The rectangle of the world that is seen, and `margin` of it around. */
  seen(margin = 0) {
    const [width, height] = [this.box.clientWidth / this.scale, this.box.clientHeight / this.scale];
    const [left, top] = [-this.x / this.scale, -this.y / this.scale];
    return {
      left: left - width * margin,
      top: top - height * margin,
      right: left + width * (1 + margin),
      bottom: top + height * (1 + margin),
    };
  }

  point(event) {
    const frame = this.box.getBoundingClientRect();
    return { x: event.clientX - frame.left, y: event.clientY - frame.top };
  }

  listen() {
    this.box.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    this.box.addEventListener("pointerdown", (event) => this.down(event));
    this.box.addEventListener("pointermove", (event) => this.move(event));
    for (const end of ["pointerup", "pointercancel"])
      this.box.addEventListener(end, (event) => this.fingers.delete(event.pointerId));
    // A click that ends a drag is none.
    this.box.addEventListener("click", (event) => this.dragged && (event.stopPropagation(), event.preventDefault()), true);
  }

  wheel(event) {
    event.preventDefault();
    const sideways = event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY);
    if (sideways && !event.ctrlKey)
      return this.put(this.x - (event.deltaX || event.deltaY), this.y - (event.deltaX ? event.deltaY : 0), this.scale);
    const lines = event.deltaMode === 1 ? 33 : 1;
    this.zoom(Math.exp(-Math.max(-240, Math.min(240, event.deltaY * lines)) / (event.ctrlKey ? 120 : 500)), this.point(event));
  }

  down(event) {
    if (event.button !== 0) return;
    this.fingers.set(event.pointerId, this.point(event));
    if (this.fingers.size === 1) this.dragged = false;
  }

  move(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before || event.defaultPrevented) return;
    const now = this.point(event);
    if (!this.dragged && Math.hypot(now.x - before.x, now.y - before.y) < SLOP) return;
    if (!this.dragged) this.box.setPointerCapture?.(event.pointerId);
    this.dragged = true;
    const others = [...this.fingers].filter(([id]) => id !== event.pointerId).map(([, at]) => at);
    this.fingers.set(event.pointerId, now);
    if (!others.length) return this.put(this.x + now.x - before.x, this.y + now.y - before.y, this.scale);
    const apart = (at) => Math.hypot(at.x - others[0].x, at.y - others[0].y) || 1;
    const middle = { x: (now.x + others[0].x) / 2, y: (now.y + others[0].y) / 2 };
    this.zoom(apart(now) / apart(before), middle);
  }
}
