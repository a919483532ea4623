import {
  type ChangePage,
  ConnectorError,
  type ConnectorErrorKind,
  type Signal,
} from "@perennial/contract";
import { readAnew, readConnectionHealth } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { saveConnection } from "../connection/save-connection.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { type TestFeed, testFeed } from "../testing/test-feed.ts";
import { programOf } from "../testing/test-program.ts";
import {
  agreementOf,
  customerOf,
  MONDAY,
  type TestRuntime,
  testRuntime,
} from "../testing/test-runtime.ts";
import { syncConnection, syncConnections } from "./sync-connection.ts";

const database = useTestDatabase();
const THANKS = programOf("thanks", {
  triggers: "[{ signal: agreement.ordered }]",
  steps: "{ id: rest, do: wait, for: P7D }",
});

function customer(id: string, updatedAt = MONDAY): Signal {
  return {
    id: `customer:${id}:${updatedAt}`,
    at: updatedAt,
    type: "customer.changed",
    customer: customerOf({ id, updatedAt }),
  };
}

function ordered(id: string): Signal {
  const agreement = agreementOf({
    id,
    customerId: "1",
    status: "ordered",
    orderedAt: MONDAY,
    updatedAt: MONDAY,
  });
  return { id: `agreement:${id}`, at: MONDAY, type: "agreement.changed", agreement };
}

function page(cursor: string, ...signals: readonly Signal[]): ChangePage {
  return { cursor, signals };
}

function failure(kind: ConnectorErrorKind): ConnectorError {
  return new ConnectorError({ connector: "crm", kind, message: `the CRM says ${kind}` });
}

async function company(...feeds: readonly TestFeed[]): Promise<TestRuntime> {
  const of = await testRuntime(database(), feeds);
  await of.publish("thanks", THANKS);
  return of;
}

interface Standing {
  readonly id: string;
  readonly state: string;
  readonly problem: string | null;
  readonly cursor: string | null;
  readonly synced: string | null;
}

function standing(of: TestRuntime): Promise<readonly Standing[]> {
  return of.query(
    "select id, state, problem, cursor, synced_at as synced from connections order by id",
  );
}

const entered = (of: TestRuntime) => of.query("select key from enrolments order by key");
const sync = ({ context, tenant }: TestRuntime) => syncConnections(context, tenant);

describe("the first load", () => {
  test("fills the mirror and starts nothing, however much of it would", async () => {
    const feed = testFeed("crm");
    feed.tell = (cursor) =>
      cursor === "" ? [page("1", customer("1")), page("2", ordered("a1"))] : [];
    const of = await company(feed);
    const told: unknown[] = [];
    const results = await syncConnections(of.context, of.tenant, (sofar) =>
      told.push(sofar.signals),
    );
    expect([results, told]).toEqual([[{ connection: "crm", signals: 2, isLoaded: true }], [1, 2]]);
    expect(await of.query("select id from agreements")).toEqual([{ id: "a1" }]);
    expect(await entered(of)).toEqual([]);
    expect(await standing(of)).toMatchObject([{ cursor: "2", synced: MONDAY, state: "active" }]);
  });

  test("broken off on the way goes on where it was and is still quiet", async () => {
    const feed = testFeed("crm");
    const of = await company(feed);
    feed.tell = () => [page("1", customer("1")), failure("unavailable")];
    await sync(of);
    expect(await standing(of)).toMatchObject([{ cursor: "1", synced: null, state: "active" }]);
    feed.tell = () => [page("2", ordered("a1"))];
    await sync(of);
    expect(feed.asked).toEqual(["", "1"]);
    expect(await entered(of)).toEqual([]);
    expect(await standing(of)).toMatchObject([{ cursor: "2", synced: MONDAY }]);
  });
});

describe("what has changed since", () => {
  test("acts once, also when it is told again from an earlier cursor", async () => {
    const feed = testFeed("crm");
    const of = await company(feed);
    feed.tell = () => [page("1", customer("1"))];
    await sync(of);
    feed.tell = () => [page("2", ordered("a1"))];
    await sync(of);
    await sync(of);
    expect(await entered(of)).toEqual([{ key: "a1" }]);
    expect(feed.asked).toEqual(["", "1", "2"]);
  });

  test("is taken in before the cursor says so: a page that was cut off is told again", async () => {
    const feed = testFeed("crm");
    const of = await company(feed);
    feed.tell = () => [page("1", customer("1"))];
    await sync(of);
    let cursor: string | null | undefined;
    feed.tell = () => [page("2", ordered("a1")), page("3", ordered("a2"))];
    feed.beforePage = async () => {
      cursor = (await standing(of))[0]?.cursor;
      if ((await entered(of)).length === 1) throw new Error("Connection terminated unexpectedly");
    };
    await sync(of);
    expect([cursor, await entered(of)]).toEqual(["2", [{ key: "a1" }]]);
    feed.beforePage = async () => undefined;
    feed.tell = () => [page("3", ordered("a2"))];
    await sync(of);
    expect(await entered(of)).toEqual([{ key: "a1" }, { key: "a2" }]);
  });

  test("is taken in but for what no database can keep, which is told", async () => {
    const feed = testFeed("crm");
    const of = await company(feed);
    feed.tell = () => [page("1", customer("1"))];
    await sync(of);
    const agreement = { ...agreementOf({ id: "a9" }), noticeDays: 3_000_000_000 };
    const bad: Signal = { id: "bad", at: MONDAY, type: "agreement.changed", agreement };
    feed.tell = () => [page("2", customer("2"), bad, ordered("a1"))];
    await sync(of);
    expect(await of.query("select id from customers order by id")).toEqual([
      { id: "1" },
      { id: "2" },
    ]);
    expect(await entered(of)).toEqual([{ key: "a1" }]);
    expect(await standing(of)).toMatchObject([{ cursor: "2" }]);
    expect(of.lines.filter((line) => line.includes('"signal":"bad"'))).toHaveLength(1);
  });
});

describe("a page", () => {
  test("of what was so before starts nothing, and what comes after it does", async () => {
    const feed = testFeed("crm");
    const of = await company(feed);
    feed.tell = () => [page("1", customer("1"))];
    await sync(of);
    feed.tell = () => [{ ...page("2", ordered("a1")), known: true }, page("3", ordered("a2"))];
    await sync(of);
    expect(await of.query("select id from agreements order by id")).toMatchObject([
      { id: "a1" },
      { id: "a2" },
    ]);
    expect(await entered(of)).toEqual([{ key: "a2" }]);
  });

  test("tells what could not be understood: it is kept with its place until it is", async () => {
    const feed = testFeed("crm");
    const of = await company(feed);
    const problems = [
      { place: "contact 2 mobile", message: "is no number" },
      { place: "contacts.results[3]", message: "has no id\0" },
    ];
    feed.tell = () => [{ ...page("1", customer("1")), problems, total: 3 }];
    await sync(of);
    const health = () => of.in((tx) => readConnectionHealth(tx, "crm"));
    expect(await health()).toMatchObject({
      ...{ load: { read: 1, total: 3 }, excluded: { count: 2 } },
      lastExcluded: [
        { record: "contact 2", reason: "mobile: is no number" },
        { record: "contacts.results[3]", reason: "has no id" },
      ],
    });
    feed.tell = () => [page("2", customer("2"))];
    await sync(of);
    expect((await health())?.lastExcluded.map(({ record }) => record)).toEqual([
      "contacts.results[3]",
    ]);
  });

  test("of a reader whom another has overtaken, or that is to begin anew, is not kept", async () => {
    const feed = testFeed("crm");
    const of = await company(feed);
    feed.tell = () => [page("1", customer("1")), page("2", customer("2"))];
    feed.beforePage = async () => {
      if ((await standing(of))[0]?.cursor === "1") await of.in((tx) => readAnew(tx, "crm"));
    };
    expect(await sync(of)).toEqual([{ connection: "crm", signals: 0, isBrokenOff: true }]);
    expect(await of.query("select id from customers")).toEqual([{ id: "1" }]);
    expect(await standing(of)).toMatchObject([{ cursor: null, synced: null, problem: null }]);
    expect(of.lines.filter((line) => line.startsWith("error"))).toEqual([]);
  });

  test("is the last one once reading is to end", async () => {
    const feed = testFeed("crm");
    const of = await company(feed);
    feed.tell = () => [page("1", customer("1")), page("2", customer("2"))];
    const [open] = await of.context.connections.all(of.tenant.id);
    if (!open) throw new Error("there is no connection");
    const over = AbortSignal.abort();
    const result = await syncConnection(of.context, { tenant: of.tenant, open, over });
    expect(result).toEqual({ connection: "crm", signals: 1, isBrokenOff: true });
    expect(await standing(of)).toMatchObject([{ cursor: "1", synced: null }]);
  });
});

describe("a connection that cannot be read", () => {
  test("stands still with the problem while its credentials are refused, and goes on when they are not", async () => {
    const feed = testFeed("crm");
    const of = await company(feed);
    feed.tell = () => [failure("unauthenticated")];
    await sync(of);
    const problem = "the CRM says unauthenticated";
    expect(await standing(of)).toMatchObject([{ state: "paused", problem, synced: null }]);
    feed.tell = () => [page("1", customer("1"))];
    await sync(of);
    expect(await standing(of)).toMatchObject([{ state: "active", problem: null, synced: MONDAY }]);
  });

  test("goes on when somebody has entered its settings again", async () => {
    const feed = testFeed("crm");
    const of = await company(feed);
    feed.tell = () => [failure("unauthenticated")];
    await sync(of);
    const { connector } = feed;
    await saveConnection(of.context, of.tenant.id, {
      id: "crm",
      connector,
      settings: { token: "new" },
    });
    expect(await standing(of)).toMatchObject([{ state: "active", problem: null }]);
  });

  test.each(["unavailable", "rate-limited", "forbidden"] as const)(
    "is read another time: %s",
    async (kind) => {
      const feed = testFeed("crm");
      const of = await company(feed);
      feed.tell = () => [failure(kind)];
      expect(await sync(of)).toEqual([{ connection: "crm", signals: 0, failure: {} }]);
      expect(await standing(of)).toMatchObject([{ state: "active", problem: null }]);
    },
  );

  test("keeps no other from being read, whatever it throws", async () => {
    const [broken, sound] = [testFeed("a-broken"), testFeed("sound")];
    const of = await company(broken, sound);
    broken.tell = () => [new TypeError("cannot read properties of undefined")];
    sound.tell = () => [page("1", customer("1"))];
    expect(await sync(of)).toEqual([
      { connection: "a-broken", signals: 0, failure: {} },
      { connection: "sound", signals: 1, isLoaded: true },
    ]);
    expect(of.lines.filter((line) => line.startsWith("error"))).toHaveLength(1);
  });
});
