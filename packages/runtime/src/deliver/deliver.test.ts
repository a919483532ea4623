import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { openTestDatabase, type TestDatabase } from "./testing/test-database.ts";
import { type TestProvider, testProvider } from "./testing/test-provider.ts";
import { sms, type TestWorld, testWorld } from "./testing/test-world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

const smsProvider = () => testProvider({ id: "sms", commands: ["send-sms"] });

describe("a round", () => {
  test("sends a message that may leave, and everything that follows from it is there", async () => {
    const provider = smsProvider();
    const world = await testWorld(database.db, [provider]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, sms());
    const round = await deliver(world.context, world.tenant);
    expect(round).toMatchObject({ handled: 1, claimed: 1, sent: 1, more: false });
    expect(provider.taken).toMatchObject([{ kind: "send-sms", class: "service", to: "+46701000001" }]);
    expect(await world.query("select state, provider_id, cost, attempts from outbox")).toEqual([1]);
  });
});
