import { ROLES, type Role } from "@perennial/api";
import type { RequestHandler, Response } from "express";
import type { ServerContext } from "../server-context.ts";
import { authenticate } from "../setup/console-token.ts";
import { HttpProblem } from "./problem.ts";

/** Who asks, for one tenant. */
export interface Caller {
  readonly tenant: number;
  readonly role: Role;
  /** What the token is called, for the record of who did what. */
  readonly name: string;
}

const callers = new WeakMap<Response, Caller>();

/** Lets on only those whose token has at least a role; before anything of their request is read. */
export function authorize({ db }: ServerContext, role: Role): RequestHandler {
  return async (request, response, next) => {
    const [, token] = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
    const found = token === undefined ? undefined : await authenticate(db, token);
    if (!found) {
      response.set("www-authenticate", "Bearer");
      throw new HttpProblem(
        401,
        "Not signed in",
        'Send the console\'s token as "Authorization: Bearer …". It is kept in the data directory of the server.',
      );
    }
    const known = ROLES.find((each) => each === found.role);
    if (known === undefined || !mayAct(known, role)) {
      throw new HttpProblem(
        403,
        "Not allowed",
        `This takes the role ${role}; the token has the role ${found.role}.`,
      );
    }
    letOn(response, { tenant: found.tenant, role: known, name: found.name });
    next();
  };
}

/** Whether a role includes another. */
export function mayAct(has: Role, needed: Role): boolean {
  return ROLES.indexOf(has) >= ROLES.indexOf(needed);
}

/** Remembers who asks, for the operation. */
export function letOn(response: Response, caller: Caller): void {
  callers.set(response, caller);
}

/** Who was let on; nobody where everyone may ask. */
export function callerOf(response: Response): Caller | undefined {
  return callers.get(response);
}
