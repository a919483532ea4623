import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { EntraUser } from "../../entra/entra-options.ts";
import type { GraphAct } from "../graph-options.ts";
import type { GraphPerson } from "../graph-person.ts";
import { accessDenied, GraphRefusal } from "../graph-refusal.ts";

/** The tenant as requests meet it. */
export interface GraphDesk {
  readonly origin: string;
  readonly now: string;
  readonly users: readonly EntraUser[];
  /** What somebody has: mailbox, tasks, calendar. */
  person(userId: string): GraphPerson;
  /** Refuses a mailbox that the tenant's administrator keeps from the app. */
  needMailbox(user: EntraUser): void;
  log(act: GraphAct): void;
}

/** A request that is let in. */
export interface GraphCall {
  readonly request: DoorRequest;
  readonly desk: GraphDesk;
  /** The permissions of the app. */
  readonly roles: readonly string[];
  /** The parts of the path that the route names. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
}

/** What answers a route. */
export type GraphHandler = (call: GraphCall) => DoorAnswer;

/** Where Graph begins. */
export const GRAPH_ROOT = "/v1.0";

/** Refuses an app that has none of the permissions. */
export function needRole(call: GraphCall, ...anyOf: readonly string[]): void {
  if (!anyOf.some((role) => call.roles.includes(role))) throw accessDenied();
}

/** The user that the path names, by id or by user principal name. */
export function userOf(call: GraphCall): EntraUser {
  const key = (call.params.user ?? "").toLowerCase();
  const user = call.desk.users.find(
    ({ id, upn }) => id.toLowerCase() === key || upn.toLowerCase() === key,
  );
  if (user !== undefined) return user;
  throw new GraphRefusal(
    404,
    "ErrorInvalidUser",
    `The requested user '${call.params.user}' is invalid.`,
  );
}

/** What the user that the path names has in their mailbox, which the app must be let into. */
export function mailboxOwner(call: GraphCall): GraphPerson {
  call.desk.needMailbox(userOf(call));
  return personOf(call);
}

/** What the user that the path names has. */
export function personOf(call: GraphCall): GraphPerson {
  return call.desk.person(userOf(call).id);
}

/** Refuses options of the query that an endpoint does not have. */
export function onlyQuery(call: GraphCall, ...known: readonly string[]): void {
  const unknown = [...call.query.keys()].find(
    (name) => name.startsWith("$") && !known.includes(name),
  );
  if (unknown !== undefined)
    throw new GraphRefusal(
      400,
      "ErrorInvalidUrlQuery",
      `The query parameter '${unknown}' is not supported.`,
    );
}

/** An object with the properties that `$select` names; refuses a name that is none. */
export function selected(
  call: GraphCall,
  body: Readonly<Record<string, unknown>>,
  type: string,
): Readonly<Record<string, unknown>> {
  const names = call.query
    .get("$select")
    ?.split(",")
    .map((name) => name.trim());
  if (names === undefined) return body;
  const unknown = names.find((name) => !(name in body));
  if (unknown !== undefined)
    throw new GraphRefusal(
      400,
      "RequestBroker--ParseUri",
      `Could not find a property named '${unknown}' on type 'Microsoft.OutlookServices.${type}'.`,
    );
  return Object.fromEntries(
    Object.entries(body).filter(
      ([name]) =>
        name === "id" ||
        name.startsWith("@") ||
        name === call.query.get("$expand")?.split("(")[0] ||
        names.includes(name),
    ),
  );
}

/** A page of a list, and the link to the next. */
export function paged(
  call: GraphCall,
  all: readonly Readonly<Record<string, unknown>>[],
  type: string,
): DoorAnswer {
  const size = wholeOf(call, "$top", 10);
  const skip = wholeOf(call, "$skip", 0);
  const value = all.slice(skip, skip + size).map((one) => selected(call, one, type));
  const context = { "@odata.context": `${call.desk.origin}${GRAPH_ROOT}/$metadata#${type}s` };
  if (all.length <= skip + size) return { status: 200, body: { ...context, value } };
  const query = new URLSearchParams(call.query);
  query.set("$skip", String(skip + size));
  const path = call.request.path.split("/").map(encodeURIComponent).join("/");
  return {
    status: 200,
    body: { ...context, value, "@odata.nextLink": `${call.desk.origin}${path}?${query}` },
  };
}

function wholeOf(call: GraphCall, name: string, usual: number): number {
  const text = call.query.get(name);
  if (text === null) return usual;
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0 && value <= 1000) return value;
  throw new GraphRefusal(400, "ErrorInvalidUrlQuery", `The value '${text}' of ${name} is invalid.`);
}
