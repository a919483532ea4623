/** Where each kind of component stands in `customizations.xml`, and which files of the unpacked solution hold it. */
const PLACES: readonly (readonly [element: string, files: RegExp])[] = [
  ["Entities", /^Entities\/[^/]+\/Entity\.xml$/],
  ["Roles", /^Roles\/[^/]+\.xml$/],
  ["EntityRelationships", /^Other\/Relationships\/[^/]+\.xml$/],
  ["WebResources", /^WebResources\/.+\.data\.xml$/],
  ["AppModuleSiteMaps", /^AppModuleSiteMaps\/[^/]+\/AppModuleSiteMap\.xml$/],
  ["AppModules", /^AppModules\/[^/]+\/AppModule\.xml$/],
];

/**
 * `customizations.xml` as SolutionPackager puts it together: the files of an unpacked solution in their places in
 * `Other/Customizations.xml`. Throws where that has no place for them.
 */
export function customizationsOf(files: ReadonlyMap<string, string>): string {
  let whole = files.get("Other/Customizations.xml") ?? "";
  for (const [element, pattern] of PLACES) {
    const parts = [...files].filter(([path]) => pattern.test(path)).map(([, text]) => partOf(text));
    const hole = `<${element} />`;
    if (!whole.includes(hole))
      throw new Error(`Other/Customizations.xml has no ${hole}: add it where components go.`);
    whole = whole.replace(hole, () => `<${element}>\n${parts.join("\n")}\n  </${element}>`);
  }
  return whole;
}

/** What a file holds, without what only a document of its own has. */
function partOf(text: string): string {
  return text
    .replace(/^<\?xml[^>]*\?>\s*/, "")
    .replace(/^(<\w+) xmlns:xsi="[^"]+"/, "$1")
    .replace(/^<EntityRelationships>\s*([\s\S]*?)\s*<\/EntityRelationships>\s*$/, "$1")
    .trimEnd();
}
