import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type Plugin, rolldown } from "rolldown";
import { SOURCE } from "../source-files.ts";
import { compileComponent } from "./compile-component.ts";

const LIGHTNING = join(import.meta.dirname, "../lightning");
/** What stands in for modules of Salesforce's. */
const MODULES: Readonly<Record<string, string>> = {
  "lightning/uiRecordApi": join(LIGHTNING, "ui-record-api.ts"),
  "lightning/uiListsApi": join(LIGHTNING, "ui-lists-api.ts"),
  "lightning/uiRelatedListApi": join(LIGHTNING, "ui-related-list-api.ts"),
  "lightning/dataService": join(LIGHTNING, "salesforce-window.ts"),
};
const ENTRY = "virtual:page";

/** A script that defines components of the package for a page, with the engine that Salesforce runs them by. */
export async function bundleComponents(names: readonly string[]): Promise<string> {
  const bundle = await rolldown({
    input: ENTRY,
    platform: "browser",
    plugins: [salesforceModules(names)],
    transform: { define: { "process.env.NODE_ENV": '"development"' } },
    onLog(level, log) {
      // How long it takes is nobody's fault.
      if (level === "warn" && log.code !== "PLUGIN_TIMINGS") throw new Error(log.message);
    },
  });
  const { output } = await bundle.generate({ format: "iife", name: "perennialPage" });
  await bundle.close();
  return output[0].code;
}

function salesforceModules(names: readonly string[]): Plugin {
  return {
    name: "salesforce-modules",
    resolveId(id, importer) {
      if (id === ENTRY || id.startsWith("@salesforce/")) return `\0${id}`;
      if (id === "lwc") return this.resolve("@lwc/engine-dom", import.meta.filename);
      if (MODULES[id]) return MODULES[id];
      const [namespace = "", name = ""] = id.split("/");
      if (namespace === "c") return join(SOURCE, "lwc", name, `${name}.js`);
      if (namespace === "lightning") return join(LIGHTNING, "base", name, `${name}.js`);
      if (importer && /^\.\/[\w.]+\.(?:html|css)/.test(id)) return join(dirname(importer), id);
      return undefined;
    },
    load(id) {
      if (id === `\0${ENTRY}`) return { code: entryOf(names), moduleType: "js" };
      if (id.startsWith("\0@salesforce/"))
        return { code: salesforceModule(id.slice(1)), moduleType: "js" };
      const [path = ""] = id.split("?");
      if (!isComponentFile(path)) return undefined;
      if (!existsSync(path) && path.endsWith(".css"))
        return { code: "export default undefined;", moduleType: "js" };
      const name = basename(dirname(path));
      const namespace = path.startsWith(LIGHTNING) ? "lightning" : "c";
      const source = readFileSync(path, "utf8");
      const { code } = compileComponent(source, id, { namespace, name });
      return { code, moduleType: "js" };
    },
  };
}

function isComponentFile(path: string): boolean {
  const isInside = path.startsWith(join(SOURCE, "lwc")) || path.startsWith(join(LIGHTNING, "base"));
  return isInside && /\.(?:js|html|css)$/.test(path);
}

function entryOf(names: readonly string[]): string {
  return [
    'export { createElement } from "lwc";',
    ...names.map((name) => `export { default as ${name} } from "c/${name}";`),
  ].join("\n");
}

/** Labels and names as the org has them in which the page stands. */
function salesforceModule(id: string): string {
  const [, kind, name = ""] = id.split("/");
  if (kind === "label") {
    const label = JSON.stringify(name.replace(/^c\./, ""));
    return `const label = globalThis.salesforce.labels[${label}];
      if (label === undefined) throw new Error("there is no label " + ${label});
      export default label;`;
  }
  if (kind !== "schema") throw new Error(`${id} is not offered to components`);
  const [object = "", field] = name.split(".");
  const parts = [`objectApiName: own(${JSON.stringify(object)})`];
  if (field !== undefined) parts.push(`fieldApiName: own(${JSON.stringify(field)})`);
  return `const own = (name) => name.endsWith("__c") ? globalThis.salesforce.prefix + name : name;
    export default { ${parts.join(", ")} };`;
}
