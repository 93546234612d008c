// What went wrong, in the language of the page and with the next step to take. The server tells it in that language; what
// it has only in English (another program's words) stands behind a text for the code. Refuses bare codes and numbers.
import { HAN, language, t, told } from "./i18n.js";
import { MOST } from "./limits.js";

/** `{text, detail}` for a problem's code and the server's sentence; `detail` is empty when the text says it all. */
export function explained(code = "job-failed", sentence = "") {
  const key = told(`problem.${code}`, null) === null ? "problem.unknown" : `problem.${code}`;
  if (sentence && (language === "en" || HAN.test(sentence))) return { text: sentence, detail: "" };
  return { text: t(key, MOST), detail: sentence };
}
