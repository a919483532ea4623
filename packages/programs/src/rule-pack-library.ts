import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { RulePack } from "@perennial/lifecycle";
import { parse } from "yaml";
import { libraryFolder } from "./library.ts";
import { LibraryError } from "./library-error.ts";

const ENDING = ".yaml";

/** The ids of the rule packs there are, sorted: the files of the `rule-packs` folder. */
export async function listRulePacks(): Promise<readonly string[]> {
  const names = await readdir(folder());
  return names
    .filter((name) => name.endsWith(ENDING))
    .map((name) => name.slice(0, -ENDING.length))
    .sort();
}

/**
 * A rule pack by its id, which programs name in `rulePack`.
 * @throws LibraryError when there is none of that id, or its file is not a rule pack.
 */
export async function readRulePack(id: string): Promise<RulePack> {
  const ids = await listRulePacks();
  if (!ids.includes(id)) {
    throw new LibraryError(
      `There is no rule pack "${id}". Use one of ${ids.join(", ")}, or add rule-packs/${id}.yaml.`,
    );
  }
  const file = join(folder(), `${id}${ENDING}`);
  return rulePackOf(await readFile(file, "utf8"), file);
}

function rulePackOf(text: string, file: string): RulePack {
  const read = RulePack.safeParse(parsedYaml(text, file));
  if (!read.success) {
    const faults = read.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
    throw new LibraryError(`"${file}" is not a rule pack. Correct ${faults.join("; ")}.`);
  }
  return read.data;
}

function parsedYaml(text: string, file: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new LibraryError(`"${file}" is not YAML. Correct it.`, { cause: error });
  }
}

function folder(): string {
  return join(libraryFolder(), "rule-packs");
}
