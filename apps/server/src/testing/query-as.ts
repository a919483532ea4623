import { asTenant } from "@perennial/store";
import { sql } from "kysely";
import type { RunningServer } from "../start-server.ts";

/** Runs a query as a server's tenant. */
export function queryAs<Row>(
  { runtime, tenant }: Pick<RunningServer, "runtime" | "tenant">,
  query: string,
): Promise<readonly Row[]> {
  return asTenant(runtime.db, tenant.id, (tx) => tx.rows(sql<Row>`${sql.raw(query)}`));
}
