import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** The root of the project. */
export const ROOT = join(import.meta.dirname, "..", "..");

/** A workspace of the project and its source files. */
export interface Workspace {
  /** Its folder, such as `core/lifecycle`. */
  readonly folder: string;
  readonly name: string;
  /** What its package.json says it may import. */
  readonly dependencies: readonly string[];
  /** Whether servers take it for a connector: one that is still being built does not say so. */
  readonly isConnector: boolean;
  readonly files: readonly SourceFile[];
}

/** A source file and what it imports. */
export interface SourceFile {
  /** From the root of the project. */
  readonly path: string;
  readonly text: string;
  readonly test: boolean;
  readonly imports: readonly string[];
}

/** What runs as it was built, without its packages beside it. */
const BUNDLED = ["apps/console"];

const IMPORT =
  /(?:^|\n)(?:import|export)\s[^"';]*?from\s*"([^"]+)"|(?:^|\n)import\s*"([^"]+)"|\bimport\(\s*"([^"]+)"/g;

/** Every workspace below the folders where they live. */
export function readWorkspaces(): readonly Workspace[] {
  return ["core", "packages", "connectors", "apps"].flatMap((parent) =>
    readdirSync(join(ROOT, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => readWorkspace(`${parent}/${entry.name}`)),
  );
}

function readWorkspace(folder: string): Workspace {
  const manifest: Record<string, unknown> = JSON.parse(
    readFileSync(join(ROOT, folder, "package.json"), "utf8"),
  );
  const of = (key: string) => Object.keys((manifest[key] ?? {}) as Record<string, string>);
  // What is bundled has all it imports in what is built.
  const bundled = BUNDLED.includes(folder) ? of("devDependencies") : [];
  return {
    folder,
    name: String(manifest.name),
    dependencies: [
      ...[...of("dependencies"), ...of("optionalDependencies"), ...of("peerDependencies")],
      ...bundled,
    ],
    isConnector: "perennial" in manifest,
    files: readSources(join(ROOT, folder, "src")),
  };
}

/** Every TypeScript file below a folder. */
export function readSources(folder: string): readonly SourceFile[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => readSource(join(entry.parentPath, entry.name)));
}

function readSource(path: string): SourceFile {
  const text = readFileSync(path, "utf8");
  const imports = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? match[3] ?? "");
  const name = relative(ROOT, path);
  return { path: name, text, test: /\.test\.ts$|\/testing\//.test(name), imports };
}

/** The package that an import names; nothing for a relative one, one of Node's own or one that a build makes. */
export function packageOf(specifier: string): string | undefined {
  if (/^(?:\.|node:|virtual:)/.test(specifier)) return undefined;
  const [scope = "", name] = specifier.split("/");
  return scope.startsWith("@") ? `${scope}/${name}` : scope;
}
