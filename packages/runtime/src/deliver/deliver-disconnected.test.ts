import { disconnectConnection, reconnectConnection } from "@perennial/store";
import { expect, test } from "vitest";
import { testApp } from "../testing/test-app.ts";
import { MONDAY } from "../testing/test-runtime.ts";
import { deliver } from "./deliver.ts";
import { later } from "./later.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { testProvider } from "./testing/test-provider.ts";
import { sms, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();

/** A company with a system of record that came of our app, and an SMS service of its own. */
async function world() {
  const provider = testProvider({ id: "sms", commands: ["send-sms"] });
  const vendor = testApp();
  const record = { ...testProvider({ id: "acme", commands: [] }), connector: vendor.connector };
  const of = await testWorld(database(), [provider, record]);
  const enrolment = await of.enrol("1", { mobile: "+46700000001" });
  return { ...of, provider, vendor, enrolment };
}

test("once the app is out of the account nothing goes out, and what waits goes on when it is back", async () => {
  const { context, tenant, clock, provider, enrolment, ask, ...of } = await world();
  await ask(enrolment, sms());
  await of.in((tx) => disconnectConnection(tx, "acme", "the app was uninstalled"));
  await deliver(context, tenant);
  expect(provider.taken).toEqual([]);
  expect(await of.outbox("state")).toEqual(["pending"]);
  await of.in((tx) => reconnectConnection(tx, "acme"));
  clock.moveTo(later(MONDAY, 5 * 60_000));
  await deliver(context, tenant);
  expect(provider.taken).toHaveLength(1);
});

test("a note of a message says by which channel it went", async () => {
  const { context, tenant, provider, vendor, enrolment, ask } = await world();
  await ask(enrolment, sms());
  await deliver(context, tenant);
  expect(provider.taken).toHaveLength(1);
  await deliver(context, tenant);
  expect(vendor.commands).toMatchObject([{ kind: "add-note", channel: "sms", customerId: "1" }]);
});
