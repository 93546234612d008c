// Bundles the page: web/assets -> web/static/dist, content hashes in the names, one manifest for the templates.
// Refuses to read anything but web/assets, web/i18n, orchestrator/locale's tables and node_modules; writes only web/static/dist.
import { mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";

const assets = dirname(fileURLToPath(import.meta.url));
const out = resolve(assets, "../static/dist");
const watch = process.argv.includes("--watch");

// The templates ask for "studio.js"; the manifest says which hashed file that is today.
const manifest = {
  name: "manifest",
  setup(build) {
    build.onEnd(async (result) => {
      if (!result.metafile) return;
      const entries = Object.entries(result.metafile.outputs).filter(([, made]) => made.entryPoint);
      const names = entries.map(([file, made]) => {
        const source = made.entryPoint.split("/").pop();
        return [source, relative(out, resolve(file))];
      });
      await writeFile(join(out, "manifest.json"), JSON.stringify(Object.fromEntries(names), null, 1));
    });
  },
};

const options = {
  entryPoints: ["js/studio.js", "js/library.js", "js/verify.js", "js/lineage/layout.js", "css/studio.css", "icon.svg"].map((file) => join(assets, file)),
  outdir: out,
  entryNames: "[name]-[hash]",
  chunkNames: "[name]-[hash]",
  bundle: true,
  splitting: true,
  format: "esm",
  target: ["es2022"],
  loader: { ".svg": "copy" },
  charset: "utf8", // Chinese as it is, not as escapes of twice the size
  minify: !watch,
  sourcemap: watch,
  metafile: true,
  logLevel: "warning",
  plugins: [manifest],
};

await rm(out, { recursive: true, force: true });
await mkdir(out, { recursive: true });
if (watch) {
  const context = await esbuild.context(options);
  await context.watch();
} else {
  await esbuild.build(options);
}
