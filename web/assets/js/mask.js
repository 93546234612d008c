// The mask of the next message: painted over the picture on the stage or taken from a file, kept while one looks
// elsewhere, sent at full size with the words. Konva is loaded when first painted; the brush itself is painting.js.
import * as api from "./api.js";
import { announce, byId, h } from "./dom.js";
import { maskOp } from "./find.js";
import { t } from "./i18n.js";
import { fromFile, rendered } from "./mask_ops.js";
import { Painting } from "./painting.js";
import { byHandle, putImage, select, selected, setMask, state } from "./store.js";
import { failed, toast } from "./toast.js";
import { cover, covered, uncover } from "./viewport.js";

const kept = new Map(); // picture id -> strokes that no message has used yet
let open = null; // the painting that lies over the stage

/** Keeps what is painted as the next message's mask and closes the brush; false when nothing is. Throws a Problem. */
async function attach(painting) {
  const { one, ops } = painting;
  const found = ops.length === 1 && ops[0].mask; // as it was found: it need not be kept twice
  if (found) return taken(painting, found);
  const blob = await rendered(painting.Konva, painting.ops, one);
  if (!blob) return false;
  const view = await api.sessions.upload(one.session, blob, "mask", one.handle);
  putImage(view);
  return taken(painting, { id: view.id, handle: view.handle, of: one.handle });
}

function taken(painting, mask) {
  painting.ops = [];
  setMask(mask);
  if (open === painting) uncover();
  return true;
}

/** Before something is said: what is painted goes with it, an empty brush is put away. Throws a Problem. */
export async function attachPainted() {
  if (open && !(await attach(open))) uncover();
}

async function use(painting) {
  painting.finish.disabled = true;
  try {
    if (!(await attach(painting))) return toast(t("mask.empty"), "error");
    byId("app").dataset.tab = "talk";
    byId("words").focus();
    announce(t("mask.attached", { handle: state.mask.handle }));
  } catch (error) {
    failed(error);
  } finally {
    painting.finish.disabled = false;
  }
}

async function take(painting, file) {
  const found = await fromFile(file, painting.one);
  if (found.why) return toast(t(found.why, found.values), "error");
  painting.add(found.op);
  announce(t("mask.file.taken"));
}

function pickFile(painting) {
  const input = h("input", { type: "file", accept: "image/png,image/webp,image/jpeg" });
  input.addEventListener("change", () => input.files[0] && take(painting, input.files[0]));
  input.click();
}

/** Opens a mask of the session in the brush, over its picture, to be used or touched up. */
export async function touchUp(mask) {
  const one = byHandle(mask.of);
  if (!one) return;
  if (covered()) uncover();
  select(one.id);
  byId("app").dataset.tab = "picture";
  const op = await maskOp(mask, one);
  if (op) kept.set(one.id, [op]);
  await paintMask();
}

/** Starts painting a mask over the picture on the stage; again, puts the brush away. */
export async function paintMask() {
  const one = selected();
  if (!one) return;
  if (covered() === "mask") return uncover();
  const { default: Konva } = await import("konva");
  if (selected()?.id !== one.id) return;
  const painting = new Painting(Konva, one, kept.get(one.id) ?? [], {
    use: () => use(painting),
    file: () => pickFile(painting),
  });
  cover({
    name: "mask",
    files: ([file]) => take(painting, file),
    close() {
      kept.set(one.id, painting.ops);
      open = null;
      painting.close();
    },
  });
  open = painting;
  painting.open();
}
