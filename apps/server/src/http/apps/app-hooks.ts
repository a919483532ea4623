import { receiveApp } from "@perennial/runtime";
import type { Express } from "express";
import type { ServerContext } from "../../server-context.ts";
import { inboundRequest } from "../hooks.ts";
import { HttpProblem } from "../problem.ts";
import { demandApp, rawBody } from "./genuine-request.ts";

/**
 * The doors to which vendors deliver what happens in every account that has installed our app; who has something new
 * is rung for.
 */
export function bindAppHooks(app: Express, context: ServerContext): void {
  app.post("/hooks/v1/apps/:app", rawBody(), async (request, response) => {
    const { connector } = demandApp(context, String(request.params.app));
    const { id } = connector.manifest;
    const received = await receiveApp(context, id, inboundRequest(request, context.publicUrl));
    if (received.status !== "taken") {
      const reason = received.status === "not-genuine" ? received.reason : received.status;
      context.log.warn("A delivery was refused.", { connector: id, reason });
      throw new HttpProblem(401, "Not genuine", {
        sv: "Leveransens signatur stämmer inte.",
        en: "The delivery's signature is not right.",
      });
    }
    for (const tenant of received.tenants) context.ring(tenant);
    response.status(202).end();
  });
}
