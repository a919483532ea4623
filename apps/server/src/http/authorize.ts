import { type Operation, ROLES, type Role, TOKEN_ROLES, type TokenRole } from "@perennial/api";
import type { Request, RequestHandler, Response } from "express";
import type { ServerContext } from "../server-context.ts";
import { type Authenticated, authenticate } from "../setup/authenticate.ts";
import { HttpProblem } from "./problem.ts";
import { wallClock } from "./session/wall-clock.ts";

/** Where somebody asks from: the console, by a token, a page inside a vendor's, or the command line. */
export const ORIGINS = ["console", "api", "crm-page", "cli"] as const;
export type Origin = (typeof ORIGINS)[number];

/** Who asks, for one tenant. */
export interface Caller {
  readonly tenant: number;
  readonly role: TokenRole;
  /** What they are called, for the record of who did what. */
  readonly name: string;
  readonly origin: Origin;
  /** By what they are signed in. */
  readonly by: Omit<Authenticated, "tenant" | "usedAt">;
}

const callers = new WeakMap<Response, Caller>();

/** Lets on only those whose token or session may ask an operation; before anything of their request is read. */
export function authorize(
  context: ServerContext,
  { role, system }: Pick<Operation, "system"> & { readonly role: Role },
): RequestHandler {
  return async (request, response, next) => {
    const caller = await identify(context, request);
    if (!caller) {
      response.set("www-authenticate", "Bearer");
      throw notSignedIn();
    }
    if (caller.role !== system && !mayAct(caller.role, role)) {
      throw new HttpProblem(403, "Not allowed", {
        sv: `Det här kräver rollen ${ROLE_WORDS[role]}. ${caller.name} har rollen ${ROLE_WORDS[caller.role]}.`,
        en: `This takes the role ${role}; ${caller.name} has the role ${caller.role}.`,
      });
    }
    letOn(response, caller);
    next();
  };
}

/** Who a request is from, by what it carries; nobody where that is not known or no longer holds. */
export async function identify(
  context: ServerContext,
  request: Request,
): Promise<Caller | undefined> {
  const [, credential] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
  if (credential === undefined) return undefined;
  const found = await authenticate(context.db, credential, wallClock(context).now());
  return found && callerFor(found, request.get("x-perennial-from"));
}

/** Somebody who is signed in, as operations see them. Throws an `HttpProblem` for a role that there is not. */
export function callerFor(found: Authenticated, from?: string): Caller {
  const { tenant, usedAt: _usedAt, ...by } = found;
  const role = TOKEN_ROLES.find((each) => each === by.role);
  if (role === undefined) {
    throw new HttpProblem(403, "Not allowed", {
      sv: `Det finns ingen roll ”${by.role}”.`,
      en: `There is no role "${by.role}".`,
    });
  }
  const name = by.connector === null ? by.who : `${by.who} (${by.connector})`;
  return { tenant, role, name, origin: originOf(by, from), by };
}

function originOf({ sessionId, connector }: Caller["by"], from: string | undefined): Origin {
  if (connector !== null) return "crm-page";
  if (sessionId !== null) return "console";
  return from === "cli" ? "cli" : "api";
}

/** A role that can be signed in with; throws an `HttpProblem` for one of a kind of system, which never sees the console. */
export function demandPerson(role: string): Role {
  const found = ROLES.find((each) => each === role);
  if (found !== undefined) return found;
  throw new HttpProblem(403, "Not allowed", {
    sv: `En nyckel för ”${role}” kan inte logga in. Logga in med en egen nyckel eller länk.`,
    en: `A token for "${role}" opens no session. Sign in with a token or a link of your own.`,
  });
}

/** What roles are called in Swedish. */
const ROLE_WORDS: Readonly<Record<TokenRole, string>> = {
  viewer: "läsare",
  agent: "kundservice",
  marketer: "marknadsförare",
  admin: "administratör",
  telephony: "telefonsystem",
};

/** What whoever is not known here is told. */
export function notSignedIn(): HttpProblem {
  return new HttpProblem(401, "Not signed in", {
    sv: "Skicka konsolens nyckel som ”Authorization: Bearer …”. Den ligger i serverns datakatalog.",
    en: 'Send the console\'s token as "Authorization: Bearer …". It is kept in the data directory of the server.',
  });
}

/** Whether a role includes another; a kind of system has none of people's. */
export function mayAct(has: TokenRole, needed: Role): boolean {
  const people: readonly string[] = ROLES;
  return people.indexOf(has) >= people.indexOf(needed);
}

/** Remembers who asks, for the operation. */
export function letOn(response: Response, caller: Caller): void {
  callers.set(response, caller);
}

/** Who was let on; nobody where everyone may ask. */
export function callerOf(response: Response): Caller | undefined {
  return callers.get(response);
}
