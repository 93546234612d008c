// What a message and a picture may have at most, as the server has written it into the page. Refuses figures of its own.
import { number } from "./i18n.js";

const { mostWords, mostBytes, mostPixels } = document.body.dataset;
export const WORDS = Number(mostWords);
export const BYTES = Number(mostBytes);

/** The same for sentences. */
export const MOST = { words: WORDS, megabytes: BYTES / 2 ** 20, megapixels: number(mostPixels / 1e6, 1) };
