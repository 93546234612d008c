// Pictures that come in: dropped anywhere, pasted, or picked. Refuses what the API would refuse, before sending it.
import * as api from "./api.js";
import { bringZip, isZip } from "./carry.js";
import { announce, byId, h, typing } from "./dom.js";
import { t } from "./i18n.js";
import { BYTES, MOST } from "./limits.js";
import { ensureSession } from "./sessions.js";
import { emit, putImage, select } from "./store.js";
import { failed, toast } from "./toast.js";
import { filesTo } from "./viewport.js";

const TYPES = ["image/png", "image/jpeg", "image/webp"];

let running = 0;
export const uploading = () => running;

async function take(file) {
  if (isZip(file)) return takeZip(file);
  if (!TYPES.includes(file.type)) return toast(t("upload.type", { name: file.name }), "error");
  if (file.size > BYTES) return toast(t("upload.size", { name: file.name, ...MOST }), "error");
  running += 1;
  emit("uploads");
  try {
    const view = await api.sessions.upload(await ensureSession(), file, "upload");
    putImage(view);
    emit("image", view.id);
    select(view.id);
    if (!typing(document.activeElement)) byId("words").focus();
    announce(t("upload.done", { handle: view.handle }));
    const { marks } = await api.images.get(view.id);
    if (marks) toast(t("upload.marks", { handle: view.handle }));
  } catch (error) {
    failed(error, file.name);
  } finally {
    running -= 1;
    emit("uploads");
  }
}

async function takeZip(file) {
  running += 1;
  emit("uploads");
  try {
    await bringZip(file);
  } catch (error) {
    failed(error, file.name);
    if (error.detail) toast(error.detail, "error");
  } finally {
    running -= 1;
    emit("uploads");
  }
}

/** Pictures for the session, unless what lies over the stage wants them: a mask for the brush. */
async function takeAll(files) {
  if (filesTo()) return void filesTo()(files);
  for (const file of files) await take(file);
}

export function pickFiles() {
  const input = h("input", { type: "file", accept: [...TYPES, ".zip"].join(","), multiple: true });
  input.addEventListener("change", () => takeAll([...input.files]));
  input.click();
}

const carriesFiles = (event) => [...(event.dataTransfer?.types ?? [])].includes("Files");

/** Listens on the whole window, so that a picture may be dropped wherever the hand is. */
export function acceptDrops() {
  const veil = byId("drop-veil");
  let inside = 0;
  const show = (value) => {
    veil.hidden = !value;
    veil.firstElementChild.textContent = t(filesTo() ? "drop.mask" : "drop.here");
  };
  window.addEventListener("dragenter", (event) => {
    if (!carriesFiles(event)) return;
    inside += 1;
    show(true);
  });
  window.addEventListener("dragleave", (event) => {
    if (!carriesFiles(event)) return;
    inside = Math.max(0, inside - 1);
    show(inside > 0);
  });
  window.addEventListener("dragover", (event) => carriesFiles(event) && event.preventDefault());
  window.addEventListener("drop", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    inside = 0;
    show(false);
    takeAll([...event.dataTransfer.files]);
  });
  window.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length) {
      event.preventDefault();
      takeAll(files);
    }
  });
}
