import { describe, expect, test } from "vitest";
import { advanceDue } from "../advance/advance-due.ts";
import { deliver } from "../deliver/deliver.ts";
import { performBatch } from "../deliver/perform-batch.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { smsProvider } from "../deliver/testing/test-provider.ts";
import { sms, testWorld } from "../deliver/testing/test-world.ts";
import { ingestInbox } from "../ingest/ingest-inbox.ts";
import { receive } from "../receive/receive.ts";
import { FEED_TOKEN, testFeed } from "../testing/test-feed.ts";
import { testRuntime } from "../testing/test-runtime.ts";
import { type Measures, noMeasures } from "./measures.ts";

const database = useTestDatabase();

/** Measures that keep what they were told, in order. */
function keepingMeasures() {
  const told: unknown[][] = [];
  const keep =
    (name: string) =>
    (...what: readonly unknown[]) => {
      told.push([name, ...what]);
    };
  const measures: Measures = {
    async work(what, act, countsOf) {
      const result = await act();
      told.push(["work", what, countsOf?.(result)]);
      return result;
    },
    transitions: keep("transitions"),
    deliveries: keep("deliveries"),
    connectorError: keep("connectorError"),
    received: keep("received"),
  };
  return { measures, told };
}

describe("whoever measures", () => {
  test("is told what became of effects, by connector, and what connectors answered", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    await world.askEach(await world.enrolMany(4), sms());
    const fates = { "1": "accept", "2": "refuse", "3": "busy", "4": "accept" } as const;
    provider.fate = ({ customerId }) => fates[customerId as keyof typeof fates];
    const { measures, told } = keepingMeasures();
    await deliver({ ...world.context, measures }, world.tenant);
    const of = (name: string) => told.filter(([first]) => first === name);
    expect(of("deliveries").toSorted()).toEqual([
      ["deliveries", "sms", "done", 2],
      ["deliveries", "sms", "pending", 1],
      ["deliveries", "sms", "refused", 1],
    ]);
    expect(of("connectorError").toSorted()).toEqual([
      ["connectorError", "sms", "invalid"],
      ["connectorError", "sms", "unavailable"],
    ]);
    const counts = { handled: 4, claimed: 4, sent: 2, refused: 1, retried: 1 };
    const round = { ...counts, held: 0, skipped: 0, unknown: 0, unclear: 0 };
    expect(of("work").at(-1)).toEqual([
      "work",
      { name: "deliver", tenant: world.tenant.id },
      round,
    ]);
    expect(JSON.stringify(told)).not.toMatch(/\+46|Förnamn|Elbolaget|provider says/);
  });

  test("is told of each batch that a connector performs, whatever comes of it", async () => {
    const provider = smsProvider();
    const { measures, told } = keepingMeasures();
    const session = () => Promise.reject(new Error("canary: to +46701234567"));
    const { log } = (await testRuntime(database())).context;
    const command = {
      kind: "add-note",
      id: "t1-e1-1",
      customerId: "1",
      at: "x",
      text: "x",
    } as const;
    const performing = { connector: provider.connector.manifest.id, session, log, measures };
    await performBatch([command, { ...command, id: "t1-e1-2" }], performing);
    expect(told).toEqual([
      ["work", { name: "perform", connector: "sms", commands: 2 }, { unknown: 2 }],
    ]);
  });

  test("is told what doors answered, what was taken apart and what was taken on", async () => {
    const company = await testRuntime(database(), [testFeed("crm")]);
    const { measures, told } = keepingMeasures();
    const context = { ...company.context, measures };
    const { tenant } = company;
    const knock = (connection: string, token = FEED_TOKEN) =>
      receive(
        context,
        { tenant: tenant.id, connection },
        {
          ...{ method: "POST", url: "https://perennial.example/hooks", body: "[]" },
          headers: { "x-token": token, "x-id": "d1" },
        },
      );
    await knock("crm");
    await knock("crm");
    await knock("crm", "a stranger's");
    await knock("nowhere");
    expect(told.filter(([name]) => name === "received")).toEqual([
      ["received", "crm", "stored"],
      ["received", "crm", "repeated"],
      ["received", "crm", "not-genuine"],
      ["received", undefined, "unknown-connection"],
    ]);
    await ingestInbox(context, tenant);
    await advanceDue(context, tenant);
    expect(told.slice(-3)).toEqual([
      ["work", { name: "ingest", tenant: tenant.id }, { deliveries: 1, signals: 0 }],
      ["work", { name: "advance", tenant: tenant.id }, { advanced: 0 }],
      ["transitions", 0],
    ]);
  });

  test("that nobody is leaves work as it is, its errors included", async () => {
    const error = new Error("mine");
    const what = { name: "sync" } as const;
    await expect(noMeasures.work(what, () => Promise.reject(error))).rejects.toBe(error);
    expect(await noMeasures.work(what, async () => 7)).toBe(7);
  });
});
