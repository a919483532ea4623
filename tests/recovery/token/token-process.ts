/** A process that uses an org's connection: with a pool of its own on the store that keeps the connection's tokens. */
import { createSalesforce, SalesforceApp } from "@perennial/connector-salesforce";
import { type Log, ManualClock } from "@perennial/contract";
import { createConnections, SealedVault } from "@perennial/runtime";
import { openDatabase } from "@perennial/store";
import { APP } from "./app.ts";
import {
  CONNECTION,
  type RenewalMoment,
  type TokenOrder,
  type TokenStart,
  type TokenWord,
  VAULT_KEY,
} from "./messages.ts";

const start: TokenStart = JSON.parse(process.argv[2] ?? "");
const { databaseUrl, tenant, loginUrl, sandboxUrl } = start;
const clock = new ManualClock("2026-01-01T00:00:00.000Z");
const log: Log = { info() {}, warn() {}, error() {} };
let moment: RenewalMoment | undefined;

function say(word: TokenWord): void {
  process.send?.(word);
}

/** Stays where it is until it is killed. */
function standStill(): Promise<never> {
  say({ said: "stands-still" });
  return new Promise(() => undefined);
}

const LOCK = /pg_advisory_xact_lock/;
const KEEP = /insert into connection_tokens/;

const db = openDatabase({ url: databaseUrl, connections: 2 });
db.pool.on("connect", (client) => {
  const query = client.query.bind(client);
  let hasKept = false;
  const watched = async (...given: Parameters<typeof query>) => {
    const [first]: readonly unknown[] = given;
    const text = typeof first === "string" ? first : String(Object(first).text);
    if (moment === "given" && KEEP.test(text)) return standStill();
    const result: unknown = await query(...given);
    if (moment === "alone" && LOCK.test(text)) return standStill();
    hasKept ||= KEEP.test(text);
    if (moment === "kept" && hasKept && text === "commit") return standStill();
    return result;
  };
  Object.assign(client, { query: watched });
});
const credentials = SalesforceApp.parse({ ...APP, loginUrl, sandboxUrl });
const connections = createConnections({
  ...{ db, clock, log, vault: new SealedVault(VAULT_KEY), connectors: [createSalesforce()] },
  apps: new Map([["salesforce", credentials]]),
  callbackUrl: () => "https://perennial.example/hooks",
});

process.on("message", ({ now, standStill: at }: TokenOrder) => {
  clock.moveTo(now);
  moment = at;
  ask().then(
    () => say({ said: "answered" }),
    (error: unknown) =>
      say({ said: "answered", problem: error instanceof Error ? error.message : String(error) }),
  );
});
process.on("disconnect", () => process.exit());
say({ said: "ready" });

/** Asks the org who it is, and what it lets us see. */
async function ask(): Promise<void> {
  const open = await connections.get(tenant, CONNECTION);
  const session = await open?.session();
  if (session === undefined) throw new Error("The connection is not there.");
  await session.check();
}
