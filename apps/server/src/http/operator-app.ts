import type { Log } from "@perennial/contract";
import express, { type ErrorRequestHandler, type Express } from "express";
import helmet from "helmet";
import type { Registry } from "prom-client";
import type { Health } from "../health/health.ts";
import { bindHealth } from "./health.ts";

/** What an operator may ask a process. */
export interface OperatorDoors {
  readonly registry: Registry;
  readonly health: Health;
  readonly log: Log;
}

/**
 * The doors of an operator's own port: the numbers of this process, and how it is. They ask for no token, since the
 * port is not the one that the outside world reaches, and none of it names a customer.
 */
export function createOperatorApp({ registry, health, log }: OperatorDoors): Express {
  const app = express();
  app.disable("x-powered-by");
  app.use(helmet());
  bindHealth(app, health);
  app.get("/metrics", async (_request, response) => {
    const numbers = await registry.metrics();
    response.set({ "cache-control": "no-store", "content-type": registry.contentType });
    response.end(numbers);
  });
  app.use((_request, response) => {
    response.status(404).json({ title: "There are /live, /ready and /metrics here." });
  });
  const failed: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    const reason = error instanceof Error ? error.message : String(error);
    log.error("The numbers of this process could not be told.", { reason });
    response.status(500).json({ title: "Failed; the log says why." });
  };
  app.use(failed);
  return app;
}
