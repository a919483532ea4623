import { receive } from "@perennial/runtime";
import express, { type Express, type Request } from "express";
import type { ServerContext } from "../server-context.ts";
import { HttpProblem, notFound } from "./problem.ts";

/** The largest delivery a door takes. */
const DELIVERY_LIMIT = "1mb";

/** The path of a connection's door. */
export function hookPath(tenant: number, connection: string): string {
  return `/hooks/v1/${tenant}/${encodeURIComponent(connection)}`;
}

/** The doors through which the other sides of connections tell us things. */
export function bindHooks(app: Express, context: ServerContext): void {
  const raw = express.raw({ type: () => true, limit: DELIVERY_LIMIT });
  app.all("/hooks/v1/:tenant/:connection", raw, async (request, response) => {
    const tenant = Number(request.params.tenant);
    const connection = String(request.params.connection);
    if (!Number.isSafeInteger(tenant)) throw notFound("such door");
    const door = { tenant, connection };
    const received = await receive(context, door, {
      method: request.method,
      url: new URL(request.originalUrl, context.publicUrl).href,
      headers: headersOf(request),
      body: Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "",
    });
    if (received.status === "unknown-connection") throw notFound("such door");
    if (received.status === "not-genuine") {
      context.log.warn("A delivery was refused.", { ...door, reason: received.reason });
      throw new HttpProblem(401, "Not genuine", "The delivery's signature or secret is not right.");
    }
    context.ring(tenant);
    response.status(202).end();
  });
}

function headersOf(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
