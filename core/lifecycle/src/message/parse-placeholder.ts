import type { LocalizedText } from "@perennial/contract";
import { didYouMean } from "../condition/did-you-mean.ts";
import { didMean } from "../condition/walk.ts";
import { FILTER_NAMES, FILTERS } from "./filters.ts";
import type { FilterUse, Placeholder } from "./template.ts";

/** What stands wrong inside the braces, without its place. */
export interface PlaceholderFault {
  readonly code: string;
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
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
      message: {
        sv: `”{{${inside}}}” börjar inte med namnet på ett fält.`,
        en: `"{{${inside}}}" does not start with the name of a field.`,
      },
      remedy: {
        sv: 'Skriv ett fält och, efter lodstreck, filter: {{ customer.firstName | default: "du" }}.',
        en: 'Write a field and, after bars, filters: {{ customer.firstName | default: "du" }}.',
      },
    };
  }
  const filters: FilterUse[] = [];
  for (const use of uses) {
    const filter = parseFilter(use);
    if ("code" in filter) return filter;
    if (filters.some((each) => each.name === filter.name)) {
      return fault(
        {
          sv: `Filtret ”${filter.name}” står två gånger.`,
          en: `The filter "${filter.name}" stands twice.`,
        },
        { sv: "Ta bort ett av dem.", en: "Take one of them away." },
      );
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
    return fault(
      {
        sv: `Filtret ”${name}” ska inte ha något efter sig.`,
        en: `The filter "${name}" takes nothing after it.`,
      },
      { sv: `Skriv bara ”| ${name}”.`, en: `Write only "| ${name}".` },
    );
  }
  const quoted = QUOTED.exec(argument?.trim() ?? "");
  if (quoted) return { name, argument: quoted[1] ?? quoted[2] ?? "" };
  return fault(
    {
      sv: `Filtret ”${name}” behöver en text inom citattecken.`,
      en: `The filter "${name}" needs a text in quotation marks.`,
    },
    { sv: `Skriv det som | ${name}: "…".`, en: `Write it as | ${name}: "…".` },
  );
}

function unknownFilter(written: string): PlaceholderFault {
  const near = didYouMean(written, FILTER_NAMES);
  const meant = near ? didMean(near) : undefined;
  return {
    code: "template-filter",
    message:
      written === ""
        ? { sv: "Efter ett lodstreck saknas filtret.", en: "No filter follows a bar." }
        : {
            sv: `Det finns inget filter ”${written}”.${meant ? ` ${meant.sv}` : ""}`,
            en: `There is no filter "${written}".${meant ? ` ${meant.en}` : ""}`,
          },
    remedy: {
      sv: `Använd något av ${FILTER_NAMES.join(", ")}.`,
      en: `Use one of ${FILTER_NAMES.join(", ")}.`,
    },
  };
}

function fault(message: LocalizedText, remedy: LocalizedText): PlaceholderFault {
  return { code: "template-syntax", message, remedy };
}

/** Parts at bars that stand outside quotation marks. */
function splitOutsideQuotes(inside: string): readonly string[] {
  return inside.match(/(?:"[^"]*"|'[^']*'|[^|])+|(?<=\|)(?=\||$)/g) ?? [];
}
