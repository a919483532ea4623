import type { Operation, Role } from "@perennial/api";
import { asTenant, listInstallations } from "@perennial/store";
import type { RequestHandler, Response } from "express";
import type { ServerContext } from "../../server-context.ts";
import { fieldsOf } from "../../setup/settings-fields.ts";
import { type Caller, callerFor, callerOf, letOn, mayAct } from "../authorize.ts";
import type { Entrance } from "../bind.ts";
import { HttpProblem } from "../problem.ts";
import { demandGenuine, demandOwner, rawBody } from "./genuine-request.ts";

/**
 * Where our pages inside a vendor's ask. The vendor signs their requests; who asks, and for which account, is taken
 * from what it signed and from nothing else, and no token opens this way.
 */
export function pageEntrance(context: ServerContext): Entrance {
  return {
    prefix: "/apps/:app",
    admit: (operation) => [rawBody(), letOnSigned(context, operation), readBody],
    partsOf: ({ params, query }, operation) => ({
      params: only(operation, "params", params),
      // The vendor writes what it signs among what we ask.
      query: only(operation, "query", query),
    }),
  };
}

/** Those of a request's values that a part of the operation has a field for. */
function only<Value>(
  operation: Operation,
  part: "params" | "query",
  given: Readonly<Record<string, Value>>,
): Record<string, Value> {
  const known = fieldsOf(operation[part]);
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(known, name)));
}

function letOnSigned(context: ServerContext, operation: Operation): RequestHandler {
  return async (request, response, next) => {
    const genuine = demandGenuine(context, request);
    const caller = genuine.doors.caller(genuine.inbound);
    if (!caller) {
      throw new HttpProblem(401, "Not genuine", {
        sv: "Förfrågan säger inte vem som frågar.",
        en: "The request does not say who asks.",
      });
    }
    const { tenant } = await demandOwner(context, genuine, caller.account);
    const connector = genuine.connector.manifest.id;
    const role = await roleOf(context, { tenant, connector, ...caller });
    if (!mayAct(role, operation.role ?? "viewer")) {
      throw new HttpProblem(403, "Not allowed", {
        sv: "Bara anslutningens administratörer får göra det här. En av dem kan lägga till dig på inställningssidan.",
        en: "Only administrators of this connection may do this. One of them can add you on the settings page.",
      });
    }
    letOn(response, pageCaller({ tenant, connector, role, ...caller }));
    if (operation.method !== "get") noteWhoDid(context, { operation, connector, response });
    next();
  };
}

interface Asking {
  readonly tenant: number;
  readonly connector: string;
  readonly account: string;
  readonly user: string;
}

/** Whoever asks from a page inside a vendor's. */
function pageCaller({ role, ...of }: Asking & { readonly role: Role }): Caller {
  const { tenant, connector, account, user: who } = of;
  const nobody = { personId: null, tokenId: null, sessionId: null, endsAt: null, usedAt: null };
  return callerFor({ ...nobody, tenant, connector, account, who, role });
}

/** Administrators that the installation lists may do everything, everyone else in the account what agents may. */
export async function roleOf(
  { db }: ServerContext,
  { tenant, connector, account, user }: Asking,
): Promise<Role> {
  const all = await asTenant(db, tenant, listInstallations);
  const found = all.find((each) => each.connector === connector && each.account === account);
  const name = user.toLowerCase();
  const isListed = found?.administrators.some((each) => each.toLowerCase() === name) ?? false;
  return isListed ? "admin" : "agent";
}

interface Doing {
  readonly operation: Operation;
  readonly connector: string;
  readonly response: Response;
}

/** Who did what, once it is done. */
function noteWhoDid({ log }: ServerContext, { operation, connector, response }: Doing): void {
  response.on("finish", () => {
    const { tenant, name: by } = callerOf(response) ?? {};
    const { statusCode: status } = response;
    log.info("Somebody did something from a page inside a vendor's.", {
      ...{ operation: operation.id, tenant, connector, by, status },
    });
  });
}

/** The body was kept as it was sent until its signature was judged. */
const readBody: RequestHandler = (request, _response, next) => {
  const text = Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "";
  try {
    request.body = text === "" ? {} : JSON.parse(text);
  } catch {
    throw new HttpProblem(400, "Invalid request", {
      sv: "Innehållet är inte JSON.",
      en: "The body is not JSON.",
    });
  }
  next();
};
