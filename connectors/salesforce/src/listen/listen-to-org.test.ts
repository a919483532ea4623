import { anyCommand } from "@perennial/conformance";
import { memoryTokenStore, recordingLimiter, testContext } from "@perennial/connector-kit/testing";
import { type Heard, ManualClock, type RecordRef, type Session } from "@perennial/contract";
import { type Org, type Salesforce, startSalesforce } from "@perennial/simulators";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSalesforce } from "../salesforce-connector.ts";
import { SalesforceApp } from "../salesforce-credentials.ts";
import { SalesforceSettings } from "../salesforce-settings.ts";
import { installPackage } from "../testing/install-package.ts";
import { REGISTERED } from "../testing/registered-app.ts";
import { BEGAN } from "../testing/salesforce-world.ts";

let clock: ManualClock;
let salesforce: Salesforce;
let org: Org;
let session: Session;
beforeEach(async () => {
  clock = new ManualClock(BEGAN);
  salesforce = await startSalesforce({ clock, app: REGISTERED });
  org = await salesforce.addOrg();
  installPackage(org.staff);
  session = await connected();
});
afterEach(async () => {
  await session.close();
  await salesforce.stop();
});

/** A session of the org's connection; `silence` as in the connector's options. */
async function connected(silence?: number): Promise<Session> {
  const granted = salesforce.connect(org);
  const app = SalesforceApp.parse({
    ...{ clientId: REGISTERED.clientId, clientSecret: REGISTERED.clientSecret },
    ...{ loginUrl: salesforce.url, sandboxUrl: salesforce.sandboxUrl },
  });
  const tokens = memoryTokenStore({ ...granted, details: { instance_url: org.url } });
  const context = { ...testContext({ clock, tokens, limiter: recordingLimiter() }), app };
  const settings = SalesforceSettings.parse({ orgId: org.id, changeEvents: true });
  return createSalesforce(silence === undefined ? {} : { silence }).open(settings, context);
}

const HOUR = 3_600_000;
const later = (milliseconds: number) =>
  new Date(Date.parse(clock.now()) + milliseconds).toISOString();

interface Ears {
  /** What was heard, in order, without positions. */
  readonly told: (RecordRef | "all")[];
  /** How often the other side began to tell. */
  begun: number;
  position: string | null | undefined;
  readonly over: AbortController;
  /** What came of listening. */
  readonly ended: Promise<unknown>;
}

function listen(from?: string, of: Session = session): Ears {
  const over = new AbortController();
  const told: Ears["told"] = [];
  const ears: { -readonly [Key in keyof Ears]: Ears[Key] } = {
    ...{ told, over, begun: 0, position: undefined, ended: Promise.resolve() },
  };
  const heard = ({ changed = [], readAll, position }: Heard) => {
    told.push(...changed);
    if (readAll) told.push("all");
    if (position !== undefined) ears.position = position;
  };
  const begun = () => {
    ears.begun += 1;
  };
  ears.ended =
    of.listen?.({ from, over: over.signal, begun, heard }).catch((error: unknown) => error) ??
    Promise.resolve("there is no listen");
  return ears;
}

const listening = (ears: Ears, times = 1) =>
  vi.waitFor(() => expect(ears.begun).toBe(times), { timeout: 20_000 });
const hears = (ears: Ears, ...what: readonly (string | "all")[]) =>
  vi.waitFor(() => expect(ears.told.map((one) => (one === "all" ? one : one.id))).toEqual(what), {
    timeout: 20_000,
  });

describe("what changes in the org", () => {
  test("is heard at once, record by record, until it is over", async () => {
    const ears = listen();
    await listening(ears);
    await hears(ears, "all");
    const { id } = org.staff.create("Contact", { LastName: "Berg" });
    org.staff.change(id, { FirstName: "Anna" });
    org.staff.delete(id);
    await hears(ears, "all", id, id, id);
    expect(ears.told.at(-1)).toEqual({ object: "Contact", id });
    const won = org.staff.create("Opportunity", {
      ...{ Name: "Avtal", StageName: "Prospecting", CloseDate: "2026-12-01" },
    });
    await hears(ears, "all", id, id, id, won.id);
    ears.over.abort();
    expect(await ears.ended).toBeUndefined();
    org.staff.create("Contact", { LastName: "Ek" });
    expect(ears.told).toHaveLength(5);
  });

  test("is heard once from where it was heard before, however long ago that was within three days", async () => {
    const first = listen();
    await listening(first);
    const { id } = org.staff.create("Contact", { LastName: "Berg" });
    await hears(first, "all", id);
    first.over.abort();
    await first.ended;
    const missed = org.staff.create("Contact", { LastName: "Ek" });
    const second = listen(first.position ?? undefined);
    await hears(second, missed.id);
    expect(Number(second.position)).toBeGreaterThan(Number(first.position));
  });

  test("is read in full where it is no longer kept so far back, and heard on from there", async () => {
    const first = listen();
    await listening(first);
    const { id } = org.staff.create("Contact", { LastName: "Berg" });
    await hears(first, "all", id);
    first.over.abort();
    await first.ended;
    clock.moveTo(later(72 * HOUR + 1));
    await session.close();
    session = await connected();
    const second = listen(first.position ?? undefined);
    await hears(second, "all");
    expect(second.position).toBeNull();
    const next = org.staff.create("Contact", { LastName: "Ek" });
    await hears(second, "all", next.id);
  });

  test("is not heard of what we wrote ourselves, nor of objects that nobody reads", async () => {
    const ears = listen();
    await listening(ears);
    org.staff.create("Account", { Name: "Ask AB" });
    const { id } = org.staff.create("Contact", { LastName: "Berg" });
    await hears(ears, "all", id);
    const told = { customerId: id, recordId: id, values: { tier: "gold" } };
    const [receipt] = await session.perform([{ ...anyCommand("update-record", "c-1"), ...told }]);
    expect(receipt).toMatchObject({ outcome: "accepted" });
    expect(org.events.kept.at(-1)?.payload).toMatchObject({ perennial__Tier__c: "gold" });
    org.staff.change(id, { FirstName: "Anna" });
    await hears(ears, "all", id, id);
  });

  test("is read where records are not named, or not all of them", async () => {
    const ears = listen();
    await listening(ears);
    const { id } = org.staff.create("Contact", { LastName: "Berg" });
    await hears(ears, "all", id);
    org.events.gap("Contact", "UPDATE", [id]);
    org.events.gap("Contact", "UPDATE", ["003*"]);
    org.events.overflow("Contact");
    org.staff.create("perennial__Perennial_Setting__c", { perennial__Key__c: "company" });
    await hears(ears, "all", id, id, "all", "all", "all");
  });
});

describe("a stream that breaks", () => {
  test("goes on with a new token where the old one ran out", async () => {
    const ears = listen();
    await listening(ears);
    const { id } = org.staff.create("Contact", { LastName: "Berg" });
    await hears(ears, "all", id);
    salesforce.tokens.expireAccess(org.id);
    org.events.dropClients();
    const missed = org.staff.create("Contact", { LastName: "Ek" });
    await hears(ears, "all", id, missed.id);
    expect(ears.begun).toBe(2);
  });

  test("goes on where servers have forgotten us, and reads where the place to go on from is gone as well", async () => {
    const ears = listen();
    await listening(ears);
    const { id } = org.staff.create("Contact", { LastName: "Berg" });
    await hears(ears, "all", id);
    org.events.dropClients();
    const missed = org.staff.create("Contact", { LastName: "Ek" });
    await hears(ears, "all", id, missed.id);
    org.events.reset();
    await hears(ears, "all", id, missed.id, "all");
    const next = org.staff.create("Contact", { LastName: "Dal" });
    await hears(ears, "all", id, missed.id, "all", next.id);
  });

  test.each(["answers", "gone"] as const)(
    "finds an org that has moved, whose old host %s",
    async (oldHost) => {
      const ears = listen();
      await listening(ears);
      const { id } = org.staff.create("Contact", { LastName: "Berg" });
      await hears(ears, "all", id);
      await salesforce.move(org, oldHost);
      await hears(ears, "all", id, "all");
      const next = org.staff.create("Contact", { LastName: "Ek" });
      await hears(ears, "all", id, "all", next.id);
    },
  );

  test("is opened anew when nothing is answered for long, and everything is read", async () => {
    await session.close();
    session = await connected(1_000);
    const ears = listen();
    await listening(ears);
    await hears(ears, "all");
    await listening(ears, 2);
    await hears(ears, "all", "all");
  });
});

describe("what Salesforce does not give", () => {
  test("is told with its remedy where the permission lacks", async () => {
    org.permissions.viewAllData = false;
    const failure = await listen().ended;
    expect(failure).toMatchObject({ kind: "forbidden" });
    expect(String(failure)).toMatch(/View All Data.*denied_by_security_policy/);
  });

  test("is told where the package is not there", async () => {
    org = await salesforce.addOrg();
    await session.close();
    session = await connected();
    expect(await listen().ended).toMatchObject({ kind: "forbidden" });
  });

  test("is left alone until the next day where the day's events are used up", async () => {
    const small = await salesforce.addOrg({ edition: "Developer" });
    installPackage(small.staff);
    org = small;
    await session.close();
    session = await connected();
    const ears = listen();
    await listening(ears);
    for (let count = 0; count < 10_001; count += 1) org.events.overflow("Account");
    const failure = await ears.ended;
    expect(failure).toMatchObject({ kind: "rate-limited", retryAfter: 16 * HOUR });
    expect(ears.position).toBeNull();
  });

  test("ends with the grant", async () => {
    const ears = listen();
    await listening(ears);
    salesforce.tokens.endAll(org.id);
    org.events.dropClients();
    expect(await ears.ended).toMatchObject({ kind: "unauthenticated" });
  });
});

describe("a session", () => {
  test("does not listen unless the settings want it", async () => {
    const settings = SalesforceSettings.parse({ orgId: org.id });
    const app = SalesforceApp.parse({ clientId: "x", clientSecret: "y" });
    const quiet = await createSalesforce().open(settings, { ...testContext({ clock }), app });
    expect(quiet.listen).toBeUndefined();
  });

  test("that is closed listens no more, and holds nothing open", async () => {
    const ears = listen();
    await listening(ears);
    const questions = () => process.getActiveResourcesInfo().filter((one) => one === "Timeout");
    const open = questions().length;
    await session.close();
    expect(await ears.ended).toBeUndefined();
    await vi.waitFor(() => expect(questions().length).toBeLessThan(open));
    org.staff.create("Contact", { LastName: "Ek" });
    expect(ears.told).toEqual(["all"]);
  });
});
