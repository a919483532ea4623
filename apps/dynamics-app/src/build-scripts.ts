import { join } from "node:path";
import { rolldown } from "rolldown";

/** The pages, each with a script of its own. */
const PAGES = ["customer", "settings"] as const;

/**
 * The scripts of the pages, by the names of their web resources: plain scripts that need no module loader, readable, since
 * the vendor's checker reads them.
 */
export async function buildScripts(folder: string): Promise<ReadonlyMap<string, string>> {
  const scripts = new Map<string, string>();
  for (const page of PAGES) {
    const bundle = await rolldown({
      input: join(folder, "pages", page, "main.ts"),
      platform: "browser",
      tsconfig: join(folder, "pages", "tsconfig.json"),
    });
    const { output } = await bundle.generate({ format: "iife", comments: false });
    await bundle.close();
    scripts.set(`prnl_/${page}/${page}.js`, output[0].code);
  }
  return scripts;
}
