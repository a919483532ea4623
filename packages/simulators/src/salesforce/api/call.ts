import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { Org } from "../org/org.ts";
import type { WriteManner } from "../record/transaction.ts";
import type { SalesforceAct } from "../salesforce-act.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import type { QueryScope } from "../soql/resolver.ts";
import { notFound, refuse, SalesforceRefusal } from "./refusal.ts";

/** A request that is let in: whose it is and what its path says. */
export interface Call {
  readonly request: DoorRequest;
  readonly org: Org;
  /** The user that the token stands for. */
  readonly userId: string;
  /** Such as `67.0`. */
  readonly version: string;
  /** The parts of the path that the route names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly nowMs: number;
  /** Notes what was done. */
  log(act: SalesforceAct): void;
  /** Answers a request that stands within another one, at the route that its path leads to. */
  route(path: string, call: RoutedCall): DoorAnswer;
}

/** A request of which it is not yet known what its path says. */
export type RoutedCall = Omit<Call, "params" | "query">;

/** What answers a route. */
export type Handler = (call: Call) => DoorAnswer;

/** The type that a part of the path names, if the caller may see it. */
export function typeOf(call: Call, name = call.params.type ?? ""): SObjectType {
  const type = call.org.records.schema.type(name);
  if (type === undefined || !call.org.permissions.canRead(type)) throw notFound();
  return type;
}

/** What the caller named itself in `Sforce-Call-Options`. */
export function clientOf(request: DoorRequest): string | undefined {
  const options = request.headers["sforce-call-options"] ?? "";
  return /(?:^|[,;\s])client=([^,;]+)/.exec(options)?.[1]?.trim();
}

/** How the app writes: as its user, held to the org's rules. */
export function mannerOf(call: Call): WriteManner {
  const client = clientOf(call.request);
  const duplicates = call.request.headers["sforce-duplicate-rule-header"] ?? "";
  return {
    userId: call.userId,
    ruled: true,
    allowDuplicates: /allowSave\s*=\s*true/i.test(duplicates),
    ...(client === undefined ? {} : { client }),
  };
}

/** What a query of the caller sees. */
export function scopeOf(call: Call, withDeleted: boolean): QueryScope {
  const { org, nowMs } = call;
  return {
    records: org.records,
    withDeleted,
    nowMs,
    timeZone: org.profile.timeZone,
    canRead: (type) => org.permissions.canRead(type),
    isHidden: (type, field) => org.permissions.isHidden(type, field),
  };
}

/** The body of a request as JSON. */
export function jsonOf({ request }: Pick<Call, "request">): unknown {
  try {
    return JSON.parse(request.body);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw refuse("JSON_PARSER_ERROR", message);
  }
}

/** An object of JSON with none but the members named; Salesforce refuses others. */
export function objectOf(
  value: unknown,
  known?: readonly string[],
): Readonly<Record<string, unknown>> {
  if (!isObject(value))
    throw refuse("JSON_PARSER_ERROR", "The HTTP entity body is required to be a JSON object");
  const unknown = Object.keys(value).find((name) => known !== undefined && !known.includes(name));
  if (unknown === undefined) return value;
  throw refuse("JSON_PARSER_ERROR", `Unrecognized field "${unknown}"`);
}

/** A list of texts of JSON. */
export function textsOf(value: unknown, name: string): readonly string[] {
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  throw refuse("JSON_PARSER_ERROR", `${name} must be a list of strings`);
}

/** Whether a value of JSON is an object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Refuses parameters of the query that an endpoint needs and did not get. */
export function needQuery(call: Call, name: string): string {
  const value = call.query.get(name);
  if (value !== null && value !== "") return value;
  throw new SalesforceRefusal(400, [
    { message: `A ${name} parameter is required`, errorCode: "MISSING_ARGUMENT" },
  ]);
}
