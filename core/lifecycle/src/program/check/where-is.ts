import type { Locale, LocalizedText } from "@perennial/contract";
import type { Path } from "../read-yaml.ts";

const ITEMS: Readonly<Record<string, LocalizedText>> = {
  steps: { sv: "steget", en: "step" },
  triggers: { sv: "starten", en: "trigger" },
  reactions: { sv: "händelsen", en: "reaction" },
  exits: { sv: "slutet", en: "exit rule" },
  offers: { sv: "erbjudandet", en: "offer" },
  stages: { sv: "läget", en: "stage" },
};

/** Says in words in which part of a program something is, ready to begin a sentence; nothing for the header. */
export function whereIs(path: Path, value: unknown): Readonly<Record<Locale, string>> {
  const [list, index] = path;
  if (typeof list !== "string") return { sv: "", en: "" };
  const item = ITEMS[list];
  if (item !== undefined && typeof index === "number") {
    const id = idOfItem(valueAt(valueAt(value, list), index));
    return {
      sv: `i ${item.sv} ${id === undefined ? index + 1 : `”${id}”`}: `,
      en: `in ${item.en} ${id === undefined ? index + 1 : `"${id}"`}, `,
    };
  }
  return path.length > 1 ? { sv: `i ”${list}”: `, en: `in "${list}", ` } : { sv: "", en: "" };
}

function idOfItem(item: unknown): string | undefined {
  const id = valueAt(item, "id");
  return typeof id === "string" ? id : undefined;
}

function valueAt(value: unknown, key: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}
