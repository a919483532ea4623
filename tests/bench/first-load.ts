import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { memoryTokenStore, testContext } from "@perennial/connector-kit/testing";
import createSalesforce, { API_VERSION, SalesforceSettings } from "@perennial/connector-salesforce";
import { ManualClock } from "@perennial/contract";
import { clocked, median, note, print, takeTurns } from "./measure.ts";
import { readOptions } from "./options.ts";
import { BENCH_APP, BENCH_NOW, type OrgReady, type OrgsReady } from "./salesforce-process.ts";

const DEFAULTS = { contacts: 100_000, rounds: 2 };
/** What the bare reading asks for: as much as the connector does of a plain org. */
const FIELDS = [
  ...["Id", "SystemModstamp", "FirstName", "LastName", "Email", "MobilePhone", "Phone"],
  ...["MailingStreet", "MailingPostalCode", "MailingCity", "DoNotCall", "OwnerId"],
  ...["HasOptedOutOfEmail", "IsEmailBounced", "CreatedDate"],
];
const PAGE = 2_000;
/** Minutes between two readings, and objects in each: contacts, contracts, orders and opportunities. */
const [EVERY, OBJECTS] = [5, 4];
/** Calls that the smallest Enterprise org has in a day (crm/salesforce.md, 4), with ten licences. */
const ALLOWED = 110_000;

/** What a reading took. */
interface Load {
  readonly seconds: number;
  readonly records: number;
  readonly calls: number;
  /** Megabytes that were live in the first and in the last quarter of the pages. */
  readonly early: number;
  readonly late: number;
}

setFlagsFromString("--expose-gc");
const collect: () => void = runInNewContext("gc");

/**
 * The first load of an org's contacts as the server reads it, by a bulk job and by statements, beside a bare loop over the same statement that
 * only parses what comes: how fast, how many of the org's calls, and whether memory stays as it is. The orgs are in another process.
 */
export async function benchFirstLoad(args: readonly string[]): Promise<void> {
  const { contacts, rounds } = readOptions("first-load", args, DEFAULTS);
  note(`filling two orgs with ${contacts} contacts`);
  const program = fileURLToPath(new URL("./salesforce-process.ts", import.meta.url));
  const child = fork(program, [String(contacts)], {
    execArgv: ["--conditions=perennial-source", "--max-old-space-size=8192"],
  });
  try {
    const [{ bulk, plain }] = (await once(child, "message")) as [OrgsReady];
    const figures = await takeTurns(
      {
        bare: () => readBare(plain),
        statements: () => readByConnector(plain),
        bulk: () => readByConnector(bulk),
      },
      rounds,
    );
    report(contacts, figures);
  } finally {
    child.kill();
  }
}

async function readBare({ url, accessToken }: OrgReady): Promise<Load> {
  const memory = watchMemory();
  let [records, calls, after] = [0, 0, ""];
  const seconds = await clocked(async () => {
    for (;;) {
      const where = after === "" ? "" : ` WHERE Id > '${after}'`;
      const q = `SELECT ${FIELDS.join(", ")} FROM Contact${where} ORDER BY Id LIMIT ${PAGE}`;
      const response = await fetch(
        `${url}/services/data/${API_VERSION}/query?${new URLSearchParams({ q })}`,
        { headers: { authorization: `Bearer ${accessToken}` } },
      );
      const page = (await response.json()) as { readonly records: { readonly Id: string }[] };
      calls += 1;
      records += page.records.length;
      memory.look();
      if (page.records.length < PAGE) return;
      after = page.records.at(-1)?.Id ?? "";
    }
  });
  return { seconds, records, calls, ...memory.quarters() };
}

async function readByConnector(ready: OrgReady): Promise<Load> {
  const { accessToken, refreshToken, url, orgId, loginUrl } = ready;
  const tokens = memoryTokenStore({ accessToken, refreshToken, details: { instance_url: url } });
  const app = { ...BENCH_APP, loginUrl, sandboxUrl: loginUrl };
  const context = { ...testContext({ clock: new ManualClock(BENCH_NOW), tokens }), app };
  const settings = SalesforceSettings.parse({ orgId, purchases: [] });
  const session = await createSalesforce().open(settings, context);
  const before = await callsOf(ready);
  const memory = watchMemory();
  let records = 0;
  const seconds = await clocked(async () => {
    for await (const page of session.changesSince?.(undefined) ?? []) {
      records += page.signals.filter(({ type }) => type === "customer.changed").length;
      memory.look();
    }
  });
  // The second look is a call of its own.
  const calls = (await callsOf(ready)) - before - 1;
  return { seconds, records, calls, ...memory.quarters() };
}

/** How many calls of the org's allowance are used, this one among them. */
async function callsOf({ url, accessToken }: OrgReady): Promise<number> {
  const headers = { authorization: `Bearer ${accessToken}` };
  const { headers: told } = await fetch(`${url}/services/data/${API_VERSION}/limits`, { headers });
  return Number(/api-usage=(\d+)/.exec(told.get("sforce-limit-info") ?? "")?.[1]);
}

/** Looks at what is live, now and then: collecting costs time of its own, which both ways pay. */
function watchMemory() {
  const seen: number[] = [];
  let looks = 0;
  return {
    look() {
      looks += 1;
      if (looks % 5 !== 0) return;
      collect();
      seen.push(process.memoryUsage().heapUsed / 2 ** 20);
    },
    quarters() {
      const quarter = Math.max(1, Math.floor(seen.length / 4));
      return { early: median(seen.slice(0, quarter)), late: median(seen.slice(-quarter)) };
    },
  };
}

const WAYS = {
  bulk: "the connector, by a bulk job",
  statements: "the connector, by statements",
  bare: "the same statements, parsed ",
};
type Way = keyof typeof WAYS;

function report(contacts: number, figures: Readonly<Record<Way, readonly Load[]>>): void {
  const middle = (way: Way, figure: keyof Load) => median(figures[way].map((load) => load[figure]));
  const line = (way: Way) => {
    const perSecond = Math.round(middle(way, "records") / middle(way, "seconds"));
    const memory = `${middle(way, "early").toFixed(0)} MB live in the first quarter, ${middle(way, "late").toFixed(0)} MB in the last`;
    return `  ${WAYS[way]}${String(perSecond).padStart(7)} contacts/s, ${middle(way, "calls")} calls, ${memory}`;
  };
  const share = Math.round((middle("bare", "seconds") / middle("statements", "seconds")) * 100);
  const steady = (24 * 60 * OBJECTS) / EVERY;
  print([
    `the first load of ${contacts} contacts of Salesforce (medians)`,
    ...[line("bulk"), line("statements"), line("bare")],
    `  the connector is by statements at ${share} %`,
    `  afterwards ${OBJECTS} objects every ${EVERY} minutes are ${steady} calls a day, ${((steady / ALLOWED) * 100).toFixed(1)} % of the ${ALLOWED} of an Enterprise org with ten licences`,
  ]);
}
