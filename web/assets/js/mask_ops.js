// A mask as a list of operations (strokes, erasures, filled ninths, pictures, inversion, clearing), so that undo is
// exact, and how the list becomes shapes on the screen or a black-and-white picture at full size. Refuses half-tones.
import { h } from "./dom.js";
import { BYTES } from "./limits.js";

const TINT = "#f0a92f"; // how paint looks; only its alpha counts
const PAINT = [240, 169, 47, 255]; // the same, as pixels
const NONE = [0, 0, 0, 0];

/** Points given in parts of the picture, x and y in turn, as pixels of a surface. */
export const scaled = (points, { width, height }) => points.map((part, index) => part * (index % 2 ? height : width));

/** The operation as a Konva shape on a surface of `width` × `height`. */
export function shape(Konva, op, { width, height }) {
  const whole = { x: 0, y: 0, width, height, fill: TINT, listening: false };
  if (op.kind === "invert") return new Konva.Rect({ ...whole, globalCompositeOperation: "xor" });
  if (op.kind === "clear") return new Konva.Rect({ ...whole, globalCompositeOperation: "destination-out" });
  if (op.kind === "picture") return new Konva.Image({ ...whole, fill: undefined, image: op.canvas });
  if (op.kind === "region") {
    const [column, row] = op.cell;
    return new Konva.Rect({
      ...whole,
      x: (column * width) / 3,
      y: (row * height) / 3,
      width: width / 3,
      height: height / 3,
    });
  }
  return new Konva.Line({
    points: scaled(op.points, { width, height }),
    stroke: TINT,
    strokeWidth: op.size * Math.min(width, height),
    lineCap: "round",
    lineJoin: "round",
    listening: false,
    globalCompositeOperation: op.kind === "erase" ? "destination-out" : "source-over",
  });
}

/** A black-and-white picture's file as an operation `{op}`, white for paint; or `{why, values}`, why not. */
export async function fromFile(file, one) {
  const seen = file.size > BYTES ? null : await createImageBitmap(file).catch(() => null);
  if (!seen) return { why: "mask.file.type", values: { name: file.name } };
  const { width, height } = seen;
  const size = `${one.width} × ${one.height}`;
  if (width !== one.width || height !== one.height)
    return { why: "mask.file.size", values: { mask: `${width} × ${height}`, handle: one.handle, size } };
  const canvas = h("canvas", { width, height });
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.fillRect(0, 0, width, height); // what is transparent in the file counts as black
  context.drawImage(seen, 0, 0);
  const pixels = context.getImageData(0, 0, width, height);
  let painted = false;
  for (let at = 0; at < pixels.data.length; at += 4) {
    const white = pixels.data[at] + pixels.data[at + 1] + pixels.data[at + 2] >= 3 * 128;
    painted ||= white;
    pixels.data.set(white ? PAINT : NONE, at);
  }
  if (!painted) return { why: "mask.file.black", values: { name: file.name } };
  context.putImageData(pixels, 0, 0);
  return { op: { kind: "picture", canvas } };
}

/** The mask at full size: white where it is painted, black elsewhere; null when nothing is. */
export async function rendered(Konva, ops, one) {
  const layer = new Konva.Layer();
  const holder = h("div");
  const surface = new Konva.Stage({ container: holder, width: one.width, height: one.height });
  surface.add(layer);
  layer.getCanvas().setPixelRatio(1);
  for (const op of ops) layer.add(shape(Konva, op, one));
  layer.draw();
  const canvas = layer.getNativeCanvasElement();
  const context = canvas.getContext("2d");
  const pixels = context.getImageData(0, 0, one.width, one.height);
  let painted = 0;
  for (let at = 0; at < pixels.data.length; at += 4) {
    const white = pixels.data[at + 3] >= 128 ? 255 : 0;
    painted += white;
    pixels.data.fill(white, at, at + 3);
    pixels.data[at + 3] = 255;
  }
  context.putImageData(pixels, 0, 0);
  const blob = painted ? await new Promise((done) => canvas.toBlob(done, "image/png")) : null;
  surface.destroy();
  return blob;
}
