import {
  memoryTokenStore,
  type RecordingLimiter,
  recordingLimiter,
  testContext,
} from "@perennial/connector-kit/testing";
import { ManualClock, type TokenStore } from "@perennial/contract";
import { type Org, type OrgOptions, type Salesforce, startSalesforce } from "@perennial/simulators";
import { createSalesforceClient, type SalesforceClient } from "../salesforce-client.ts";
import { SalesforceApp } from "../salesforce-credentials.ts";
import { REGISTERED } from "./registered-app.ts";

/** Where these tests begin. */
export const BEGAN = "2026-11-22T08:00:00.000Z";
/** An org that our app is connected to, and clients of it. */
export interface SalesforceWorld {
  readonly clock: ManualClock;
  readonly salesforce: Salesforce;
  readonly org: Org;
  readonly client: SalesforceClient;
  readonly store: TokenStore;
  readonly limiter: RecordingLimiter;
  /** A further client of the same connection, as another process has one. */
  another(): SalesforceClient;
  /** Time goes by, in seconds. */
  wait(seconds: number): void;
  stop(): Promise<void>;
}

/** How an org's world is started. */
export interface SalesforceWorldOptions {
  readonly org?: OrgOptions;
  /** How long a refresh takes, in real milliseconds. @default 0 */
  readonly refreshMs?: number;
}

/** Starts a Salesforce with one org that our app is connected to. */
export async function salesforceWorld(
  options: SalesforceWorldOptions = {},
): Promise<SalesforceWorld> {
  const clock = new ManualClock(BEGAN);
  const { refreshMs = 0 } = options;
  const salesforce = await startSalesforce({ clock, app: REGISTERED, refreshMs });
  const org = await salesforce.addOrg(options.org ?? {});
  const granted = salesforce.connect(org);
  const store = memoryTokenStore({ ...granted, details: { instance_url: org.url } });
  const app = SalesforceApp.parse({
    ...{ clientId: REGISTERED.clientId, clientSecret: REGISTERED.clientSecret },
    ...{ loginUrl: salesforce.url, sandboxUrl: salesforce.sandboxUrl },
  });
  const limiter = recordingLimiter();
  const another = () =>
    createSalesforceClient({
      ...{ app, place: { isSandbox: false } },
      context: testContext({ clock, tokens: store, limiter }),
    });
  return {
    ...{ clock, salesforce, org, store, limiter, another, client: another() },
    wait(seconds) {
      clock.moveTo(new Date(Date.parse(clock.now()) + seconds * 1_000).toISOString());
    },
    stop: () => salesforce.stop(),
  };
}
