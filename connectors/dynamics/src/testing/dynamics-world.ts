import { memoryTokenStore, recordingLimiter, testContext } from "@perennial/connector-kit/testing";
import { ManualClock } from "@perennial/contract";
import {
  type Dataverse,
  type DataverseOptions,
  type Entra,
  privilegesOn,
  selfSigned,
  startDataverse,
  startEntra,
  type Tenant,
} from "@perennial/simulators";
import { createDynamicsClient, type DynamicsClient } from "../dynamics-client.ts";
import { DynamicsApp, GRAPH_URL } from "../dynamics-credentials.ts";

/** Where these tests begin. */
export const BEGAN = "2026-11-22T08:00:00.000Z";
const REDIRECT_URI = "http://localhost:4000/apps/dynamics/callback";
const CLIENT_ID = "7f0f3f0a-0000-4000-8000-00000000aaaa";
const KEY = selfSigned("perennial", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");

/** An organisation that our app is connected to, and a client of it. */
export interface DynamicsWorld {
  readonly clock: ManualClock;
  readonly entra: Entra;
  readonly tenant: Tenant;
  readonly org: Dataverse;
  readonly client: DynamicsClient;
  /** Our app, as its operator set it up. */
  readonly app: DynamicsApp;
  /** Where administrators come back to. */
  readonly redirectUri: string;
  /** The id of our application user. */
  readonly appUser: string;
  /** The id of its role. */
  readonly role: string;
  /** Time goes by, in seconds. */
  wait(seconds: number): void;
  stop(): Promise<void>;
}

/** Starts an organisation whose tenant has agreed, and where our application user may do all. */
export async function dynamicsWorld(
  options: Partial<DataverseOptions> = {},
): Promise<DynamicsWorld> {
  const clock = new ManualClock(BEGAN);
  const registered = {
    ...{ clientId: CLIENT_ID, redirectUris: [REDIRECT_URI], certificates: [KEY.certificate] },
    permissions: { [GRAPH_URL]: ["Mail.Send", "Mail.ReadWrite"] },
  };
  const entra = await startEntra({ clock, apps: [registered] });
  const tenant = entra.addTenant();
  tenant.consent(registered);
  const org = await startDataverse({ clock, entra, tenantId: tenant.id, ...options });
  const verbs = ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign"] as const;
  const appUser = org.staff.addApplicationUser(CLIENT_ID);
  const role = org.staff.addRole("Perennial", privilegesOn(org.book.all, verbs));
  org.staff.assign(appUser, role);
  const app = DynamicsApp.parse({
    ...{ clientId: CLIENT_ID, certificate: KEY.certificate, privateKey: KEY.privateKey },
    loginUrl: entra.url,
  });
  const context = testContext({ clock, tokens: memoryTokenStore(), limiter: recordingLimiter() });
  const place = { tenantId: tenant.id, orgUrl: org.origin };
  return {
    clock,
    entra,
    tenant,
    org,
    client: createDynamicsClient({ place, app, context }),
    app,
    redirectUri: REDIRECT_URI,
    appUser,
    role,
    wait: (seconds) =>
      clock.moveTo(new Date(Date.parse(clock.now()) + seconds * 1000).toISOString()),
    stop: async () => {
      await org.stop();
      await entra.stop();
    },
  };
}
