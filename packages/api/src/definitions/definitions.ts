import type { Locale } from "@perennial/contract";
import { openApiDocument } from "../openapi.ts";
import { CONNECTION_DEFINITIONS } from "./connection-definitions.ts";
import { CUSTOMER_DEFINITIONS } from "./customer-definitions.ts";
import { INSIGHT_DEFINITIONS } from "./insight-definitions.ts";
import { MESSAGE_DEFINITIONS } from "./message-definitions.ts";
import { OVERVIEW_DEFINITIONS } from "./overview-definitions.ts";
import { PROGRAM_DEFINITIONS } from "./program-definitions.ts";
import { SETTINGS_DEFINITIONS } from "./settings-definitions.ts";
import { WORKLIST_DEFINITIONS } from "./worklist-definitions.ts";

/**
 * What figures mean, in Swedish, by their place in the API's document: the schema's name and the way to the field,
 * such as `FlowStatement.start`. In English the document's own description is what is said, so that a screen and
 * the document never differ; a test holds that each place has one.
 */
export const SWEDISH_DEFINITIONS: Readonly<Record<string, string>> = {
  ...OVERVIEW_DEFINITIONS,
  ...CUSTOMER_DEFINITIONS,
  ...PROGRAM_DEFINITIONS,
  ...INSIGHT_DEFINITIONS,
  ...MESSAGE_DEFINITIONS,
  ...CONNECTION_DEFINITIONS,
  ...SETTINGS_DEFINITIONS,
  ...WORKLIST_DEFINITIONS,
};

/** What every figure that screens explain means, by its place in the API's document. */
export function definitions(locale: Locale): Readonly<Record<string, string>> {
  if (locale === "sv") return SWEDISH_DEFINITIONS;
  const places = Object.keys(SWEDISH_DEFINITIONS);
  return Object.fromEntries(places.map((place) => [place, describedAt(place) ?? place]));
}

/** The document's description at a place; nothing where it has none. */
export function describedAt(place: string): string | undefined {
  const [schema = "", ...fields] = place.split(".");
  let at = SCHEMAS()[schema];
  for (const field of fields) at = at && fieldOf(at, field);
  return at?.description;
}

/** As much of a JSON Schema as leads to a field. */
interface Described {
  readonly description?: string;
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
  readonly anyOf?: readonly Described[];
  readonly allOf?: readonly Described[];
}

function fieldOf(schema: Described, field: string): Described | undefined {
  const found = schema.properties?.[field];
  if (found) return found;
  const within = [...(schema.anyOf ?? []), ...(schema.allOf ?? []), schema.items, named(schema)];
  for (const each of within) {
    const inner = each && fieldOf(each, field);
    if (inner) return inner;
  }
  return undefined;
}

function named({ $ref }: Described): Described | undefined {
  return $ref === undefined ? undefined : SCHEMAS()[$ref.slice($ref.lastIndexOf("/") + 1)];
}

let schemas: Readonly<Record<string, Described>> | undefined;

/** The document's schemas; made once, for it is large. */
function SCHEMAS(): Readonly<Record<string, Described>> {
  schemas ??= openApiDocument("").components?.schemas as Readonly<Record<string, Described>>;
  return schemas;
}
