import type { TestProject } from "vitest/node";
import { startTestPostgres } from "./postgres.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of an empty PostgreSQL whose role may create databases. */
    databaseUrl: string;
  }
}

/** Starts what the integration tests need, once for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const begun = performance.now();
  const postgres = await startTestPostgres();
  project.provide("databaseUrl", postgres.connectionString);
  const took = Math.round(performance.now() - begun);
  process.stdout.write(`services ready in ${took} ms: PostgreSQL from ${postgres.from}\n`);
  return () => postgres.stop();
}
