import { anyCommand, httpFaults, passTo } from "@perennial/conformance";
import {
  memoryTokenStore,
  type RecordingLog,
  recordingLog,
  testContext,
} from "@perennial/connector-kit/testing";
import type {
  Command,
  ConnectorContext,
  CreateTask,
  PutCall,
  Receipt,
  Session,
} from "@perennial/contract";
import { type Graph, type GraphPerson, startGraph } from "@perennial/simulators";
import type { z } from "zod";
import { createDynamics } from "../../dynamics-connector.ts";
import { type DynamicsApp, GRAPH_URL } from "../../dynamics-credentials.ts";
import { DynamicsSettings } from "../../dynamics-settings.ts";
import { type DynamicsWorld, dynamicsWorld } from "../../testing/dynamics-world.ts";
import { ORG_URL } from "../../testing/organization-session.ts";

/** An organisation and its people's Microsoft 365, and sessions of the connection to both. */
export interface WorkSession extends DynamicsWorld {
  readonly graph: Graph;
  readonly log: RecordingLog;
  /** The user who looks after Anna, and what they have in Microsoft 365. */
  readonly rep: string;
  readonly person: GraphPerson;
  readonly anna: string;
  /** What sessions are opened with. */
  readonly context: ConnectorContext<DynamicsApp>;
  open(settings: Partial<z.input<typeof DynamicsSettings>>): Promise<Session>;
  /** From now on Graph takes what is made, and its answer is lost; until it is called with false. */
  loseAnswers(isLost: boolean): Promise<void>;
}

/** Starts them; the tenant lets our app write tasks and calendars. */
export async function workSession(): Promise<WorkSession> {
  const world = await dynamicsWorld({ origin: ORG_URL });
  const { clock, entra, tenant, org, app } = world;
  tenant.consent({
    ...{ clientId: app.clientId, redirectUris: [] },
    permissions: { [GRAPH_URL]: ["Tasks.ReadWrite.All", "Calendars.ReadWrite"] },
  });
  const graph = await startGraph({ clock, entra, tenantId: tenant.id, origin: GRAPH_URL });
  const [user] = tenant.users;
  const objectId = user?.id ?? "";
  const rep = org.staff.hire({
    firstName: "Ada",
    lastName: "Ask",
    email: "ada@x.example",
    objectId,
  });
  const ownerid = { table: "systemuser", id: rep };
  const anna = org.staff.create("contact", { firstname: "Anna", lastname: "Ek", ownerid }).id;
  const door = await httpFaults(passTo(graph.url), { spares: ({ method }) => method !== "POST" });
  const log = recordingLog();
  const details = { tenantId: tenant.id };
  const tokens = memoryTokenStore({ accessToken: "none", expiresAt: clock.now(), details });
  const context = {
    ...testContext({ clock, log, tokens }),
    app: { ...app, gatewayUrl: org.url, graphUrl: door.url },
  };
  return {
    ...world,
    ...{ graph, log, rep, anna, person: graph.person(objectId), context },
    loseAnswers: async (isLost) => {
      await (isLost ? door.faults.cut?.() : door.clear());
    },
    open: (settings) =>
      createDynamics().open(
        DynamicsSettings.parse({ orgUrl: ORG_URL, purchases: [], ...settings }),
        context,
      ),
    stop: async () => {
      await door.stop();
      await graph.stop();
      await world.stop();
    },
  };
}

/** A task about a customer. */
export function task(customerId: string, more: Partial<CreateTask> = {}): CreateTask {
  return { ...anyCommand("create-task", "t1"), customerId, ...more };
}

/** A call to a customer. */
export function call(customerId: string, more: Partial<PutCall> = {}): PutCall {
  return { ...anyCommand("put-call", "c1"), customerId, ...more };
}

/** What came of one command. */
export async function performOne(session: Session, command: Command): Promise<Receipt | undefined> {
  return (await session.perform([command]))[0];
}
