import { nextDelivery, withdrawPending } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { later } from "./later.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { crmProvider, smsProvider } from "./testing/test-provider.ts";
import { MONDAY } from "./testing/test-records.ts";
import { DECISIONS, sms, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();
const SATURDAY_NIGHT = "2026-03-07T22:00:00.000Z";

describe("the contact policy", () => {
  test("holds a message until the customer may be disturbed, says so once, and then it leaves", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    world.clock.moveTo("2026-03-02T21:00:00.000Z");
    await world.ask(await world.enrol("1"), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ held: 1, claimed: 0 });
    const morning = "2026-03-03T07:00:00.000Z";
    expect(await world.in(nextDelivery)).toBe(morning);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "held", reason: "quiet-hours-wait", evidence: { until: morning } },
    ]);
    world.clock.moveTo(morning);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(provider.taken).toHaveLength(1);
  });

  test("holds what a paused program asks for, and says so once however often it looks", async () => {
    const provider = smsProvider();
    const office = crmProvider();
    const world = await testWorld(database(), [provider, office]);
    await world.query("update programs set state = 'paused'");
    const update = {
      ...({ kind: "update", seq: 2, step: "hello", object: "customer", recordId: "1" } as const),
      values: { tier: "gold" },
    };
    await world.ask(await world.enrol("1"), sms(), update);
    for (let look = 0; look < 3; look++) {
      expect(await deliver(world.context, world.tenant)).toMatchObject({ held: 2 });
      world.clock.moveTo(later(world.clock.now(), 3_600_000));
    }
    expect(await world.query(DECISIONS)).toMatchObject(Array(2).fill({ reason: "program-paused" }));
    await world.query("update programs set state = 'active'");
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 2 });
  });

  test("skips a message for good, and the program is told", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    const enrolment = await world.enrol("1");
    await world.consent("1", { state: "withdrawn", source: "sms-reply" });
    await world.ask(enrolment, sms({ class: "marketing" }));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ skipped: 1, claimed: 0 });
    expect(provider.taken).toEqual([]);
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "skipped", reason: "no-consent" }]);
    expect(
      await world.query("select jsonb_array_elements(news) as body from enrolments"),
    ).toMatchObject([
      { body: { kind: "settled", seq: 1, outcome: "not-sent", reason: "no-consent" } },
    ]);
  });

  test("skips a text that a value is missing for, and names the value", async () => {
    const world = await testWorld(database(), [smsProvider()]);
    await world.ask(await world.enrol("1", { firstName: undefined }), sms());
    await deliver(world.context, world.tenant);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "skipped", reason: "missing-data", evidence: { missing: ["customer.firstName"] } },
    ]);
  });

  test("reaches nobody who is gone from the CRM", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    await world.ask(await world.enrol("1"), sms({ class: "statutory" }));
    await world.query(`update customers set deleted_at = '${MONDAY}'`);
    await deliver(world.context, world.tenant);
    expect(provider.taken).toEqual([]);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "skipped", reason: "customer-gone" },
    ]);
  });

  test("lets two messages to one customer in one batch see each other: the more valuable takes what the cap leaves", async () => {
    const provider = smsProvider();
    const caps = [{ limit: 1, window: { rolling: "P7D" } }];
    const world = await testWorld(database(), [provider], { policy: { caps } });
    const enrolment = await world.enrol("1");
    await world.consent("1", {});
    const marketing = { class: "marketing", expiresAt: "2026-04-01T00:00:00.000Z" } as const;
    await world.ask(
      enrolment,
      sms({ ...marketing, seq: 1, priority: 10 }),
      sms({ ...marketing, seq: 2, priority: 90, step: "call" }),
    );
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1, held: 1 });
    expect(provider.taken.map(({ id }) => id.split("-").at(-1))).toEqual(["2"]);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "held", reason: "capped" },
      { kind: "sent" },
    ]);
  });

  test("finds marketing lawful for an existing customer whose text says how to decline", async () => {
    const provider = smsProvider();
    const policy = { assumeAddressFromSale: true };
    const world = await testWorld(database(), [provider], { policy });
    await world.ask(await world.enrol("1"), sms({ class: "marketing" }));
    await deliver(world.context, world.tenant);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "sent", evidence: { basis: "existing-customer" } },
    ]);
  });

  test.each([
    [
      "says that it concerns our own products",
      "ownProducts: true",
      "2025-04-02",
      "existing-customer",
    ],
    ["says nothing of the kind", "party: own", "2025-04-02", undefined],
    ["outlasts the twelve months", "ownProducts: true", "2025-02-28", undefined],
  ])("of a program about customers that %s", async (_, header, ended, basis) => {
    const policy = { assumeAddressFromSale: true };
    const world = await testWorld(database(), [smsProvider()], { policy });
    const yaml = `replace(files::text, 'subject: agreement', 'subject: customer\\n${header}')::jsonb`;
    await world.query(`update program_versions set files = ${yaml}`);
    const enrolment = await world.enrol("1");
    await world.query("update enrolments set agreement_id = null");
    await world.query(
      `update agreements set starts_on = '2024-01-01', ends_on = '${ended}', status = 'ended'`,
    );
    await world.ask(enrolment, sms({ class: "marketing" }));
    await deliver(world.context, world.tenant);
    const kind = basis === undefined ? "skipped" : "sent";
    const evidence = basis === undefined ? {} : { basis };
    expect(await world.query(DECISIONS)).toMatchObject([{ kind, evidence }]);
  });

  test("keeps the same advertising from two customers at one address", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    for (const id of ["1", "2"]) {
      await world.consent(id, {});
      await world.ask(
        await world.enrol(id, { mobile: "+46 70-123 45 67" }),
        sms({ class: "marketing" }),
      );
    }
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1, skipped: 1 });
    expect(await world.query(DECISIONS)).toMatchObject([{ reason: "duplicate" }, { kind: "sent" }]);
  });
});

describe("a message that may be sent once only", () => {
  test("leaves once, whichever enrolment asks, even when the ledger no longer shows the first", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, sms({ oncePer: "customer" }));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    await world.query("update enrolments set news = null");
    world.clock.moveTo("2026-06-01T09:00:00.000Z");
    await world.ask(enrolment, sms({ seq: 2, oncePer: "customer" }));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 0, skipped: 1 });
    expect(provider.taken).toHaveLength(1);
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "sent" }, { reason: "duplicate" }]);
  });

  test("gives its name free when the provider refuses it", async () => {
    const provider = smsProvider();
    provider.fate = (_, attempt) =>
      provider.batches.length === 1 && attempt === 1 ? "refuse" : "accept";
    const world = await testWorld(database(), [provider]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, sms({ oncePer: "customer" }));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ refused: 1 });
    await world.query("update enrolments set news = null");
    await world.ask(enrolment, sms({ seq: 2, oncePer: "customer" }));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(await world.query(DECISIONS)).toMatchObject([
      {
        kind: "refused",
        reason: "provider-rejected",
        evidence: { detail: "the provider says refuse" },
      },
      { kind: "sent" },
    ]);
  });
});

describe("an enrolment that moves on", () => {
  test("takes back a message that is held", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    world.clock.moveTo(SATURDAY_NIGHT);
    const enrolmentId = await world.enrol("1");
    await world.ask(enrolmentId, sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ held: 1 });
    const taken = await world.in((tx) =>
      withdrawPending(tx, [{ enrolmentId, reason: "agreement.ordered" }], world.clock.now()),
    );
    expect(taken).toMatchObject([{ enrolmentId, step: "hello" }]);
    world.clock.moveTo("2026-03-09T09:00:00.000Z");
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 0 });
    expect(await world.outbox("state")).toEqual(["skipped"]);
    expect(provider.taken).toEqual([]);
  });

  test("keeps its messages waiting while it has news that may take them back", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
    const enrolmentId = await world.enrol("1");
    await world.ask(enrolmentId, sms());
    await world.query(`update enrolments set news = '[{"kind":"timer"}]'`);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 1, claimed: 0 });
    expect(provider.taken).toEqual([]);
    await world.query("update enrolments set news = null");
    world.clock.moveTo(later(MONDAY, 1_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
  });

  test("does not have a message tried again that it took back while it was under way", async () => {
    const provider = smsProvider();
    provider.fate = () => "busy";
    const world = await testWorld(database(), [provider]);
    const enrolmentId = await world.enrol("1");
    await world.ask(enrolmentId, sms());
    provider.beforeAnswer = async () => {
      await world.in((tx) =>
        withdrawPending(tx, [{ enrolmentId, reason: "agreement.ordered" }], MONDAY),
      );
    };
    expect(await deliver(world.context, world.tenant)).toMatchObject({ skipped: 1 });
    expect(await world.outbox("state")).toEqual(["skipped"]);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "withdrawn", reason: "agreement.ordered" },
    ]);
    expect(await world.query("select * from sends")).toEqual([]);
  });
});
