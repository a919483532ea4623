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
import { BENCH_APP, BENCH_NOW, type OrgReady } from "./salesforce-process.ts";

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
 * The first load of an org's contacts as the server reads it, beside a bare loop over the same statement that only parses what comes:
 * how fast, how many calls, and whether memory stays as it is. The org is in another process.
 */
export async function benchFirstLoad(args: readonly string[]): Promise<void> {
  const { contacts, rounds } = readOptions("first-load", args, DEFAULTS);
  note(`filling an org with ${contacts} contacts`);
  const program = fileURLToPath(new URL("./salesforce-process.ts", import.meta.url));
  const child = fork(program, [String(contacts)], {
    execArgv: ["--conditions=perennial-source", "--max-old-space-size=8192"],
  });
  try {
    const [ready] = (await once(child, "message")) as [OrgReady];
    const figures = await takeTurns(
      { bare: () => readBare(ready), connector: () => readByConnector(ready) },
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
  const memory = watchMemory();
  let [records, pages] = [0, 0];
  const seconds = await clocked(async () => {
    for await (const page of session.changesSince?.(undefined) ?? []) {
      records += page.signals.filter(({ type }) => type === "customer.changed").length;
      pages += 1;
      memory.look();
    }
  });
  // Beside the pages: what the org is, its people, its currencies, its fields, and how many records there are.
  return { seconds, records, calls: pages + 5, ...memory.quarters() };
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

function report(
  contacts: number,
  figures: Readonly<Record<"bare" | "connector", readonly Load[]>>,
): void {
  const middle = (way: "bare" | "connector", figure: keyof Load) =>
    median(figures[way].map((load) => load[figure]));
  const line = (way: "bare" | "connector", name: string) => {
    const perSecond = Math.round(middle(way, "records") / middle(way, "seconds"));
    const memory = `${middle(way, "early").toFixed(0)} MB live in the first quarter, ${middle(way, "late").toFixed(0)} MB in the last`;
    return `  ${name}${String(perSecond).padStart(7)} contacts/s, ${middle(way, "calls")} calls, ${memory}`;
  };
  const share = Math.round((middle("bare", "seconds") / middle("connector", "seconds")) * 100);
  const steady = (24 * 60 * OBJECTS) / EVERY;
  print([
    `the first load of ${contacts} contacts of Salesforce (medians)`,
    line("connector", "the connector, to signals  "),
    line("bare", "the same statements, parsed"),
    `  the connector is at ${share} %`,
    `  afterwards ${OBJECTS} objects every ${EVERY} minutes are ${steady} calls a day, ${((steady / ALLOWED) * 100).toFixed(1)} % of the ${ALLOWED} of an Enterprise org with ten licences`,
  ]);
}
