import { didYouMean } from "../condition/did-you-mean.ts";
import { FILTER_NAMES, FILTERS } from "./filters.ts";
import type { FilterUse, Placeholder } from "./template.ts";

/** What stands wrong inside the braces, without its place. */
export interface PlaceholderFault {
  readonly code: string;
  readonly message: string;
  readonly remedy: string;
}

const FIELD = /^[a-zA-Z]+(?:\.[a-zA-Z][a-zA-Z0-9_]*)*$/;
const FILTER = /^([a-zA-Z]+)\s*(?::\s*(.*))?$/s;
const QUOTED = /^"([^"]*)"$|^'([^']*)'$/;

/** Reads what stands between `{{` and `}}`: a field, then filters, each after a bar. */
export function parsePlaceholder(
  inside: string,
): Pick<Placeholder, "field" | "filters"> | PlaceholderFault {
  const [field = "", ...uses] = splitOutsideQuotes(inside).map((part) => part.trim());
  if (!FIELD.test(field)) {
    return {
      code: "template-syntax",
      message: `"{{${inside}}}" does not start with the name of a field.`,
      remedy: 'Write a field and, after bars, filters: {{ customer.firstName | default: "du" }}.',
    };
  }
  const filters: FilterUse[] = [];
  for (const use of uses) {
    const filter = parseFilter(use);
    if ("code" in filter) return filter;
    if (filters.some((each) => each.name === filter.name)) {
      return fault(`The filter "${filter.name}" stands twice.`, "Take one of them away.");
    }
    filters.push(filter);
  }
  return { field, filters };
}

function parseFilter(use: string): FilterUse | PlaceholderFault {
  const [, written, argument] = FILTER.exec(use) ?? [];
  const name = FILTER_NAMES.find((each) => each === written);
  if (name === undefined) return unknownFilter(written ?? use);
  if (FILTERS[name].takes === "nothing") {
    if (argument === undefined) return { name };
    return fault(`The filter "${name}" takes nothing after it.`, `Write only "| ${name}".`);
  }
  const quoted = QUOTED.exec(argument?.trim() ?? "");
  if (quoted) return { name, argument: quoted[1] ?? quoted[2] ?? "" };
  return fault(
    `The filter "${name}" needs a text in quotation marks.`,
    `Write it as | ${name}: "…".`,
  );
}

function unknownFilter(written: string): PlaceholderFault {
  const near = didYouMean(written, FILTER_NAMES);
  const meant = near ? ` Did you mean "${near}"?` : "";
  return {
    code: "template-filter",
    message:
      written === "" ? "No filter follows a bar." : `There is no filter "${written}".${meant}`,
    remedy: `Use one of ${FILTER_NAMES.join(", ")}.`,
  };
}

function fault(message: string, remedy: string): PlaceholderFault {
  return { code: "template-syntax", message, remedy };
}

/** Parts at bars that stand outside quotation marks. */
function splitOutsideQuotes(inside: string): readonly string[] {
  return inside.match(/(?:"[^"]*"|'[^']*'|[^|])+|(?<=\|)(?=\||$)/g) ?? [];
}
