import { strToU8, zipSync } from "fflate";
import { customizationsOf } from "./customizations.ts";
import { FIRST_MOMENT, OCTETS, PACKAGE_TYPES } from "./packaging.ts";

/** An unpacked solution and the scripts that its web resources are made of. */
export interface SolutionSource {
  readonly files: ReadonlyMap<string, string>;
  /** By the names of web resources. */
  readonly scripts: ReadonlyMap<string, string>;
}

/** A web resource: its name, where it is in the package, and what it holds. */
export interface WebResource {
  readonly name: string;
  readonly path: string;
  readonly content: string;
}

/** The web resources of a solution. Throws where one has no content. */
export function webResourcesOf({ files, scripts }: SolutionSource): readonly WebResource[] {
  return [...files]
    .filter(([path]) => /^WebResources\/.+\.data\.xml$/.test(path))
    .map(([path, text]) => {
      const name = valueIn(text, "Name", path);
      const content = scripts.get(name) ?? files.get(`WebResources/${name}`);
      if (content === undefined)
        throw new Error(`${path} describes ${name}, which is no file and no script of a page.`);
      return { name, path: valueIn(text, "FileName", path).replace(/^\//, ""), content };
    });
}

/** The parts of the package as an environment imports it, by their paths, in order. */
export function partsOf(source: SolutionSource): ReadonlyMap<string, string> {
  const resources = webResourcesOf(source);
  return new Map([
    ["[Content_Types].xml", contentTypes(resources.map(({ path }) => path))],
    ["customizations.xml", customizationsOf(source.files)],
    ["solution.xml", source.files.get("Other/Solution.xml") ?? ""],
    ...resources.map(({ path, content }) => [path, content] as const),
  ]);
}

/** The package: of the same source the same bytes, whenever and wherever it is made. */
export function packSolution(source: SolutionSource): Uint8Array {
  const parts = [...partsOf(source)].map(([path, text]) => [path, strToU8(text)] as const);
  return zipSync(Object.fromEntries(parts), { level: 9, mtime: FIRST_MOMENT });
}

/** Web resources have no extension in a package, so each is named (Open Packaging Conventions, "Override"). */
function contentTypes(paths: readonly string[]): string {
  const named = paths.map((path) => `<Override PartName="/${path}" ContentType="${OCTETS}" />`);
  const all = [`<Default Extension="xml" ContentType="${OCTETS}" />`, ...named].join("");
  return `<?xml version="1.0" encoding="utf-8"?><Types xmlns="${PACKAGE_TYPES}">${all}</Types>\n`;
}

function valueIn(text: string, element: string, path: string): string {
  const value = new RegExp(`<${element}>([^<]+)</${element}>`).exec(text)?.[1];
  if (value === undefined) throw new Error(`${path} has no ${element}: a web resource needs it.`);
  return value;
}
