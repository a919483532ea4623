import {
  memoryTokenStore,
  type RecordingLimiter,
  type RecordingLog,
  recordingLimiter,
  recordingLog,
  testContext,
} from "@perennial/connector-kit/testing";
import {
  type ChangePage,
  type Limiter,
  ManualClock,
  type Session,
  type Signal,
} from "@perennial/contract";
import type { Hubspot, HubspotOptions, Portal } from "@perennial/simulators";
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from "../account/scopes.ts";
import { createHubspot } from "../hubspot-connector.ts";
import { hubspotManifest } from "../hubspot-manifest.ts";
import { HubspotSettings } from "../hubspot-settings.ts";
import { startTestHubspot, TEST_APP } from "./hubspot-world.ts";

/** Where tests of reading begin. */
export const BEGAN = "2026-11-22T08:00:00.000Z";

/** A portal that is read, and everything the session was given. */
export interface PortalReading {
  readonly clock: ManualClock;
  readonly hubspot: Hubspot;
  readonly portal: Portal;
  readonly log: RecordingLog;
  readonly limiter: RecordingLimiter;
  readonly session: Session;
  /** A further session, with other settings or none but the defaults. */
  open(settings?: Readonly<Record<string, unknown>>): Promise<Session>;
  /** Time goes by, in seconds. */
  wait(seconds: number): void;
  stop(): Promise<void>;
}

/** What a portal is read with. */
export interface PortalReadingOptions {
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly hubspot?: Partial<HubspotOptions>;
  /** @default all that the app asks for */
  readonly scopes?: readonly string[];
  /** Fills the portal before the session is opened. */
  fill?(portal: Portal): void;
  /** In place of one that holds nobody back. */
  limiter?(clock: ManualClock): Limiter;
}

/** Starts a HubSpot with one portal and opens a session in it. */
export async function readingPortal(options: PortalReadingOptions = {}): Promise<PortalReading> {
  const clock = new ManualClock(BEGAN);
  const hubspot = await startTestHubspot(clock, options.hubspot);
  const portal = hubspot.addPortal();
  options.fill?.(portal);
  const scopes = options.scopes ?? [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES];
  const granted = hubspot.install(portal, scopes);
  const details = { portalId: String(portal.id), scopes: scopes.join(" ") };
  const log = recordingLog();
  const limiter = recordingLimiter(
    hubspotManifest.rateLimits?.map(({ family = "default" }) => family),
  );
  const context = {
    ...testContext({ clock, log, tokens: memoryTokenStore({ ...granted, details }) }),
    limiter: options.limiter?.(clock) ?? limiter,
    app: { ...TEST_APP, apiUrl: hubspot.url },
  };
  const open = (settings: Readonly<Record<string, unknown>> = options.settings ?? {}) =>
    createHubspot().open(
      HubspotSettings.parse({ portalId: String(portal.id), purchases: [], ...settings }),
      context,
    );
  return {
    ...{ clock, hubspot, portal, log, limiter, open },
    session: await open(),
    wait(seconds) {
      clock.moveTo(new Date(Date.parse(clock.now()) + seconds * 1_000).toISOString());
    },
    stop: () => hubspot.stop(),
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
