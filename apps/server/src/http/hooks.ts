import type { InboundAnswer, InboundRequest } from "@perennial/contract";
import { receive } from "@perennial/runtime";
import express, { type Express, type Request, type Response } from "express";
import type { ServerContext } from "../server-context.ts";
import { HttpProblem, notFound } from "./problem.ts";

/** The largest delivery a door takes. */
export const DELIVERY_LIMIT = "1mb";

/** The path of a connection's door. */
export function hookPath(tenant: number, connection: string): string {
  return `/hooks/v1/${tenant}/${encodeURIComponent(connection)}`;
}

/** The doors through which the other sides of connections tell us things. */
export function bindHooks(app: Express, context: ServerContext): void {
  const raw = express.raw({ type: () => true, limit: DELIVERY_LIMIT });
  app.all("/hooks/v1/:tenant/:connection", raw, async (request, response) => {
    const tenant = tenantOf(String(request.params.tenant));
    const connection = String(request.params.connection);
    if (tenant === undefined || connection.includes("\0")) throw notFound("such door");
    const door = { tenant, connection };
    const delivery = inboundRequest(request, context.publicUrl);
    await context.refresh(tenant);
    const received = await receive(context, door, delivery);
    if (received.status === "unknown-connection") throw notFound("such door");
    if (received.status === "broken-connection") {
      response.set("retry-after", "300");
      throw new HttpProblem(503, "Not ready", {
        sv: "Adressen går inte att använda nu. Skicka igen senare.",
        en: "This door cannot be used now; send it again later.",
      });
    }
    if (received.status === "not-genuine") {
      context.log.warn("A delivery was refused.", { ...door, reason: received.reason });
      throw new HttpProblem(401, "Not genuine", {
        sv: "Leveransens signatur eller hemlighet stämmer inte.",
        en: "The delivery's signature or secret is not right.",
      });
    }
    context.ring(tenant);
    const found = await context.connections.get(tenant, connection);
    const answer = found?.connector.inbound?.answer?.(delivery, found.settings);
    // Some providers send on what is in an answer, so there is nothing in it unless the connector says so.
    if (answer === undefined) response.status(202).end();
    else sendAnswer(response, answer);
  });
}

/** A request as a connector judges it: just as it was sent. */
export function inboundRequest(request: Request, publicUrl: string): InboundRequest {
  return {
    method: request.method,
    url: urlOf(request, publicUrl),
    headers: headersOf(request),
    body: Buffer.isBuffer(request.body) ? request.body.toString("utf8") : "",
  };
}

/** What a connector answers is for browsers and mail programs; it can run nothing there. */
export function sendAnswer(
  response: Response,
  { status, headers, body, encoding }: InboundAnswer,
): void {
  response
    .status(status)
    .set({ "content-security-policy": "default-src 'none'", ...headers })
    .end(Buffer.from(body, encoding ?? "utf8"));
}

function tenantOf(text: string): number | undefined {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

/** As it was written, for signatures cover it; what a proxy puts before the path is not the sender's. */
function urlOf({ originalUrl }: Request, publicUrl: string): string {
  return new URL(publicUrl).origin + originalUrl.replace(/^https?:\/\/[^/?#]*/i, "");
}

function headersOf(request: Request): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(", ") : value]],
    ),
  );
}
