// Carrying one picture onto another with the mouse. Fingers move the graph instead; they have "Compare with".
import { h } from "../dom.js";

const SLOP = 6;
const PICTURE = '[data-part^="image-"]';

/** Calls `drop(a, b)` with the part ids of two pictures of `board`, the first carried onto the second. */
export function carrying(board, drop) {
  let from = null;
  let ghost = null;
  const over = (event) => {
    const part = document.elementFromPoint(event.clientX, event.clientY)?.closest?.(PICTURE);
    return part && board.contains(part) && part.dataset.part !== from?.part ? part : null;
  };
  const mark = (part) => {
    for (const each of board.querySelectorAll(".goal")) each.classList.remove("goal");
    part?.classList.add("goal");
  };
  const end = () => {
    ghost?.remove();
    mark(null);
    [from, ghost] = [null, null];
  };
  board.addEventListener("pointerdown", (event) => {
    const part = event.target.closest?.(PICTURE);
    if (part && event.button === 0 && event.pointerType === "mouse")
      from = { part: part.dataset.part, image: part.querySelector("img"), x: event.clientX, y: event.clientY };
  });
  // Before the camera hears of it: what carries a picture does not move the graph.
  board.addEventListener(
    "pointermove",
    (event) => {
      if (!from) return;
      event.preventDefault();
      if (!ghost && Math.hypot(event.clientX - from.x, event.clientY - from.y) < SLOP) return;
      if (!ghost) {
        ghost = h("img", { class: "carried", src: from.image.src, alt: "" });
        document.body.append(ghost);
        board.setPointerCapture(event.pointerId);
      }
      ghost.style.transform = `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`;
      mark(over(event));
    },
    true,
  );
  board.addEventListener("pointerup", (event) => {
    const goal = ghost && over(event);
    const carried = from?.part;
    if (ghost) board.addEventListener("click", (click) => click.stopPropagation(), { capture: true, once: true });
    end();
    if (goal) drop(carried, goal.dataset.part);
  });
  board.addEventListener("pointercancel", end);
}
