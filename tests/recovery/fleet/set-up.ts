import { silentLog } from "@perennial/contract";
import {
  changeState,
  publishProgram,
  saveConnection,
  sweepPrograms,
  syncConnections,
} from "@perennial/runtime";
import { CONNECTORS, type RunningServer, startServer } from "@perennial/server";
import { clockAhead } from "./clock-ahead.ts";
import { FLEET_PROGRAM, type FleetWork, fleetFiles } from "./fleet-program.ts";
import type { MemberStart } from "./messages.ts";
import type { Outside } from "./outside.ts";

/** Connects the company, reads all its records, and lets everybody in whose date has come; gives how many. */
export function setUp(order: MemberStart, outside: Systems, work: FleetWork): Promise<number> {
  return throughDoors(order, (doors) => furnish(doors, outside, work));
}

/** How the systems outside are reached. */
export interface Systems {
  readonly crm: Reached;
  readonly dialer: Reached;
  readonly sms: Pick<Outside["sms"], "url" | "credentials">;
}

type Reached = Pick<Outside["crm"], "url" | "token" | "signingSecret">;

/** Does for a server that runs what `setUp` does. */
export async function furnish(
  { runtime, tenant }: Pick<RunningServer, "runtime" | "tenant">,
  outside: Systems,
  work: FleetWork,
): Promise<number> {
  for (const [id, { connector: name, settings }] of Object.entries(connectionsTo(outside))) {
    const connector = CONNECTORS.find(({ manifest }) => manifest.id === name);
    if (!connector) throw new Error(`There is no connector "${name}".`);
    await saveConnection(runtime, tenant.id, { id, connector, settings });
  }
  await syncConnections(runtime, tenant);
  const files = fleetFiles(work);
  const publishing = { program: FLEET_PROGRAM, files, by: "test" };
  const published = await publishProgram(runtime, tenant.id, publishing);
  if (published.version === undefined) throw new Error(JSON.stringify(published.problems));
  const state = { program: FLEET_PROGRAM, state: "active" } as const;
  const changed = await changeState(runtime, tenant.id, state);
  if (changed !== "changed") throw new Error(JSON.stringify(changed));
  const swept = await sweepPrograms(runtime, tenant);
  return swept.reduce((sum, { entered }) => sum + entered, 0);
}

/** Does something as a process with doors does what it is asked to. */
export async function throughDoors<Done>(
  { dataDir, environment, ahead }: MemberStart,
  act: (doors: RunningServer) => Promise<Done>,
): Promise<Done> {
  const doors = await startServer({
    ...{ port: 0, dataDir, clock: clockAhead(ahead), log: silentLog },
    environment: { ...environment, PERENNIAL_ROLE: "web" },
  });
  try {
    return await act(doors);
  } finally {
    await doors.stop();
  }
}

/** The path of the dialer's door, with the number that the first tenant has. */
export const DIALER_DOOR = "/hooks/v1/1/dialer";

function connectionsTo({ crm, sms, dialer }: Systems) {
  const { username, password } = sms.credentials;
  return {
    crm: { connector: "webhook", settings: reached(crm) },
    dialer: { connector: "dialer-webhook", settings: reached(dialer) },
    sms: {
      connector: "sms-46elks",
      settings: {
        ...{ username, password, sender: "+46766861004", baseUrl: sms.url },
        webhookToken: "0123456789abcdef0123456789abcdef",
      },
    },
  };
}

function reached({ url: baseUrl, token, signingSecret }: Reached) {
  return { baseUrl, token, signingSecret };
}
