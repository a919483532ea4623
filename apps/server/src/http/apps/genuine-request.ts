import type { AppDoors, InboundRequest } from "@perennial/contract";
import type { OpenApp } from "@perennial/runtime";
import { type AccountOwner, findAccounts } from "@perennial/store";
import express, { type Request, type RequestHandler } from "express";
import type { ServerContext } from "../../server-context.ts";
import { credentialVariables } from "../../setup/app-credentials.ts";
import { DELIVERY_LIMIT, inboundRequest } from "../hooks.ts";
import { HttpProblem, notFound } from "../problem.ts";

/** Reads a body as it was sent, for signatures cover it. */
export function rawBody(): RequestHandler {
  return express.raw({ type: () => true, limit: DELIVERY_LIMIT });
}

const told = new WeakMap<ServerContext, Set<string>>();

/** Our app at a connector's vendor. Where there is none, the door is not there, and the log says how it would be. */
export function demandApp(context: ServerContext, name: string): OpenApp {
  const found = context.connections.app(name);
  if (found) return found;
  const connector = context.connectors.find(({ manifest }) => manifest.id === name);
  if (connector?.app) tellOnce(context, name, credentialVariables(connector));
  throw notFound("such door");
}

/** Once: whoever knocks may do so all day. */
function tellOnce(context: ServerContext, connector: string, variables: readonly string[]): void {
  const known = told.get(context) ?? new Set();
  told.set(context, known);
  if (known.has(connector)) return;
  known.add(connector);
  context.log.warn(
    `Somebody came to the door of an app that has no credentials here. Set ${variables.join(", ")} and start the server anew.`,
    { connector },
  );
}

/** A request that the vendor signed, and the app it came to. */
export interface GenuineRequest extends OpenApp {
  readonly doors: AppDoors;
  readonly inbound: InboundRequest;
}

/** Judges a request to an app's door. Throws an `HttpProblem` for one that the vendor did not sign. */
export function demandGenuine(context: ServerContext, request: Request): GenuineRequest {
  const found = demandApp(context, String(request.params.app));
  const { credentials, connector } = found;
  const { doors } = found.app;
  if (!doors) throw notFound("such door");
  const inbound = inboundRequest(request, context.publicUrl);
  const verdict = doors.verify(credentials, inbound, context.clock.now());
  if (!verdict.genuine) {
    context.log.warn("A request to an app's door was refused.", {
      ...{ connector: connector.manifest.id, reason: verdict.reason },
    });
    throw new HttpProblem(401, "Not genuine", {
      sv: "Förfrågans signatur stämmer inte.",
      en: "The request's signature is not right.",
    });
  }
  return { ...found, doors, inbound };
}

/** Whose an account is. Throws an `HttpProblem` for one in which our app is not installed. */
export async function demandOwner(
  context: ServerContext,
  { connector }: OpenApp,
  account: string,
): Promise<AccountOwner> {
  const owners = await findAccounts(context.db, connector.manifest.id, [account]);
  const owner = owners.get(account);
  if (owner?.installed) {
    await context.refresh(owner.tenant);
    return owner;
  }
  throw new HttpProblem(403, "Not installed", {
    sv: `Perennial är inte anslutet till det här kontot. Installera appen i ${connector.manifest.title.sv} igen.`,
    en: `Perennial is not connected to this account. Install the app in ${connector.manifest.title.en} once more.`,
  });
}
