import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { openApiDocument } from "@perennial/api";
import express, { type ErrorRequestHandler, type Express } from "express";
import helmet from "helmet";
import type { ServerContext } from "../server-context.ts";
import { bindOperations } from "./bind.ts";
import { createHandlers } from "./handlers.ts";
import { bindHooks } from "./hooks.ts";
import { HttpProblem } from "./problem.ts";
import { bindUnsubscribe } from "./unsubscribe.ts";

/** The largest request body the API takes. */
const BODY_LIMIT = "2mb";

/** The HTTP side of the server: doors for deliveries, the API, and its documentation. */
export function createApp(context: ServerContext): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(helmet({ contentSecurityPolicy: { directives: { "upgrade-insecure-requests": null } } }));
  bindHooks(app, context);
  bindUnsubscribe(app, context);
  app.use(express.json({ limit: BODY_LIMIT }));
  bindOperations(app, context, createHandlers(context));
  bindDocumentation(app, context.version);
  app.use((request) => {
    throw new HttpProblem(
      404,
      "Not found",
      `There is nothing at ${request.method} ${request.path}. The API is described at /docs.`,
    );
  });
  app.use(problemHandler(context));
  return app;
}

/** The OpenAPI document, and pages to read it by. */
function bindDocumentation(app: Express, version: string): void {
  const pages = dirname(createRequire(import.meta.url).resolve("swagger-ui-dist/package.json"));
  const document = openApiDocument(version);
  app.get("/v1/openapi.json", (_request, response) => void response.json(document));
  app.get("/docs/swagger-initializer.js", (_request, response) => {
    response
      .type("text/javascript")
      .send(
        `window.ui = SwaggerUIBundle({ url: "/v1/openapi.json", dom_id: "#swagger-ui", deepLinking: true, presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: "BaseLayout", persistAuthorization: false });\n`,
      );
  });
  app.use("/docs", express.static(pages));
}

/** Tells every error the same way; what is not ours is logged and not shown. */
function problemHandler(context: ServerContext): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const instance = randomUUID();
    const problem = asProblem(error);
    if (problem.status >= 500) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      context.log.error("A request failed.", {
        instance,
        method: request.method,
        path: request.path,
        reason,
      });
    }
    response
      .status(problem.status)
      .type("application/problem+json")
      .send(JSON.stringify(problem.toBody(instance)));
  };
}

function asProblem(error: unknown): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const status = statusOf(error);
  if (status === 413)
    return new HttpProblem(413, "Too large", `The body is larger than ${BODY_LIMIT}.`);
  if (status !== undefined && status < 500) {
    return new HttpProblem(
      status,
      "Invalid request",
      "The body is not JSON. Send JSON with content-type application/json.",
    );
  }
  return new HttpProblem(500, "Failed", "The server failed; its log says why under this instance.");
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("status" in error)) return undefined;
  return typeof error.status === "number" ? error.status : undefined;
}
