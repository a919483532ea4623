import type { Path } from "../read-yaml.ts";

const ITEMS: Readonly<Record<string, string>> = {
  steps: "step",
  triggers: "trigger",
  reactions: "reaction",
  exits: "exit rule",
  offers: "offer",
  stages: "stage",
};

/** Says in words in which part of a program something is, ready to begin a sentence; nothing for the header. */
export function whereIs(path: Path, value: unknown): string {
  const [list, index] = path;
  if (typeof list !== "string") return "";
  const item = ITEMS[list];
  if (item !== undefined && typeof index === "number") {
    return `in ${item} ${nameOfItem(valueAt(valueAt(value, list), index)) ?? index + 1}, `;
  }
  return path.length > 1 ? `in "${list}", ` : "";
}

function nameOfItem(item: unknown): string | undefined {
  const id = valueAt(item, "id");
  return typeof id === "string" ? `"${id}"` : undefined;
}

function valueAt(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}
