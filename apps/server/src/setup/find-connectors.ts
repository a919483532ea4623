import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Connector } from "@perennial/contract";
import { z } from "zod";
import { ServerError } from "../server-error.ts";

/** What a package says of itself that is a connector; its front door's default export makes it, or all that it has. */
const ConnectorPackage = z.object({
  name: z.string(),
  perennial: z.object({ connector: z.string() }),
});
const FrontDoor = z.object({
  default: z.custom<() => Connector | readonly Connector[]>((value) => typeof value === "function"),
});

/**
 * Finds the connectors that are installed where a module stands: every package whose name has the word
 * `connector` in it and whose package.json names one under `perennial.connector`. Those of this repository are
 * found the same way as those of others. Throws a `ServerError` that names the package that is not right.
 *
 * @param importPackage loads a package by its name. @default the import of this module
 */
export async function findConnectors(
  from: string,
  importPackage: (name: string) => Promise<unknown> = (name) => import(name),
): Promise<readonly Connector[]> {
  const names = new Set<string>();
  for (const folder of nodeModulesAbove(fileURLToPath(from))) {
    for (const name of await packagesIn(folder)) names.add(name);
  }
  const loaded = await Promise.all(
    [...names].sort().map(async (name) => load(name, await loadPackage(name, importPackage))),
  );
  const connectors = loaded.flat();
  const byId = new Map<string, string>();
  for (const { id, name } of connectors) {
    const other = byId.get(id);
    if (other !== undefined) {
      throw new ServerError(`${other} and ${name} both are the connector "${id}". Remove one.`);
    }
    byId.set(id, name);
  }
  return connectors.map(({ connector }) => connector);
}

function nodeModulesAbove(path: string): readonly string[] {
  const parent = dirname(path);
  if (parent === path) return [];
  return [join(parent, "node_modules"), ...nodeModulesAbove(parent)];
}

async function packagesIn(folder: string): Promise<readonly string[]> {
  const names = (await entriesOf(folder)).filter((name) => !name.startsWith("."));
  const scopes = names.filter((name) => name.startsWith("@"));
  const scoped = await Promise.all(
    scopes.map(async (scope) => {
      const inside = await entriesOf(join(folder, scope));
      return inside.map((name) => `${scope}/${name}`);
    }),
  );
  const candidates = [...names, ...scoped.flat()].filter((name) => name.includes("connector"));
  const found = await Promise.all(candidates.map((name) => connectorPackage(folder, name)));
  return found.flatMap((name) => name ?? []);
}

async function connectorPackage(folder: string, name: string): Promise<string | undefined> {
  const text = await readFile(join(folder, name, "package.json"), "utf8").catch(() => "");
  const parsed = ConnectorPackage.safeParse(text === "" ? undefined : asJson(text));
  return parsed.success ? name : undefined;
}

function load(name: string, loaded: unknown) {
  const door = FrontDoor.safeParse(loaded);
  if (!door.success) {
    throw new ServerError(`${name} is no connector: its default export must make one.`);
  }
  const made = door.data.default();
  const all = "manifest" in made ? [made] : made;
  return all.map((connector) => ({ name, connector, id: connector.manifest.id }));
}

async function loadPackage(
  name: string,
  importPackage: (name: string) => Promise<unknown>,
): Promise<unknown> {
  try {
    return await importPackage(name);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ServerError(`The connector ${name} cannot be loaded: ${reason}. Mend or remove it.`);
  }
}

function entriesOf(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
