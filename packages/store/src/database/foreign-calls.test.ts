import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as store from "../index.ts";
import { fillTenant, MARK } from "../testing/fill-tenant.ts";
import {
  attemptIn,
  type Foreign,
  type ForeignCall,
  foreignCalls,
  NOBODY,
} from "../testing/foreign-calls.ts";
import {
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  tenantTables,
  whole,
} from "../testing/test-database.ts";

let database: TestDatabase;
let tables: readonly string[];
let anna: TestTenant;
let foreign: Foreign;
beforeAll(async () => {
  database = await startTestDatabase();
  tables = await tenantTables(database.db);
  anna = await database.newTenant();
  foreign = await filled(anna);
}, 60_000);
afterAll(() => database.close());

const everything = (of: TestTenant) => of.inTenant((tx) => whole(tx, tables));
/** Fills a tenant and says what of it may be named. */
const filled = (of: TestTenant): Promise<Foreign> =>
  of.inTenant(async (tx) => {
    const enrolmentId = await fillTenant(tx);
    const [delivery] = await store.claimDeliveries(tx, 1);
    const failed = await store.listEventDeliveries(tx, "shop", { limit: 1, state: "failed" });
    const eventId = failed.items[0]?.eventId ?? 0;
    const aside = await store.listPutAside(tx, { limit: 1 });
    const asideId = aside.items[0]?.id ?? 0;
    const named = { asideId, attemptId: await attemptIn(tx), eventId };
    return { tenant: of.id, enrolmentId, inboxId: delivery?.id ?? 0, ...named };
  });

describe("every function of the package that takes a transaction", () => {
  /** What takes none, or says of SQL and rows what it knows without the database. */
  const WITHOUT = new Set([
    "Database",
    "DatabaseError",
    "EmbeddedPostgresError",
    "TenantTransaction",
    "Transaction",
    "agreementSource",
    "agreementsWithin",
    "alarmSeq",
    "announcePresence",
    "asSystem",
    "asTenant",
    "attachEmbedded",
    "callerRecords",
    "commandId",
    "compileSql",
    "connectionString",
    "consentKey",
    "courseFields",
    "customerSource",
    "hashedEmail",
    "invitationSource",
    "ensureTenant",
    "findAccounts",
    "findTenant",
    "listTenants",
    "lookForListens",
    "lookForWork",
    "migrate",
    "newestRenewalFirst",
    "noteSeq",
    "occurrenceOfDate",
    "openDatabase",
    "openEmbedded",
    "parseCommandId",
    "pendingMigrations",
    "poolConfig",
    "positionOf",
    "readLag",
    "recordTable",
    "reentryAllowed",
    "reviewRules",
    "selectList",
    "setDemoClock",
    "tenantsToNotify",
    "toEnrolment",
    "toPage",
    "withPendingGrants",
    "wordFields",
    "writtenFields",
  ]);
  const NAMES = Object.keys(foreignCalls(NOBODY));

  it("is looked at here", () => {
    const functions = Object.entries(store).flatMap(([name, value]) =>
      typeof value === "function" && !WITHOUT.has(name) ? [name] : [],
    );
    expect(functions.sort()).toEqual([...NAMES].sort());
  });

  it.each(NAMES)("%s neither reads nor changes anything of another tenant's", async (name) => {
    const before = await everything(anna);
    const mallory = await database.newTenant();
    const given = await outcome(mallory, foreignCalls(foreign)[name]);
    expect(given.result).not.toContain(MARK);
    expect(await everything(anna)).toEqual(before);
    expect(shown(await everything(mallory))).not.toContain(MARK);
    // The same by whom it is about: a call that could find nothing anyway would prove nothing.
    if (name === "lockInOrder" || name === "lockIdentities") return;
    const own = await database.newTenant();
    const found = await outcome(own, foreignCalls(await filled(own))[name]);
    expect(found.changed || found.result !== given.result).toBe(true);
  });

  async function outcome(of: TestTenant, call: ForeignCall | undefined) {
    const before = shown(await everything(of));
    const asked = of.inTenant(async (tx) => call?.(store, tx));
    const result = shown(await asked.catch((error: unknown) => String(error)));
    return { result, changed: shown(await everything(of)) !== before };
  }
});

function shown(value: unknown): string {
  return (
    JSON.stringify(value, (_name, each) => {
      if (each instanceof Map || each instanceof Set) return [...each];
      return each;
    }) ?? ""
  );
}
