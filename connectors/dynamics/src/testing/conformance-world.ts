import { httpFaults, passTo, type World } from "@perennial/conformance";
import { type ReceivedRequest, testContext } from "@perennial/connector-kit/testing";
import type { Command, ManualClock } from "@perennial/contract";
import {
  choice,
  choiceColumn,
  type Dataverse,
  type Entra,
  line,
  privilegesOn,
  selfSigned,
  startDataverse,
  startEntra,
  type Tenant,
  touchpointTable,
} from "@perennial/simulators";
import { grantTokens } from "../account/app-tokens.ts";
import { DynamicsApp } from "../dynamics-credentials.ts";
import { DynamicsSettings } from "../dynamics-settings.ts";
import { rowIdOf } from "../write/command-key.ts";
import { plannedIn } from "./planned-visits.ts";

/** Where the organisation says it is. */
export const ORGANIZATION = "https://contoso.crm4.dynamics.com";
/** What the organisation's webhooks show. */
export const WEBHOOK_SECRET = "w3bh00k-s3cr3t-0f-th3-c0nn3ct10n";
/** The customer that commands are about. */
export const CONTACT = "11111111-2222-4333-8444-555555555555";
const CLIENT_ID = "7f0f3f0a-0000-4000-8000-00000000aaaa";
const KEY = selfSigned("perennial", "2026-01-01T00:00:00Z", "2027-01-01T00:00:00Z");
const VERBS = ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign"] as const;

/** A world with the organisation that is behind it. */
export interface ConformanceWorld extends World {
  readonly org: Dataverse;
  readonly entra: Entra;
  readonly tenant: Tenant;
}

/** Starts an organisation whose tenant has let our app in, behind a door for faults. */
export async function conformanceWorld(clock: ManualClock): Promise<ConformanceWorld> {
  const registered = { clientId: CLIENT_ID, redirectUris: [], certificates: [KEY.certificate] };
  const entra = await startEntra({ clock, apps: [registered] });
  const tenant = entra.addTenant();
  tenant.consent(registered);
  const org = await startDataverse({
    ...{ clock, entra, tenantId: tenant.id, origin: ORGANIZATION },
    tables: [touchpointTable("prnl")],
  });
  customise(org);
  const door = await faultyDoor(org.url);
  const app = DynamicsApp.parse({
    ...{ clientId: CLIENT_ID, certificate: KEY.certificate, privateKey: KEY.privateKey },
    ...{ loginUrl: entra.url, gatewayUrl: door.http.url },
  });
  const grant = () =>
    grantTokens(
      { app, resource: ORGANIZATION, context: testContext({ clock }) },
      { tenantId: tenant.id },
    );
  const tokens = await grant();
  return {
    ...door.http,
    ...{ org, entra, tenant, app, tokens },
    settings: DynamicsSettings.parse({
      ...{ orgUrl: ORGANIZATION, webhookSecret: WEBHOOK_SECRET, purchases: [] },
    }),
    async renew() {
      door.expire(tokens.accessToken);
      return grant();
    },
    faults: { ...door.faults, expired: () => door.expire(tokens.accessToken) },
    taken: () => takenBy(org),
    prepare: async (command) => prepare(org, command),
    ...{ feed: feedOf(org), visits: plannedIn(org) },
    async stop() {
      await door.http.stop();
      await org.stop();
      await entra.stop();
    },
  };
}

/** What the solution brings along, and the application user with its role. */
function customise(org: Dataverse): void {
  const own = { isCustom: true };
  org.staff.setColumn("contact", line("prnl_tier", 100, own));
  const phases = [choice(743_100_000, "Welcome"), choice(743_100_001, "Develop")];
  org.staff.setColumn("contact", choiceColumn("prnl_phase", phases, own));
  const user = org.staff.addApplicationUser(CLIENT_ID);
  org.staff.assign(user, org.staff.addRole("Perennial", privilegesOn(org.book.all, VERBS)));
}

/** Small pages show more; tokens can be made void; and when an answer is to be lost, it is that to the write. */
async function faultyDoor(url: string) {
  const pass = passTo(url);
  const seen = new Set<string>();
  const gone = new Set<string>();
  let isLossy = false;
  const http = await httpFaults(
    async (request) => {
      const { authorization = "" } = request.headers;
      seen.add(authorization);
      if (gone.has(authorization)) return { status: 401, body: { error: { code: "0x80072560" } } };
      return pass(twoToAPage(request));
    },
    { spares: ({ method }) => isLossy && method === "GET" },
  );
  const faults = Object.entries(http.faults).map(([name, switchOn]) => {
    const start = async () => {
      isLossy = name === "cut" || name === "silent";
      await switchOn();
    };
    return [name, start] as const;
  });
  return {
    http,
    faults: Object.fromEntries(faults),
    expire: (first: string) => {
      for (const one of [...seen, `Bearer ${first}`]) gone.add(one);
    },
  };
}

function twoToAPage(request: ReceivedRequest): ReceivedRequest {
  const { prefer } = request.headers;
  if (prefer === undefined) return request;
  const smaller = prefer.replace(/maxpagesize=\d+/, "maxpagesize=2");
  return { ...request, headers: { ...request.headers, prefer: smaller } };
}

function prepare(org: Dataverse, command: Command): void {
  const writer = { userId: org.first.administrator, correlationId: "staff", depth: 1 };
  const put = (table: string, values: Parameters<typeof org.staff.create>[1], id: string) =>
    org.desk.create(org.book.need(table), values, { writer }, id);
  for (const id of [CONTACT, command.customerId])
    if (org.staff.look("contact", id) === undefined) put("contact", { lastname: "Ek" }, id);
  if (command.kind === "withdraw-call")
    put("phonecall", { subject: "Anna Ek" }, rowIdOf("phonecall", command.callId));
}

/** How many different things the app has done: what it sets to the same again is no other thing. */
function takenBy({ accepted }: Dataverse): number {
  const things = accepted.entries.flatMap((act) => {
    if (act.act !== "create" && act.act !== "update") return [];
    const thing = `${act.table} ${act.id}`;
    return [act.table === "contact" ? `${thing} ${JSON.stringify(act.values)}` : thing];
  });
  return new Set(things).size;
}

function feedOf({ staff }: Dataverse): NonNullable<World["feed"]> {
  let made = 0;
  return {
    add: async (count) =>
      Array.from({ length: count }, () => {
        made += 1;
        const emailaddress1 = `kund.${made}@example.com`;
        return staff.create("contact", { firstname: "Kund", lastname: String(made), emailaddress1 })
          .id;
      }),
    change: async (id) => {
      staff.change("contact", id, { lastname: `Bytt ${id}` });
    },
    remove: async (id) => staff.remove("contact", id),
    merge: async (gone, stays) => staff.merge("contact", stays, gone),
    ref: (id) => ({ object: "contact", id }),
  };
}
