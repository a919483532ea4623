/**
 * Puts the modules of every program that tests start into a few files, in the folder that is named: `programs.json` there
 * says which stands for which source, and is written last. What comes from npm stays where it is, but for what is a hundred
 * small modules.
 */
import { globSync, readFileSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { isBuiltin } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { rolldown } from "rolldown";

const ROOT = join(import.meta.dirname, "..", "..");
/** What processes and threads begin with. */
const PROGRAMS = [
  "apps/cli/src/main.ts",
  "packages/simulators/src/main.ts",
  "{apps,packages}/*/src/**/*-{process,thread}.ts",
  "packages/runtime/src/testing/mortal-worker.ts",
  "packages/store/src/embedded/testing/opener.ts",
  "tests/{load,recovery}/**/*-process.ts",
  "tests/recovery/full-disk/server-on-disk.ts",
];
/** Of ES modules without state of their own: a second copy of one beside it would do no harm. */
const SMALL_PIECES = /^(kysely|libphonenumber-js|zod)(\/|$)/;
const OWN = /^(\.|\/|@perennial\/|perennial-cli$)/;

const folder = process.argv[2];
if (folder === undefined) throw new Error("Name the folder that the bundle is to be put in.");
const entries = new Map([...packages(), ...programs()]);
const bundle = await rolldown({
  input: Object.fromEntries(entries),
  platform: "node",
  resolve: { conditionNames: ["perennial-source", "node", "import", "default"] },
  plugins: [
    {
      name: "what-stays",
      resolveId: {
        order: "pre",
        async handler(id, importer, options) {
          if (OWN.test(id) || SMALL_PIECES.test(id) || id.startsWith("\0") || isBuiltin(id))
            return null;
          // By its place: what it is called leads elsewhere from where the bundle is.
          const found = await this.resolve(id, importer, { ...options, skipSelf: true });
          return found && { id: found.id, external: "absolute" };
        },
      },
    },
    { name: "where-it-stood", transform: { order: "post", handler: whereItStood } },
  ],
  logLevel: "silent",
});
await bundle.write({ dir: folder, format: "esm", entryFileNames: "[name].mjs" });
const list = [...entries].map(([name, path]) => [pathToFileURL(path).href, `${name}.mjs`]);
const draft = join(folder, "programs.draft.json");
await writeFile(draft, JSON.stringify(Object.fromEntries(list)));
await rename(draft, join(folder, "programs.json"));

/** Every workspace package by its front doors: connectors are loaded by their packages' names. */
function* packages(): Generator<readonly [string, string]> {
  for (const file of globSync("{apps,connectors,core,packages}/*/package.json", { cwd: ROOT })) {
    const place = dirname(join(ROOT, file));
    const { name, exports = {} } = JSON.parse(readFileSync(join(ROOT, file), "utf8"));
    for (const [door, { "perennial-source": source }] of Object.entries<Record<string, string>>(
      exports,
    )) {
      if (source !== undefined)
        yield [`${name}${door.slice(1)}`.replaceAll(/[@/]/g, "_"), join(place, source)];
    }
  }
}

function* programs(): Generator<readonly [string, string]> {
  for (const path of PROGRAMS.flatMap((pattern) => globSync(pattern, { cwd: ROOT }))) {
    yield [path.replaceAll("/", "_").replace(/\.ts$/, ""), join(ROOT, path)];
  }
}

/** Modules find files beside them by where their source stands. */
function whereItStood(code: string, id: string): string | undefined {
  if (!id.startsWith(ROOT) || id.includes("/node_modules/") || !code.includes("import.meta."))
    return undefined;
  return code
    .replaceAll("import.meta.dirname", JSON.stringify(dirname(id)))
    .replaceAll("import.meta.filename", JSON.stringify(id))
    .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(id).href));
}
