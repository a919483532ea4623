import type { ConnectorContext } from "@perennial/contract";
import { sessionTokens } from "../../account/session-tokens.ts";
import type { DynamicsApp } from "../../dynamics-credentials.ts";
import type { DynamicsTools } from "../../dynamics-tools.ts";
import { createGraphClient } from "../graph-client.ts";
import { type Commanding, withPersonalWork } from "./personal-work.ts";

/** What personal work is opened with. */
export interface PersonalWorkOptions {
  readonly app: DynamicsApp;
  readonly context: ConnectorContext<DynamicsApp>;
  /** How commands go in Dynamics. */
  readonly base: Commanding;
}

/** Tasks and calendars of people's own, where the settings ask for any: Graph is not asked otherwise. */
export async function openPersonalWork(
  tools: DynamicsTools,
  { app, context, base }: PersonalWorkOptions,
): Promise<Commanding> {
  const { tasksIn, calendar } = tools.settings;
  if (tasksIn === "dynamics" && !calendar) return base;
  const tenantId = (await context.tokens.read())?.details?.tenantId;
  const graph = createGraphClient({
    // The connection's own tokens are for the organisation.
    ...{ app, context, store: sessionTokens() },
    ...(tenantId !== undefined && { tenantId }),
  });
  return withPersonalWork({ ...tools, graph }, base);
}
