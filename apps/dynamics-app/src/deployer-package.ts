import { strToU8, zipSync } from "fflate";
import { FIRST_MOMENT, OCTETS, PACKAGE_TYPES } from "./packaging.ts";

/** What is handed to AppSource, before it is packed. */
export interface DeployerSource {
  /** The files of the folder `deployer`, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The solution that is imported. Certification takes a managed one, which only an environment exports. */
  readonly solution: Uint8Array;
  /** The assembly that Package Deployer loads, and its name; a .NET project's. @default none, and nothing can deploy it */
  readonly assembly?: { readonly name: string; readonly content: Uint8Array };
}

/** The folder in `package.zip` that Package Deployer reads, by the name that Microsoft's template gives it. */
const ASSETS = "PkgAssets";
/** What the package's own folder holds; the rest belongs beside `package.zip`. */
const CONFIG = "ImportConfig.xml";
/** The file name of the solution, as `ImportConfig.xml` and `Input.xml` have it. */
const SOLUTION = "Perennial.zip";
/** Kinds of files that Microsoft's example names, as far as there are any here. */
const ENDINGS = ["xml", "zip", "dll", "png", "html"] as const;

/**
 * The file that is handed to AppSource (learn.microsoft.com, "Step 3: Create an AppSource package for your app"): what it is,
 * its logo, its terms, and `package.zip` for Package Deployer, whose folder has the solution and `ImportConfig.xml`
 * ("ImportConfig Reference"). Of the same source the same bytes.
 */
export function deployerPackage(source: DeployerSource): Uint8Array {
  const beside = [...source.files].filter(([name]) => name !== CONFIG);
  return pack([["package.zip", packageOf(source)], ...beside]);
}

/** `package.zip` by itself, as Package Deployer takes it. Throws where the source has no `ImportConfig.xml`. */
export function packageOf({ files, solution, assembly }: DeployerSource): Uint8Array {
  const config = files.get(CONFIG);
  if (config === undefined)
    throw new Error(
      `The folder deployer has no ${CONFIG}: Package Deployer imports what it names.`,
    );
  return pack([
    ...(assembly ? [[assembly.name, assembly.content] as const] : []),
    [`${ASSETS}/${CONFIG}`, config],
    [`${ASSETS}/${SOLUTION}`, solution],
  ]);
}

function pack(parts: readonly (readonly [path: string, content: Uint8Array])[]): Uint8Array {
  const types = ["[Content_Types].xml", strToU8(contentTypes())] as const;
  return zipSync(Object.fromEntries([types, ...parts]), { level: 9, mtime: FIRST_MOMENT });
}

function contentTypes(): string {
  const each = ENDINGS.map((ending) => `<Default Extension="${ending}" ContentType="${OCTETS}" />`);
  return `<?xml version="1.0" encoding="utf-8"?><Types xmlns="${PACKAGE_TYPES}">${each.join("")}</Types>\n`;
}
