import { memoryTokenStore, recordingLog, testContext } from "@perennial/connector-kit/testing";
import { type Command, ManualClock, type Receipt, type Session } from "@perennial/contract";
import type { Hubspot, HubspotOptions, Portal } from "@perennial/simulators";
import type { z } from "zod";
import { createHubspot } from "../hubspot-connector.ts";
import { HubspotSettings } from "../hubspot-settings.ts";
import { startTestHubspot, TEST_APP } from "./hubspot-world.ts";

const START = "2026-11-22T08:00:00.000Z";

/** A portal that has the app, and a session of its connection. */
export interface WritingPortal {
  readonly clock: ManualClock;
  readonly hubspot: Hubspot;
  readonly portal: Portal;
  readonly session: Session;
  readonly log: ReturnType<typeof recordingLog>;
  /** Opens another session, with other settings. */
  open(settings: z.input<typeof HubspotSettings>): Promise<Session>;
  /** What came of one command. */
  perform(command: Command): Promise<Receipt | undefined>;
  /** A contact's property, or another record's, as HubSpot has it. */
  value(id: number, property: string, objectType?: string): string | undefined;
  /** What the app has made of a type, oldest first. */
  made(objectType: string): readonly MadeRecord[];
  stop(): Promise<void>;
}

/** A record that the app made. */
export interface MadeRecord {
  readonly id: string;
  readonly properties: Readonly<Record<string, string>>;
}

/** How a portal for tests is made. */
export interface WritingPortalOptions {
  readonly hubspot?: Partial<HubspotOptions>;
  readonly settings?: Partial<z.input<typeof HubspotSettings>>;
  /** @default all */
  readonly scopes?: readonly string[];
}

/** Starts a HubSpot with one portal and opens a session of its connection. */
export async function writingPortal(options: WritingPortalOptions = {}): Promise<WritingPortal> {
  const clock = new ManualClock(START);
  const hubspot = await startTestHubspot(clock, options.hubspot);
  const portal = hubspot.addPortal();
  const tokens = memoryTokenStore(hubspot.install(portal, options.scopes));
  const log = recordingLog();
  const app = { ...TEST_APP, apiUrl: hubspot.url };
  const open = (settings: z.input<typeof HubspotSettings>) => {
    const context = { ...testContext({ clock, log, tokens }), app };
    return createHubspot().open(HubspotSettings.parse(settings), context);
  };
  const session = await open({ portalId: String(portal.id), ...options.settings });
  return {
    ...{ clock, hubspot, portal, session, log, open },
    perform: async (command) => (await session.perform([command]))[0],
    value: (id, property, type = "contacts") => portal.staff.look(type, id)?.values[property],
    made: (objectType) => recordsMade(hubspot, objectType),
    async stop() {
      await session.close();
      await hubspot.stop();
    },
  };
}

function recordsMade({ accepted }: Hubspot, objectType: string): readonly MadeRecord[] {
  return accepted.entries.flatMap((one) =>
    one.act === "create" && one.objectType === objectType ? [one] : [],
  );
}
