// The newest preview of each running job, as object URLs. Refuses to fetch one twice at a time.
import * as api from "./api.js";
import { emit, on } from "./store.js";

const KEPT = 2000; // ms that an outdated URL still works, for pictures being swapped

const newest = new Map();
const loading = new Set();

/** URL of the newest preview of a job, if any was seen. */
export const previewOf = (job) => newest.get(job);

async function refresh(id) {
  if (loading.has(id)) return;
  loading.add(id);
  try {
    const blob = await api.preview(id);
    if (!blob) return;
    const old = newest.get(id);
    newest.set(id, URL.createObjectURL(blob));
    emit("previewed", id);
    if (old) setTimeout(() => URL.revokeObjectURL(old), KEPT);
  } catch {
    // No loss: the next preview comes, or the picture itself.
  } finally {
    loading.delete(id);
  }
}

export const previews = () => on("preview", refresh);
