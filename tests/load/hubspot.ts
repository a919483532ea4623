import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import createHubspot from "@perennial/connector-hubspot";
import type { Connector, ManualClock } from "@perennial/contract";
import { type Pace, WindowRooms } from "@perennial/queue";
import { createConnections, install, syncConnection } from "@perennial/runtime";
import { type Hubspot, type Portal, startHubspot } from "@perennial/simulators";
import { asTenant, type Database, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import { wireRuntime } from "../bench/bench-runtime.ts";
import { note, printHeader } from "../bench/measure.ts";
import { readAppFiles } from "../interop/app-files.ts";
import { judge, printFigures, type Verdict } from "./report.ts";
import { readResources } from "./resources.ts";
import { onSite, Site, type SiteOptions } from "./site.ts";
import { type Point, rise, warm } from "./trend.ts";

/** How much is read. */
export interface HubspotOptions extends SiteOptions {
  /** Contacts in the portal. */
  readonly contacts: number;
  /** How often memory is looked at. */
  readonly looks: number;
}

export const HUBSPOT_DEFAULTS = { contacts: 100_000, looks: 20 };

/** What HubSpot takes of an app in a portal in ten seconds, and what of it is to be used (crm/hubspot.md, 4.4). */
const ALLOWED = 110;
const WINDOW = 10_000;
const GOAL = 0.9;
/** How much memory may rise over the load, as a share of what is used. */
const FLAT = 0.1;
const BEGINNING = "2026-03-02T07:00:00.000Z";
const APP = {
  appId: "1160452",
  clientId: "1d3f0000-0000-4000-8000-00000000aaaa",
  clientSecret: "a client secret of a load test",
};

/**
 * A portal with many contacts is read for the first time, through the runtime and into a database, at HubSpot's real
 * limit: the clock of the limiter and of HubSpot is one, and is turned wherever somebody waits. What the machine itself
 * needs does not count in it, so that is told beside it: in real time the smaller of the two rates holds.
 */
export async function loadHubspot(options: HubspotOptions): Promise<Verdict> {
  exposeCollection();
  return onSite(await Site.open(options), async (site) => {
    await printHeader(`hubspot: first load of ${options.contacts} contacts`, site);
    const office = await openPortal(site.db, options.contacts);
    try {
      const began = performance.now();
      const memory = await read(office, options);
      const seconds = (performance.now() - began) / 1_000;
      return await report(site.db, { office, options, memory, seconds });
    } finally {
      await office.close();
    }
  });
}

interface Office {
  readonly context: Awaited<ReturnType<typeof wireRuntime>>["context"];
  readonly clock: ManualClock;
  readonly portal: Portal;
  readonly tenant: Tenant;
  readonly connection: string;
  /** When reading begins, in milliseconds. */
  readonly from: number;
  close(): Promise<void>;
}

async function openPortal(db: Database, contacts: number): Promise<Office> {
  const connector: Connector = createHubspot();
  const wired = await wireRuntime(db, { now: BEGINNING, program: "renewal" });
  const { clock } = wired;
  const hubspot = await startHubspot({
    ...{ clock, app: { ...APP, ...(await readAppFiles()), redirectUris: [] } },
  });
  const portal = hubspot.addPortal();
  note(`filling a portal with ${contacts} contacts`);
  portal.staff.fill("contacts", people(contacts));
  const connections = createConnections({
    ...{ db, clock, log: wired.context.log, vault: wired.context.vault },
    ...{ connectors: [connector], rooms: new WindowRooms(turningPace(clock)) },
    apps: new Map([["hubspot", { ...APP, apiUrl: hubspot.url }]]),
    callbackUrl: () => "https://perennial.example/hooks",
  });
  const context = { ...wired.context, connections };
  const { tenant, connection } = await connect(context, hubspot, portal);
  // The load begins with a window that nobody has used.
  clock.moveTo(new Date(Date.parse(clock.now()) + WINDOW).toISOString());
  return {
    ...{ context, clock, portal, tenant, connection, from: Date.parse(clock.now()) },
    async close() {
      await connections.close();
      await hubspot.stop();
    },
  };
}

/** The app is installed as the callback does it, with the tokens that HubSpot gave. */
function connect(context: Office["context"], hubspot: Hubspot, portal: Portal) {
  const tokens = hubspot.install(portal);
  const account = String(portal.id);
  const { timeZone, currency } = portal.account;
  const scopes = portal.installation?.scopes.join(" ") ?? "";
  const expiresAt = new Date(Date.parse(BEGINNING) + 30 * 60_000).toISOString();
  return install(context, {
    connector: "hubspot",
    installed: {
      account: { id: account, name: "Load", timeZone, currency },
      tokens: { ...tokens, expiresAt, details: { portalId: account, scopes } },
      settings: { portalId: account },
    },
  });
}

/** Memory in megabytes over the contacts that were read, after a collection each. */
async function read(
  { context, tenant, connection }: Office,
  { contacts, looks }: HubspotOptions,
): Promise<readonly (readonly [number, number, number])[]> {
  const open = await context.connections.get(tenant.id, connection);
  if (!open) throw new Error(`There is no connection "${connection}".`);
  const memory: (readonly [number, number, number])[] = [];
  const looking: Promise<void>[] = [];
  const step = Math.ceil(contacts / looks);
  let next = step;
  await syncConnection(context, {
    ...{ tenant, open },
    progress({ signals }) {
      if (signals < next) return;
      next += step;
      looking.push(
        readResources(true).then(({ heap, resident }) => {
          memory.push([signals, heap / 2 ** 20, resident / 2 ** 20]);
          note(`${signals} read: heap ${Math.round(heap / 2 ** 20)} MB`);
        }),
      );
    },
  });
  await Promise.all(looking);
  return memory;
}

interface Done {
  readonly office: Office;
  readonly options: HubspotOptions;
  readonly memory: readonly (readonly [number, number, number])[];
  /** Of the machine's time. */
  readonly seconds: number;
}

async function report(db: Database, { office, options, memory, seconds }: Done): Promise<Verdict> {
  const { general } = office.portal.requests;
  const portalSeconds = (Date.parse(office.clock.now()) - office.from) / 1_000;
  // What is left of the last window says nothing: the load ends somewhere in it.
  const windows = Math.max(1, Math.floor((portalSeconds * 1_000) / WINDOW));
  const share = general.between(office.from, office.from + windows * WINDOW) / (windows * ALLOWED);
  const heaps = memory.map(([read, heap]): Point => [read, heap]);
  const risen = rise(warm(heaps));
  const last = memory.at(-1);
  printFigures("First load", [
    ["contacts", String(options.contacts)],
    ["requests", String(general.total)],
    [
      "share of the allowed requests",
      `${(share * 100).toFixed(1)} %, to be ${GOAL * 100} % at least`,
    ],
    ["most in any 10 s", `${general.peak} of ${ALLOWED}`],
    ["refused with 429", String(general.refused)],
    ["portal time", `${portalSeconds.toFixed(0)} s`],
    ["machine time", `${seconds.toFixed(0)} s`],
    ["rate of the machine", `${Math.round(options.contacts / seconds)} contacts/s`],
    ["rate of HubSpot", `${Math.round(options.contacts / portalSeconds)} contacts/s`],
    ["heap over time", `${heaps.map(([, heap]) => Math.round(heap)).join(" ")} MB`],
    ["heap's rise", `${(risen * 100).toFixed(1)} %`],
    ["resident in the end", `${Math.round(last?.[2] ?? 0)} MB, HubSpot's portal among it`],
  ]);
  const kept = await countCustomers(db, office.tenant);
  const broken = [
    ...judge("every contact is kept once", kept === options.contacts ? [] : [`${kept} are kept`]),
    ...judge(
      `never more than ${ALLOWED} requests in ten seconds`,
      general.peak > ALLOWED || general.refused > 0
        ? [`${general.peak}, refused ${general.refused}`]
        : [],
    ),
  ];
  const missed = [
    ...(share < GOAL ? [`${(share * 100).toFixed(1)} % of the allowed requests were used`] : []),
    ...(risen > FLAT ? [`the heap rose by ${(risen * 100).toFixed(1)} %`] : []),
  ];
  return { broken, missed: judge("goals of speed and size", missed) };
}

async function countCustomers(db: Database, { id }: Tenant): Promise<number> {
  const [row] = await asTenant(db, id, (tx) =>
    tx.rows(sql<{ readonly count: number }>`
      select count(*) as count from customers where tenant_id = ${id}`),
  );
  return Number(row?.count ?? 0);
}

/** A heap says little unless what nobody uses is freed before it is looked at. */
function exposeCollection(): void {
  setFlagsFromString("--expose-gc");
  globalThis.gc ??= runInNewContext("gc");
}

/** Whoever waits turns the clock: the pace is kept, and takes no time. */
function turningPace(clock: ManualClock): Pace {
  return {
    now: () => Date.parse(clock.now()),
    async wait(milliseconds) {
      const until = Date.parse(clock.now()) + milliseconds;
      clock.moveTo(new Date(Math.ceil(until)).toISOString());
    },
  };
}

function* people(count: number) {
  for (let n = 0; n < count; n++) {
    yield {
      ...{ firstname: "Kund", lastname: String(n), email: `kund.${n}@example.com` },
      ...{ mobilephone: `+4670${String(n).padStart(7, "0")}`, city: "Eksjö", country: "Sverige" },
    };
  }
}
