import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { designConnector } from "./design-connector.ts";
import type { ConnectorPlan, Place } from "./plan.ts";
import { ScaffoldError } from "./scaffold-error.ts";

/** A folder that was written. */
export interface WrittenConnector {
  readonly folder: string;
  readonly place: Place;
  /** Paths within the folder. */
  readonly files: readonly string[];
}

/**
 * Writes the folder of a connector: below `connectors/` where the present folder is a checkout of Perennial, else
 * below the present folder. Throws a `ScaffoldError` where something is there already; nothing is ever overwritten.
 */
export async function writeConnector(
  plan: ConnectorPlan,
  directory: string,
): Promise<WrittenConnector> {
  const checkout = await isCheckout(directory);
  const place: Place = checkout ? "workspace" : "package";
  const folder = checkout
    ? join(directory, "connectors", plan.id)
    : join(directory, `perennial-connector-${plan.id}`);
  if ((await readdir(folder).catch(() => [])).length > 0) {
    throw new ScaffoldError(`${folder} is not empty. Choose another id, or remove it first.`);
  }
  const files = designConnector(plan, place);
  for (const [path, content] of Object.entries(files)) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, content, { flag: "wx" });
  }
  return { folder, place, files: Object.keys(files) };
}

async function isCheckout(directory: string): Promise<boolean> {
  const json = await readFile(join(directory, "package.json"), "utf8").catch(() => "{}");
  try {
    const { name, workspaces } = JSON.parse(json) as { name?: unknown; workspaces?: unknown };
    return name === "perennial" && Array.isArray(workspaces);
  } catch {
    return false;
  }
}
