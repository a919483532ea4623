/**
 * A worker as a process of its own, which is killed by whatever names the word it cannot bear: as by a fault in native
 * code, or for memory. It does what is due of one tenant and ends.
 */
import { ManualClock, silentLog } from "@perennial/contract";
import { asTenant, listTenants, openDatabase, readWork } from "@perennial/store";
import { advanceDue } from "../advance/advance-due.ts";
import { createConnections } from "../connection/create-connections.ts";
import { RULES } from "../deliver/testing/test-program.ts";
import { ingestInbox } from "../ingest/ingest-inbox.ts";
import { createPrograms } from "../program/programs.ts";
import { FEED_TOKEN, testFeed } from "./test-feed.ts";

const [url = "", slug = "", now = "", unbearable = ""] = process.argv.slice(2);

function bear(what: unknown): void {
  if (JSON.stringify(what).includes(unbearable)) process.kill(process.pid, "SIGKILL");
}

const db = openDatabase({ url, connections: 2 });
db.pool.on("connect", (client) => {
  const query = client.query.bind(client);
  // The rows of an enrolment that was taken up, as the runtime gets them.
  const watched = async (...given: Parameters<typeof query>) => {
    const result: unknown = await query(...given);
    bear(result instanceof Object && "rows" in result ? result.rows : []);
    return result;
  };
  Object.assign(client, { query: watched });
});
const tenant = (await listTenants(db)).find((each) => each.slug === slug);
if (!tenant) throw new Error(`there is no tenant "${slug}"`);
const clock = new ManualClock(now);
const log = silentLog;
const vault = { seal: (text: string) => text, open: () => FEED_TOKEN };
const callbackUrl = () => "https://perennial.example/hooks";
const { connector } = testFeed("crm");
const context = {
  ...{ db, clock, log, vault },
  programs: createPrograms({ rulePack: () => RULES }),
  connections: createConnections({ db, clock, log, vault, connectors: [connector], callbackUrl }),
  rulePack: RULES,
  unsubscribeUrl: () => "https://perennial.example/stop",
  checkContext: (program: string) => ({ rulePacks: { test: RULES }, programs: [program] }),
};
for (;;) {
  const { deliveries, wake } = await asTenant(db, tenant.id, readWork);
  if (!deliveries && (wake === null || wake > now)) break;
  if (deliveries) await ingestInbox(context, tenant);
  await advanceDue(context, tenant);
}
await db.destroy();
process.exit(0);
