import { nextDelivery, setConnectionState, withdrawPending } from "@perennial/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { later } from "./later.ts";
import { openTestDatabase, type TestDatabase } from "./testing/test-database.ts";
import { testProvider } from "./testing/test-provider.ts";
import { MONDAY, sms, testWorld } from "./testing/test-world.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
}, 60_000);
afterAll(() => database.close());

const smsProvider = () => testProvider({ id: "sms", commands: ["send-sms"] });
const crm = () =>
  testProvider({
    id: "crm",
    commands: ["create-task", "update-record", "add-note", "post-webhook"],
  });
const dialer = () => testProvider({ id: "dialer", commands: ["put-call", "withdraw-call"] });
const call = { ...sms({ step: "call", template: "talk" }), kind: "call" } as const;
const SATURDAY_NIGHT = "2026-03-07T22:00:00.000Z";
const DECISIONS = "select kind, reason, step, evidence from decisions order by id";

describe("a message that may leave", () => {
  test("leaves once, and everything that follows from it is there", async () => {
    const provider = smsProvider();
    const world = await testWorld(database.db, [provider]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, sms());
    const round = await deliver(world.context, world.tenant);
    expect(round).toMatchObject({ handled: 1, claimed: 1, sent: 1, more: false });
    const id = `t${world.tenant.id}-e${enrolment}-1`;
    const text = "Hej Förnamn1! Svara STOPP om du inte vill veta mer.";
    expect(provider.taken).toEqual([
      { kind: "send-sms", id, customerId: "1", class: "service", to: "+46701000001", text },
    ]);
    expect(
      await world.query("select state, due_at, provider_id, cost, attempts from outbox"),
    ).toEqual([{ state: "done", due_at: null, provider_id: `p-${id}`, cost: 35, attempts: 1 }]);
    expect(
      await world.query(
        "select id, kind, direction, channel, text, program, step from interactions",
      ),
    ).toEqual([
      {
        id,
        kind: "message",
        direction: "out",
        channel: "sms",
        text,
        program: "letters",
        step: "hello",
      },
    ]);
    expect(await world.query("select contact_point, basis, outcome from sends")).toEqual([
      { contact_point: "+46701000001", basis: "contract", outcome: "accepted" },
    ]);
    expect(await world.query(DECISIONS)).toEqual([
      {
        ...{ kind: "sent", reason: null, step: "hello" },
        evidence: { channel: "sms", contactPoint: "•••01", messageId: id, basis: "contract" },
      },
    ]);
    expect(await world.query("select body from stimuli")).toEqual([
      { body: { kind: "settled", seq: 1, outcome: "sent", at: MONDAY } },
    ]);
    expect(await world.query("select wake_at from enrolments")).toEqual([{ wake_at: MONDAY }]);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 0 });
    expect(await world.in(nextDelivery)).toBeUndefined();
  });

  test("is written in the customer's language, and in the tenant's where we have none in it", async () => {
    const provider = smsProvider();
    const world = await testWorld(database.db, [provider], { locale: "en" });
    await world.ask(await world.enrol("1", { locale: "sv-SE" }), sms());
    await world.ask(await world.enrol("2", { locale: "de" }), sms());
    await deliver(world.context, world.tenant);
    expect(provider.taken.map((each) => ("text" in each ? each.text.slice(0, 5) : ""))).toEqual([
      "Hej F",
      "Hello",
    ]);
  });

  test("is noted in the CRM, and the note causes no note", async () => {
    const provider = smsProvider();
    const office = crm();
    const world = await testWorld(database.db, [office, provider]);
    await world.ask(await world.enrol("1"), sms());
    await deliver(world.context, world.tenant);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 0 });
    const text =
      "Perennial, Brev: sms till •••01.\nHej Förnamn1! Svara STOPP om du inte vill veta mer.";
    expect(office.taken).toMatchObject([
      { kind: "add-note", agreementId: "a-1", at: MONDAY, text },
    ]);
    expect(await world.outbox("seq")).toEqual([-1, 1]);
  });

  test("of a thousand in one round each leaves once", async () => {
    const provider = smsProvider();
    const world = await testWorld(database.db, [provider]);
    await world.askEach(await world.enrolMany(1_000), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1_000, more: true });
    expect(new Set(provider.taken.map(({ id }) => id)).size).toBe(1_000);
    expect(provider.taken).toHaveLength(1_000);
    expect(provider.batches).toEqual(Array(10).fill(100));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 0, more: false });
  });
});

describe("the contact policy", () => {
  test("holds a message until the customer may be disturbed, says so once, and then it leaves", async () => {
    const provider = smsProvider();
    const world = await testWorld(database.db, [provider]);
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
    const office = crm();
    const world = await testWorld(database.db, [provider, office]);
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
    const world = await testWorld(database.db, [provider]);
    const enrolment = await world.enrol("1");
    await world.consent("1", { state: "withdrawn", source: "sms-reply" });
    await world.ask(enrolment, sms({ class: "marketing" }));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ skipped: 1, claimed: 0 });
    expect(provider.taken).toEqual([]);
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "skipped", reason: "no-consent" }]);
    expect(await world.query("select body from stimuli")).toMatchObject([
      { body: { kind: "settled", seq: 1, outcome: "not-sent", reason: "no-consent" } },
    ]);
  });

  test("skips a text that a value is missing for, and names the value", async () => {
    const world = await testWorld(database.db, [smsProvider()]);
    await world.ask(await world.enrol("1", { firstName: undefined }), sms());
    await deliver(world.context, world.tenant);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "skipped", reason: "missing-data", evidence: { missing: ["customer.firstName"] } },
    ]);
  });

  test("reaches nobody who is gone from the CRM", async () => {
    const provider = smsProvider();
    const world = await testWorld(database.db, [provider]);
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
    const world = await testWorld(database.db, [provider], { policy: { caps } });
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
    const world = await testWorld(database.db, [provider], { policy });
    await world.ask(await world.enrol("1"), sms({ class: "marketing" }));
    await deliver(world.context, world.tenant);
    expect(await world.query(DECISIONS)).toMatchObject([
      { kind: "sent", evidence: { basis: "existing-customer" } },
    ]);
  });

  test("keeps the same advertising from two customers at one address", async () => {
    const provider = smsProvider();
    const world = await testWorld(database.db, [provider]);
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
    const world = await testWorld(database.db, [provider]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, sms({ oncePer: "customer" }));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    await world.query("delete from stimuli");
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
    const world = await testWorld(database.db, [provider]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, sms({ oncePer: "customer" }));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ refused: 1 });
    await world.query("delete from stimuli");
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
    const world = await testWorld(database.db, [provider]);
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
    const world = await testWorld(database.db, [provider]);
    const enrolmentId = await world.enrol("1");
    await world.ask(enrolmentId, sms());
    await world.query(`insert into stimuli (tenant_id, enrolment_id, body)
      values (${world.tenant.id}, ${enrolmentId}, '{"kind":"timer"}')`);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 1, claimed: 0 });
    expect(provider.taken).toEqual([]);
    await world.query("delete from stimuli");
    world.clock.moveTo(later(MONDAY, 1_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
  });

  test("does not have a message tried again that it took back while it was under way", async () => {
    const provider = smsProvider();
    provider.fate = () => "busy";
    const world = await testWorld(database.db, [provider]);
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

describe("the call list", () => {
  test("gets an entry that says why, and loses it when the customer has answered", async () => {
    const list = dialer();
    const provider = smsProvider();
    const world = await testWorld(database.db, [list, provider]);
    const enrolment = await world.enrol("1");
    await world.query(`update enrolments set variables = '{"offer":"green"}'`);
    await world.ask(enrolment, sms());
    await deliver(world.context, world.tenant);
    await world.query("delete from stimuli");
    world.clock.moveTo("2026-03-04T09:00:00.000Z");
    await world.ask(enrolment, { ...call, seq: 2 });
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(list.taken).toMatchObject([
      {
        ...{ kind: "put-call", phone: "+46701000001", name: "Kund 1", agreementId: "a-1" },
        reason: "Inget svar på sms 2026-03-02 10:00",
        offer: "Grön el: Bara vind.",
        script: "Hej Förnamn1, det är Elbolaget.",
      },
    ]);
    const reason = "agreement.ordered";
    await world.ask(enrolment, { kind: "withdraw-call", seq: 3, step: "call", callSeq: 2, reason });
    await deliver(world.context, world.tenant);
    const callId = `t${world.tenant.id}-e${enrolment}-2`;
    expect(list.taken[1]).toMatchObject({ kind: "withdraw-call", callId, reason });
  });

  test("never gets an entry that is taken back before it is put there", async () => {
    const list = dialer();
    const world = await testWorld(database.db, [list]);
    const enrolment = await world.enrol("1");
    await world.ask(
      enrolment,
      { ...call, seq: 1, keep: true },
      { kind: "withdraw-call", seq: 2, step: "call", callSeq: 1, reason: "message.replied" },
    );
    await deliver(world.context, world.tenant);
    expect(list.taken).toEqual([]);
    expect(await world.outbox("state || ':' || reason")).toEqual([
      "skipped:exited",
      "done:call-not-placed",
    ]);
  });

  test("never gets an entry that is taken back while it is held", async () => {
    const list = dialer();
    const world = await testWorld(database.db, [list]);
    world.clock.moveTo(SATURDAY_NIGHT);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, { ...call, keep: true });
    expect(await deliver(world.context, world.tenant)).toMatchObject({ held: 1 });
    const reason = "message.replied";
    await world.ask(enrolment, { kind: "withdraw-call", seq: 2, step: "call", callSeq: 1, reason });
    await deliver(world.context, world.tenant);
    expect(await world.outbox("state || ':' || reason")).toEqual([
      "skipped:message.replied",
      "done:call-not-placed",
    ]);
    expect(await world.in(nextDelivery)).toBeUndefined();
  });
});

describe("what staff and systems are told", () => {
  test("goes out with the text and the values of the program", async () => {
    const office = crm();
    const world = await testWorld(database.db, [office], { locale: "en" });
    const enrolment = await world.enrol("1");
    await world.ask(
      enrolment,
      { kind: "task", seq: 1, step: "hello", template: "look", assignee: "sales" },
      {
        kind: "update",
        seq: 2,
        step: "hello",
        object: "agreement",
        recordId: "a-1",
        values: { x: 1 },
      },
      { kind: "webhook", seq: 3, step: "hello", type: "renewal.due", data: { y: true } },
    );
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 3 });
    expect(office.taken).toMatchObject([
      { kind: "create-task", title: "Call Kund 1", body: "It is urgent.", assignee: "sales" },
      { kind: "update-record", object: "agreement", recordId: "a-1", values: { x: 1 } },
      { kind: "post-webhook", type: "renewal.due", data: { y: true } },
    ]);
    expect(await world.query(DECISIONS)).toEqual([]);
  });

  test("a program that another one starts is started in the same transaction", async () => {
    const world = await testWorld(database.db, []);
    const enrolmentId = await world.enrol("1");
    await world.ask(enrolmentId, { kind: "start-program", seq: 1, step: "hello", program: "club" });
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 1 });
    expect(await world.outbox("state")).toEqual(["pending"]);
    world.clock.moveTo(later(MONDAY, 3_600_000));
    const started: unknown[] = [];
    await deliver(world.context, world.tenant, {
      startPrograms: async (_, starts) => void started.push(...starts),
    });
    expect(started).toEqual([
      { enrolmentId, program: "club", customerId: "1", agreementId: "a-1", by: "letters" },
    ]);
    expect(await world.outbox("state")).toEqual(["done"]);
  });

  test("of a message the law asks for that has no address, a person is", async () => {
    const office = crm();
    const world = await testWorld(database.db, [office, smsProvider()]);
    await world.ask(await world.enrol("1", { mobile: undefined }), sms({ class: "statutory" }));
    await deliver(world.context, world.tenant);
    await deliver(world.context, world.tenant);
    expect(office.taken).toMatchObject([
      { kind: "create-task", title: "Se till att Kund 1 får lagens information (Brev)" },
    ]);
  });
});

describe("a connection that stands still", () => {
  test("keeps what would go out until it is mended, and no attempt is counted", async () => {
    const provider = smsProvider();
    provider.batchFailure = () => ({ kind: "unauthenticated", taken: false, maybeDone: false });
    const world = await testWorld(database.db, [provider]);
    await world.ask(await world.enrol("1"), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ claimed: 1, retried: 1 });
    expect(await world.query("select state, problem from connections")).toEqual([
      { state: "paused", problem: "the provider says unauthenticated" },
    ]);
    provider.batchFailure = () => undefined;
    world.clock.moveTo(later(MONDAY, 3_600_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 1, claimed: 0 });
    await world.in((tx) => setConnectionState(tx, "sms", { problem: null }));
    world.clock.moveTo(later(MONDAY, 7_200_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(await world.outbox("attempts")).toEqual([1]);
    expect(provider.taken).toHaveLength(1);
  });

  test("rests for as long as the other side asks, all of it, and others go on", async () => {
    const provider = smsProvider();
    const office = crm();
    provider.fate = () => "rate-limit";
    const world = await testWorld(database.db, [office, provider]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, sms());
    await deliver(world.context, world.tenant);
    const resumeAt = later(MONDAY, 120_000);
    expect(await world.query("select resume_at from connections where id = 'sms'")).toEqual([
      { resume_at: resumeAt },
    ]);
    provider.fate = () => "accept";
    const task = { kind: "task", seq: 3, step: "hello", template: "look" } as const;
    await world.ask(enrolment, sms({ seq: 2 }), task);
    world.clock.moveTo(later(MONDAY, 60_000));
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(provider.taken).toEqual([]);
    world.clock.moveTo(resumeAt);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 2 });
    expect(await world.query("select attempts from outbox where seq > 0")).toEqual(
      Array(3).fill({ attempts: 1 }),
    );
  });

  test("that does not exist keeps messages waiting, and says so once", async () => {
    const world = await testWorld(database.db, []);
    await world.ask(await world.enrol("1"), sms());
    for (let look = 0; look < 3; look++) {
      await deliver(world.context, world.tenant);
      world.clock.moveTo(later(world.clock.now(), 900_000));
    }
    expect(await world.query(DECISIONS)).toMatchObject([{ kind: "held", reason: "no-connection" }]);
  });
});

describe("a batch that fails in part", () => {
  test("loses only what was refused; what was not done is tried again with growing pauses", async () => {
    const provider = smsProvider();
    const world = await testWorld(database.db, [provider]);
    provider.fate = ({ customerId }) =>
      customerId === "1" ? "refuse" : customerId === "2" ? "busy" : "accept";
    for (const id of ["1", "2", "3"]) await world.ask(await world.enrol(id), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({
      sent: 1,
      refused: 1,
      retried: 1,
    });
    expect(await world.outbox("state")).toEqual(["refused", "pending", "done"]);
    const pauses: number[] = [];
    for (let n = 0; n < 3; n++) {
      const due = await world.in(nextDelivery);
      pauses.push((Date.parse(due ?? "") - Date.parse(world.clock.now())) / 1_000);
      world.clock.moveTo(due ?? "");
      await deliver(world.context, world.tenant);
    }
    expect(pauses).toEqual([30, 120, 600]);
    provider.fate = () => "accept";
    world.clock.moveTo((await world.in(nextDelivery)) ?? "");
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1 });
    expect(provider.taken.map(({ customerId }) => customerId)).toEqual(["3", "2"]);
  });

  test("is halved until the command that spoils it stands alone", async () => {
    const provider = smsProvider();
    const world = await testWorld(database.db, [provider]);
    provider.batchFailure = (commands) =>
      commands.some(({ customerId }) => customerId === "3")
        ? { kind: "invalid", taken: false, maybeDone: false }
        : undefined;
    for (const id of ["1", "2", "3", "4", "5"]) await world.ask(await world.enrol(id), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 4, refused: 1 });
    expect(provider.taken).toHaveLength(4);
  });
});
