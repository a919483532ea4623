import type { Express } from "express";
import type { Health } from "../health/health.ts";

/**
 * Doors for whoever keeps processes running: `/live` answers as long as the event loop turns, and a process that
 * does not answer is to be started anew; `/ready` says whether work may be given to it, and which part is not well.
 */
export function bindHealth(app: Express, health: Health): void {
  app.get("/live", (_request, response) => {
    response.set("cache-control", "no-store").json({ status: "live" });
  });
  app.get("/ready", async (_request, response) => {
    const readiness = await health.readiness();
    response
      .status(readiness.status === "not-ready" ? 503 : 200)
      .set("cache-control", "no-store")
      .json(readiness);
  });
}
