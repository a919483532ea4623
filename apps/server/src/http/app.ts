import { randomUUID } from "node:crypto";
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from "express";
import helmet from "helmet";
import type { ServerContext } from "../server-context.ts";
import { bindAppDoors } from "./apps/app-doors.ts";
import { bindAppHooks } from "./apps/app-hooks.ts";
import { bindOperations } from "./bind.ts";
import { bindConsole } from "./console-pages.ts";
import { bindDocumentation } from "./documentation.ts";
import { createHandlers } from "./handlers.ts";
import { bindHealth } from "./health.ts";
import { bindHooks } from "./hooks.ts";
import { localeOf } from "./language.ts";
import { HttpProblem } from "./problem.ts";
import { diskFull, problemOf } from "./problem-of.ts";
import { bindQueuePages } from "./queue-pages.ts";
import { bindUnsubscribe } from "./unsubscribe.ts";

/** The HTTP side of the server: doors for deliveries, the API, and its documentation. */
export function createApp(context: ServerContext): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(securityHeaders());
  bindHealth(app, context.health);
  app.use(refuseWhileFull(context));
  // Before the doors of connections, whose paths begin alike.
  bindAppHooks(app, context);
  bindHooks(app, context);
  bindUnsubscribe(app, context);
  const handlers = createHandlers(context);
  bindOperations(app, context, { handlers });
  bindAppDoors(app, context, handlers);
  bindQueuePages(app, context);
  bindDocumentation(app, context.version);
  bindConsole(app, context);
  app.use((request) => {
    throw new HttpProblem(404, "Not found", {
      sv: `Det finns inget på ${request.method} ${request.path}. API:et beskrivs på /docs.`,
      en: `There is nothing at ${request.method} ${request.path}. The API is described at /docs.`,
    });
  });
  app.use(problemHandler(context));
  return app;
}

/** What is to be kept is refused while there is no space for it; what is only asked for is answered. */
function refuseWhileFull({ disk }: ServerContext): RequestHandler {
  return async ({ method, path }, response, next) => {
    const keeps = (method !== "GET" && method !== "HEAD") || path.startsWith("/hooks/");
    if (keeps && (await disk?.isFull())) {
      response.set("retry-after", "30");
      throw diskFull();
    }
    next();
  };
}

/** Answers are data: nothing in them is run, framed or sent anywhere. Pages say what they need beyond that. */
function securityHeaders() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        "default-src": ["'none'"],
        "base-uri": ["'none'"],
        "form-action": ["'none'"],
        "frame-ancestors": ["'none'"],
      },
    },
    frameguard: { action: "deny" },
  });
}

/** Tells every error the same way; what is not ours is logged and not shown. */
function problemHandler({ log, disk }: ServerContext): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const instance = randomUUID();
    disk?.note(error);
    const problem = problemOf(error);
    if (problem.status >= 500) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      const { method } = request;
      // The route and not the path: an unsubscribe link opens the page it names.
      const route = typeof request.route?.path === "string" ? request.route.path : "";
      log.error("A request failed.", { instance, method, route, reason });
    }
    if (response.headersSent) {
      response.destroy();
      return;
    }
    // Whoever is not ready says when to come again.
    if (problem.status === 503 && !response.hasHeader("retry-after")) {
      response.set("retry-after", "30");
    }
    response
      .status(problem.status)
      .set("cache-control", "no-store")
      .type("application/problem+json")
      .send(JSON.stringify(problem.toBody(instance, localeOf(request))));
  };
}
