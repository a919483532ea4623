import { type DoorRequest, mediaType } from "../../door/door-request.ts";
import { badRequest, GraphRefusal } from "../graph-refusal.ts";

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** The JSON object of a body; refuses another media type and what is no object. */
export function readJson(request: DoorRequest): Json {
  if (mediaType(request) !== "application/json")
    throw new GraphRefusal(
      415,
      "UnsupportedMediaType",
      "The content type must be application/json.",
    );
  try {
    const value: unknown = JSON.parse(request.body);
    if (isObject(value)) return value;
  } catch {
    throw badRequest(
      "Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.",
      "BadRequest",
    );
  }
  throw badRequest("Empty Payload. JSON content expected.", "BadRequest");
}

/** Refuses properties that a type has not, as Graph's strict reader does. */
export function onlyProperties(value: Json, type: string, known: readonly string[]): void {
  const unknown = Object.keys(value).find(
    (name) => !name.includes("@odata.") && !known.includes(name),
  );
  if (unknown !== undefined)
    throw badRequest(
      `The property '${unknown}' does not exist on type 'microsoft.graph.${type}'. Make sure to only use property names that are defined by the type.`,
    );
}

/** A text property, or nothing where it is missing or null. */
export function textOf(value: Json, name: string): string | undefined {
  const text = value[name];
  if (text === undefined || text === null) return undefined;
  if (typeof text === "string") return text;
  throw badRequest(`Cannot convert the value of '${name}' to the expected type 'Edm.String'.`);
}

/** A property of yes or no. */
export function flagOf(value: Json, name: string, usual: boolean): boolean {
  const flag = value[name] ?? usual;
  if (typeof flag === "boolean") return flag;
  throw badRequest(`Cannot convert the value of '${name}' to the expected type 'Edm.Boolean'.`);
}

/** An object property, or nothing where it is missing or null. */
export function objectOf(value: Json, name: string): Json | undefined {
  const inner = value[name];
  if (inner === undefined || inner === null) return undefined;
  if (isObject(inner)) return inner;
  throw badRequest(`An unexpected node was found for '${name}': an object was expected.`);
}

/** A list of objects; none where it is missing. */
export function listOf(value: Json, name: string): readonly Json[] {
  const list = value[name] ?? [];
  if (Array.isArray(list) && list.every(isObject)) return list;
  throw badRequest(`An unexpected node was found for '${name}': an array of objects was expected.`);
}

/** One of several words. */
export function wordOf<T extends string>(
  value: Json,
  name: string,
  words: readonly [T, ...T[]],
): T {
  const given = textOf(value, name);
  if (given === undefined) return words[0];
  const found = words.find((word) => word.toLowerCase() === given.toLowerCase());
  if (found !== undefined) return found;
  throw badRequest(`Requested value '${given}' was not found for '${name}'.`);
}

/** A moment with its zone, as Graph has it. */
export interface ZonedMoment {
  readonly dateTime: string;
  readonly timeZone: string;
}

/** A moment with its zone; refuses one without. */
export function zonedOf(value: Json, name: string): ZonedMoment | undefined {
  const inner = objectOf(value, name);
  if (inner === undefined) return undefined;
  onlyProperties(inner, "dateTimeTimeZone", ["dateTime", "timeZone"]);
  const [dateTime = "", timeZone = ""] = [textOf(inner, "dateTime"), textOf(inner, "timeZone")];
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?$/.test(dateTime) || timeZone === "")
    throw badRequest(
      `The value of '${name}' needs a dateTime without an offset and a timeZone.`,
      "ErrorInvalidRequest",
    );
  if (!isZone(timeZone))
    throw badRequest(
      `A valid TimeZone value must be specified. The following TimeZone value is not supported: '${timeZone}'.`,
      "TimeZoneNotSupportedException",
    );
  return { dateTime, timeZone };
}

/** Windows' names and those of IANA (learn.microsoft.com/graph, "supportedTimeZones"). */
function isZone(name: string): boolean {
  if (/^[A-Z][\w .()+-]* Standard Time(?: \(Mexico\))?$/.test(name)) return true;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
