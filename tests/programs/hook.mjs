/**
 * Loaded first by every program that a test starts: where `bundle.ts` has put a source file's modules into one, that one is
 * loaded, in a fraction of the time that two thousand take. Until it is there, and in a Node.js without such hooks, the
 * sources are.
 */
import { existsSync, readFileSync } from "node:fs";
import * as modules from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

// What the tests themselves run in loads each source as it is.
const isTest = /[\\/]vitest[\\/]/.test(process.argv[1] ?? "");
const folder = isTest ? "" : (process.env.PERENNIAL_TEST_PROGRAMS ?? "");
const list = join(folder, "programs.json");
if (folder !== "" && "registerHooks" in modules && existsSync(list)) {
  /** @type {Readonly<Record<string, string>>} The names of bundled files, by the addresses of the sources they stand for. */
  const bundled = JSON.parse(readFileSync(list, "utf8"));
  modules.registerHooks({
    resolve(specifier, context, next) {
      const found = next(specifier, context);
      const name = bundled[found.url];
      return name === undefined
        ? found
        : { ...found, format: "module", url: pathToFileURL(join(folder, name)).href };
    },
  });
}
