// Star, rating and trash of the picture on the stage: buttons, and what the keys do. The library has its own for many at once.
import * as api from "./api.js";
import { announce, h } from "./dom.js";
import { t } from "./i18n.js";
import { icon, iconButton } from "./icons.js";
import { emit, putImage, selected } from "./store.js";
import { failed, offered } from "./toast.js";

const STARS = [1, 2, 3, 4, 5];

async function mark(one, marks, said) {
  const before = { star: one.star, rating: one.rating, trashed: one.trashed ?? null };
  const show = (values) => {
    putImage({ id: one.id, ...values });
    emit("image", one.id);
  };
  if ("rating" in marks) show({ rating: marks.rating || null });
  else if ("trashed" in marks) show({ trashed: marks.trashed ? new Date().toISOString() : null });
  else show(marks);
  try {
    await api.library.mark([one.id], marks);
    announce(said);
    return true;
  } catch (error) {
    show(before);
    failed(error);
    return false;
  }
}

/** Puts the picture on the stage into the trash and offers to take it back, or restores it. */
export async function trash(one = selected()) {
  if (!one?.handle) return;
  if (one.trashed) return mark(one, { trashed: false }, t("trash.restored", { handle: one.handle }));
  const said = t("trash.done", { handle: one.handle });
  if (await mark(one, { trashed: true }, said)) offered(said, t("undo"), () => trash({ ...one, trashed: true }));
}

/** The button that does so. */
export const trashButton = (one) =>
  iconButton(one.trashed ? "restore" : "clear", t(one.trashed ? "library.restore" : "library.trash"), () => trash(one), {
    id: "trash",
  });

/** A sign over a small picture that lies in the trash; null for others. */
export const trashBadge = (one) =>
  one.trashed && h("span", { class: "trash-badge", role: "img", "aria-label": t("trash.in"), title: t("trash.in") }, icon("clear"));

/** Gives the picture on the stage a star, or takes it away. */
export function star(one = selected()) {
  if (one?.handle) mark(one, { star: !one.star }, t(one.star ? "marks.unstarred" : "marks.starred"));
}

/** Rates the picture on the stage; the same number again takes the rating away. */
export function rate(stars, one = selected()) {
  if (!one?.handle) return;
  const rating = one.rating === stars ? 0 : stars;
  mark(one, { rating }, rating ? t("marks.rated", { n: rating }) : t("marks.unrated"));
}

/** Five buttons that show and set a rating: `set(stars)` is told which was pressed. */
export const ratingButtons = (rating, set) =>
  h(
    "span",
    { class: "rating", role: "group", "aria-label": t("marks.rating") },
    STARS.map((stars) =>
      h(
        "button",
        {
          type: "button",
          "aria-pressed": String(stars <= (rating ?? 0)),
          "aria-label": t("marks.rate", { n: stars }),
          title: t("marks.rate", { n: stars }),
          on: { click: () => set(stars) },
        },
        "●",
      ),
    ),
  );

/** The buttons in the bar below the picture. */
export const markButtons = (one) => [
  h(
    "button",
    {
      type: "button",
      class: "icon-button starred",
      "aria-pressed": String(Boolean(one.star)),
      title: t("marks.star"),
      "aria-label": t("marks.star"),
      on: { click: () => star(one) },
    },
    icon("star"),
  ),
  ratingButtons(one.rating, (stars) => rate(stars, one)),
];
