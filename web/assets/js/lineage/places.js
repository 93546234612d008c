// Asks the layout's worker where boxes go. Refuses to lay out anything itself.
import { byId } from "../dom.js";

let worker = null;
let asked = 0;
const waiting = new Map(); // number of a question -> what takes its answer

/** Places and paths for `{boxes, links, across, room}`; see layout.js. */
export function laidOut(question) {
  if (!worker) {
    worker = new Worker(byId("app").dataset.layout, { type: "module" });
    worker.onmessage = ({ data }) => {
      waiting.get(data.number)(data);
      waiting.delete(data.number);
    };
  }
  asked += 1;
  const number = asked;
  return new Promise((done) => {
    waiting.set(number, done);
    worker.postMessage({ number, ...question });
  });
}
