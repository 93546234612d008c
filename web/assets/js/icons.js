// The line icons of the page, 24 by 24, drawn in the text's colour.
import { h, s } from "./dom.js";

const PATHS = {
  menu: "M4 7h16M4 12h11M4 17h16",
  attach:
    "M4 17.500V6.500A1.500 1.500 0 0 1 5.500 5h13A1.500 1.500 0 0 1 20 6.500v11a1.500 1.500 0 0 1-1.500 1.500h-13A1.500 1.500 0 0 1 4 17.500ZM4 16l4.500-4.500 4 4 2.500-2.500 5 5M15.500 9.500h.010",
  send: "M12 19V5M6 11l6-6 6 6",
  stop: "M7 7h10v10H7Z",
  plan: "M9 6h11M9 12h11M9 18h11M4 6h1M4 12h1M4 18h1",
  brush:
    "M20 4c-4 1-9 5-11.500 9.500M8.500 13.500a3 3 0 0 1 2.500 3c0 2.500-2 3.500-4.500 3.500-1.200 0-2.500-.3-3-.5 1.500-.7 1.700-1.700 1.900-3 .2-1.800 1.400-3 3.100-3ZM8.500 13.500l2.500 3C14.500 14 19 8.500 20 4",
  eraser:
    "M8 20h12M5.300 16.300l8.900-8.900a2 2 0 0 1 2.800 0l2.600 2.600a2 2 0 0 1 0 2.800L13 19.500H8.500l-3.200-3.200ZM10 11.500l5.500 5.500",
  undo: "M8 5 4 9l4 4M4 9h9.500a5.500 5.500 0 0 1 0 11H9",
  redo: "M16 5l4 4-4 4M20 9h-9.500a5.500 5.500 0 0 0 0 11H15",
  clear: "M5 7h14M10 4h4M7 7l1 13h8l1-13M10.500 11v5M13.500 11v5",
  invert: "M12 4a8 8 0 1 0 0 16ZM12 4a8 8 0 0 1 0 16",
  check: "M5 12.500l4.500 4.500L19 7",
  close: "M6 6l12 12M18 6 6 18",
  zoomIn: "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM16 16l4.500 4.500M11 8v6M8 11h6",
  zoomOut: "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM16 16l4.500 4.500M8 11h6",
  fit: "M4 9V5h4M20 9V5h-4M4 15v4h4M20 15v4h-4",
  compare: "M12 3v18M9 6H4v12h5M15 6h5v12h-5",
  carry: "M12 14V4M8 7.500 12 3.500l4 4M5 11v8.500h14V11",
  download: "M12 4v11M7 10.500l5 5 5-5M5 20h14",
  replay: "M4 12a8 8 0 1 1 2.500 5.800M4 12V6.500M4 12h5.500",
  dice: "M5.500 4h13A1.500 1.500 0 0 1 20 5.500v13a1.500 1.500 0 0 1-1.500 1.500h-13A1.500 1.500 0 0 1 4 18.500v-13A1.500 1.500 0 0 1 5.500 4ZM8.500 8.500h.010M15.500 8.500h.010M12 12h.010M8.500 15.500h.010M15.500 15.500h.010",
  copy: "M9 8h10v12H9ZM6 16H5V4h10v1",
  recipe: "M7 3.500h8l4 4v13H7ZM15 3.500v4h4M10 12h6M10 16h4",
  half: "M12 3.500a8.500 8.500 0 1 0 0 17a8.500 8.500 0 1 0 0-17ZM12 3.500v17M12 8h6.500M12 12h8.500M12 16h6.500",
  sun: "M12 8a4 4 0 1 0 0 8a4 4 0 1 0 0-8ZM12 2.500v2.200M12 19.300v2.200M2.500 12h2.200M19.300 12h2.200M5.300 5.300l1.500 1.500M17.200 17.200l1.500 1.500M18.700 5.300l-1.500 1.500M6.800 17.200l-1.500 1.500",
  moon: "M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10Z",
  help: "M9 9a3 3 0 1 1 4.200 2.800c-.8.4-1.200 1-1.200 1.900v.8M12 18h.010",
  pencil: "M4 20l1-4L16.500 4.500a2 2 0 0 1 3 3L8 19ZM14 7l3 3",
  play: "M8 5.500v13l10.500-6.500Z",
  warning: "M12 4 3 19.500h18ZM12 10v4.500M12 17h.010",
  paint: "M12 4a8 8 0 1 0 0 16c1.500 0 2-.9 2-1.800 0-1.400-1-1.700-1-2.700 0-.9.7-1.500 1.700-1.500H17a3 3 0 0 0 3-3c0-4-3.600-7-8-7ZM8 11h.010M11 7.500h.010M15.500 8.500h.010",
  wand: "M4 20 15 9M13 7l4 4M17.500 3v3M16 4.500h3M20 11v2.500M18.800 12.200h2.500M8.500 4v2.500M7.200 5.200h2.600",
  enlarge: "M4 14v6h6M4 20l6.500-6.500M20 10V4h-6M20 4l-6.500 6.500",
  adjust: "M5 7h8M17 7h2M15 5v4M5 12h2M11 12h8M9 10v4M5 17h6M15 17h4M13 15v4",
  swap: "M7 8h12M16 5l3 3-3 3M17 16H5M8 13l-3 3 3 3",
  back: "M15 5l-7 7 7 7",
  plus: "M12 5v14M5 12h14",
  branch: "M7 4v16M7 15c0-4 10-2 10-7M14 9l3-3 3 3",
  star: "M12 4l2.400 5 5.600.7-4.100 3.800 1.100 5.500-5-2.800-5 2.800 1.100-5.500L4 9.700 9.600 9Z",
  broom: "M19 4 12.500 10.500M9.500 9.500l5 5c-1 3.500-3.500 5.500-8 6l-3-3c.5-4.500 2.500-7 6-8Z",
  fold: "M5 12h14M12 4v4.500M9.500 6.500 12 9l2.500-2.500M12 20v-4.500M9.500 17.500 12 15l2.500 2.500",
  search: "M11 4a7 7 0 1 1 0 14 7 7 0 0 1 0-14ZM16 16l4.500 4.500",
  tag: "M4 5v6.500l8 8 7-7-8-8ZM8 8.500h.010",
  folder: "M4 6.500h5.500l2 2.500H20v9.500H4Z",
  archive: "M4 5.500h16v4H4ZM5.500 9.500v9h13v-9M10 13h4",
  restore: "M5 12a7 7 0 1 0 2.200-5.100M5 5v4h4",
  library: "M4 5h7v7H4ZM13 5h7v4h-7ZM13 11h7v8h-7ZM4 14h7v5H4Z",
  filter: "M4 6h16M7 12h10M10 18h4",
  forth: "M9 5l7 7-7 7",
  select: "M5 5h14v14H5ZM8.500 12l2.500 2.500 4.500-5",
  preset: "M4 5h9v9H4ZM16 6.500h4v13H8.500v-2.500M6.500 11.500 9 8l2 2.500",
  trace: "M5 9V5h4M5 5l6 6M19 15v4h-4M19 19l-6-6",
};

/** A decorative icon; the button around it carries the name. */
export const icon = (name) =>
  s(
    "svg",
    { class: "icon", viewBox: "0 0 24 24", width: 18, height: 18, "aria-hidden": "true" },
    s("path", {
      d: PATHS[name],
      fill: "none",
      stroke: "currentColor",
      "stroke-width": 1.5,
      "stroke-linecap": "round",
      "stroke-linejoin": "round",
    }),
  );

/** A button that shows only an icon: `label` is its name and its tooltip. */
export const iconButton = (name, label, click, props = {}) =>
  h(
    "button",
    { type: "button", class: "icon-button", title: label, "aria-label": label, on: { click }, ...props },
    icon(name),
  );
