import type { Express } from "express";
import type { ServerContext } from "../../server-context.ts";
import { inboundRequest } from "../hooks.ts";
import { HttpProblem, notFound } from "../problem.ts";
import { LAUNCH_LIFE, makeLaunch } from "../session/launch.ts";
import { demandApp, demandOwner, rawBody } from "./genuine-request.ts";
import { roleOf } from "./page-entrance.ts";

/** A page of the console, and nothing that leads elsewhere. */
const PAGE = /^\/(?!\/)[\w\-./~%?&=+:@,]*$/;

/**
 * Where pages of vendors that post a signed request open our console (crm/salesforce.md, 6.2). The request is a
 * credential: it is exchanged at once for a code, and nothing of it is kept or logged.
 */
export function bindLaunching(app: Express, context: ServerContext): void {
  app.post("/apps/:app/launch", rawBody(), async (request, response) => {
    const found = demandApp(context, String(request.params.app));
    const connector = found.connector.manifest.id;
    const inbound = inboundRequest(request, context.publicUrl);
    const verdict = found.app.launch?.(found.credentials, inbound, context.clock.now());
    if (!verdict) throw notFound("such door");
    if (!verdict.genuine) {
      context.log.warn("A launch of the console was refused.", {
        ...{ connector, reason: verdict.reason },
      });
      throw new HttpProblem(401, "Not genuine", {
        sv: "Förfrågans signatur stämmer inte.",
        en: "The request's signature is not right.",
      });
    }
    const { account, user: who, role: usual = "agent", path = "/" } = verdict.launch;
    const { tenant } = await demandOwner(context, found, account);
    const known = await roleOf(context, { tenant, connector, account, user: who });
    const role = known === "admin" ? known : usual;
    const origin = { personId: null, tokenId: null, connector, account, who, role };
    const wish = { path: PAGE.test(path) ? path : "/", life: LAUNCH_LIFE };
    const { url } = await makeLaunch(context, { tenant, origin }, wish);
    response.set("cache-control", "no-store").redirect(303, url);
  });
}
