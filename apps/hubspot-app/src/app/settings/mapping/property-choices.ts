import type { Answer, Language } from "perennial-hubspot-shared";
import type { FieldSchema, Values } from "../form/field-schema.ts";
import { type Path, valueAt } from "../form/form-changes.ts";
import { ANY, type Option } from "../form/form-context.ts";
import { optionWord } from "../form/form-words.ts";

type VendorObject = Answer<"describeConnection">["objects"][number];

/** What the connector's schema asks of the internal name of a property: by this a field for one is known. */
const PROPERTY_NAME = "^[a-z0-9_-]{1,100}$";

/** What each place that records can be kept in is called in the list of a portal's kinds of record. */
const KEPT_IN: Readonly<Record<string, string>> = {
  ...{ deals: "deal", orders: "order", subscriptions: "subscription", "contact-dates": "contact" },
};
const PIPELINE: readonly string[] = ["pipeline", "hs_pipeline"];
const STAGE: readonly string[] = ["dealstage", "hs_pipeline_stage", "hs_subscription_status"];

/** What a portal has, and what is filled in so far. */
interface Choosing {
  readonly objects: readonly VendorObject[];
  readonly values: Values;
  readonly language: Language;
}

/**
 * What of the portal's own can be chosen for a field of the connector's settings: properties, pipelines, stages, the
 * values of a property, or kinds of record. Undefined where anything can be written.
 */
export function propertyChoices(
  { objects, values, language }: Choosing,
  path: Path,
  schema: FieldSchema,
): readonly Option[] | undefined {
  const object = objects.find((each) => each.object === objectOf(values, path));
  const [owner, role] = [path.slice(0, -2), path.at(-1) === ANY ? path.at(-2) : undefined];
  const optionsOf = (names: readonly string[]) =>
    object?.fields.find(({ name, options }) => names.includes(name) && options)?.options;
  if (schema.pattern === PROPERTY_NAME) return object?.fields.map(propertyOption);
  if (role === "pipelines") return optionsOf(PIPELINE);
  if (role === "stages") return optionsOf(STAGE);
  if (role === "statuses")
    return optionsOf(names(valueAt(values, [...owner, "statusProperty"])) ?? STAGE);
  if (role === "values") return optionsOf(names(valueAt(values, [...owner, "property"])) ?? []);
  const isPlace = path.length === 3 && path[0] === "agreements" && path[2] === "from";
  return isPlace ? placesIn(objects, language) : undefined;
}

/** The kind of record that a field is about; a contact where nothing else is said. */
function objectOf(values: Values, [list = "", index = ""]: Path): string {
  if (list !== "agreements" && list !== "purchases") return "contact";
  const from = valueAt(values, [list, index, "from"]);
  return typeof from === "string" ? (KEPT_IN[from] ?? from) : "";
}

function placesIn(objects: readonly VendorObject[], language: Language): readonly Option[] {
  const places = ["deals", "subscriptions", "contact-dates"];
  return [
    ...places.map((value) => ({ value, label: optionWord(value, language) })),
    ...objects
      .filter(({ object }) => object.startsWith("2-"))
      .map(({ object, label }) => ({ value: object, label })),
  ];
}

function propertyOption({ name, label }: VendorObject["fields"][number]): Option {
  return { value: name, label: label === name ? name : `${label} (${name})` };
}

function names(value: unknown): readonly string[] | undefined {
  return typeof value === "string" && value !== "" ? [value] : undefined;
}
