import { recordingLog, testContext } from "@perennial/connector-kit/testing";
import type { ChangePage, Command, Receipt, Session, Signal } from "@perennial/contract";
import type { z } from "zod";
import { createSalesforce } from "../salesforce-connector.ts";
import { SalesforceApp } from "../salesforce-credentials.ts";
import { SalesforceSettings } from "../salesforce-settings.ts";
import { installPackage } from "./install-package.ts";
import { REGISTERED } from "./registered-app.ts";
import {
  type SalesforceWorld,
  type SalesforceWorldOptions,
  salesforceWorld,
} from "./salesforce-world.ts";

/** An org with our package, and a session of its connection. */
export interface WritingOrg extends SalesforceWorld {
  readonly session: Session;
  readonly log: ReturnType<typeof recordingLog>;
  /** Opens another session, with other settings. */
  open(settings?: Partial<z.input<typeof SalesforceSettings>>): Promise<Session>;
  /** What came of one command. */
  perform(command: Command): Promise<Receipt | undefined>;
  /** What has changed behind a cursor, to the end or as far as so many pages. */
  read(cursor?: string, pages?: number): Promise<ReadSoFar>;
  /** A record's values, by the names without our package's prefix. */
  values(id: string): Readonly<Record<string, unknown>>;
}

/** What a reading has given so far. */
export interface ReadSoFar {
  readonly pages: readonly ChangePage[];
  readonly signals: readonly Signal[];
  readonly cursor: string;
}

/** How an org for tests is made. */
export interface WritingOrgOptions extends SalesforceWorldOptions {
  readonly settings?: Partial<z.input<typeof SalesforceSettings>>;
  /** @default 2 */
  readonly pageSize?: number;
  /** @default true */
  readonly hasPackage?: boolean;
}

/** Starts a Salesforce with one org and opens a session of its connection. */
export async function writingOrg(options: WritingOrgOptions = {}): Promise<WritingOrg> {
  const { settings, pageSize = 2, hasPackage = true, ...of } = options;
  const world = await salesforceWorld(of);
  if (hasPackage) installPackage(world.org.staff);
  const log = recordingLog();
  const app = SalesforceApp.parse({
    ...{ clientId: REGISTERED.clientId, clientSecret: REGISTERED.clientSecret },
    ...{ loginUrl: world.salesforce.url, sandboxUrl: world.salesforce.sandboxUrl },
  });
  const open = (own: Partial<z.input<typeof SalesforceSettings>> = {}) => {
    const { clock, store: tokens, limiter } = world;
    const context = { ...testContext({ clock, tokens, limiter, log }), app };
    const parsed = SalesforceSettings.parse({ orgId: world.org.id, purchases: [], ...own });
    return createSalesforce({ pageSize }).open(parsed, context);
  };
  const session = await open(settings);
  return {
    ...world,
    ...{ session, log, open },
    perform: async (command) => (await session.perform([command]))[0],
    read: (cursor, pages) => readSome(session, cursor, pages),
    values(id) {
      const entries = Object.entries(world.org.staff.look(id)?.values ?? {});
      return Object.fromEntries(
        entries.map(([name, value]) => [name.replace("perennial__", ""), value]),
      );
    },
  };
}

async function readSome(
  session: Session,
  from: string | undefined,
  most = Number.POSITIVE_INFINITY,
): Promise<ReadSoFar> {
  const pages: ChangePage[] = [];
  for await (const page of session.changesSince?.(from) ?? []) {
    pages.push(page);
    if (pages.length >= most) break;
  }
  const signals = pages.flatMap((page) => page.signals);
  return { pages, signals, cursor: pages.at(-1)?.cursor ?? from ?? "" };
}
