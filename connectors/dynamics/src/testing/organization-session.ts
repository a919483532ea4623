import {
  memoryTokenStore,
  type RecordingLog,
  recordingLimiter,
  recordingLog,
  testContext,
} from "@perennial/connector-kit/testing";
import type {
  ChangePage,
  Command,
  Limiter,
  ManualClock,
  Receipt,
  Session,
  Signal,
} from "@perennial/contract";
import { type DataverseOptions, touchpointTable } from "@perennial/simulators";
import type { z } from "zod";
import { createDynamics } from "../dynamics-connector.ts";
import { DynamicsApp } from "../dynamics-credentials.ts";
import { DynamicsSettings } from "../dynamics-settings.ts";
import { type DynamicsWorld, dynamicsWorld } from "./dynamics-world.ts";

/** Where the organisation of these tests says it is. */
export const ORG_URL = "https://contoso.crm4.dynamics.com";

/** An organisation and sessions of the connection to it, opened as a server opens them. */
export interface OrganizationSession extends DynamicsWorld {
  readonly session: Session;
  readonly log: RecordingLog;
  /** A further session, with other settings. */
  open(settings?: Partial<z.input<typeof DynamicsSettings>>): Promise<Session>;
  /** What came of one command. */
  perform(command: Command): Promise<Receipt | undefined>;
}

/** Starts an organisation with our table of touchpoints and opens a session of its connection. */
export async function organizationSession(
  settings: Partial<z.input<typeof DynamicsSettings>> = {},
  options: Partial<DataverseOptions> = {},
  limiterFor: (clock: ManualClock) => Limiter = () => recordingLimiter(),
): Promise<OrganizationSession> {
  const world = await dynamicsWorld({
    ...{ origin: ORG_URL, tables: [touchpointTable("prnl")] },
    ...options,
  });
  const log = recordingLog();
  const details = { tenantId: world.tenant.id };
  const tokens = memoryTokenStore({ accessToken: "none", expiresAt: world.clock.now(), details });
  const app = DynamicsApp.parse({ ...world.app, gatewayUrl: world.org.url });
  const limiter = limiterFor(world.clock);
  const context = { ...testContext({ clock: world.clock, log, tokens, limiter }), app };
  const open = (other: Partial<z.input<typeof DynamicsSettings>> = settings) =>
    createDynamics().open(
      DynamicsSettings.parse({ orgUrl: ORG_URL, purchases: [], ...other }),
      context,
    );
  const session = await open();
  return {
    ...world,
    ...{ session, log, open },
    perform: async (command) => (await session.perform([command]))[0],
  };
}

/** Everything behind a cursor: what was told, and the cursor behind it. */
export async function readAll(
  session: Session,
  cursor?: string,
): Promise<{
  readonly signals: readonly Signal[];
  readonly pages: readonly ChangePage[];
  readonly cursor: string;
}> {
  const pages: ChangePage[] = [];
  for await (const page of session.changesSince?.(cursor) ?? []) pages.push(page);
  return {
    signals: pages.flatMap(({ signals }) => signals),
    pages,
    cursor: pages.at(-1)?.cursor ?? cursor ?? "",
  };
}
