import { nextDelivery } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { deliver } from "./deliver.ts";
import { later } from "./later.ts";
import { useTestDatabase } from "./testing/test-database.ts";
import { crmProvider, dialerProvider, smsProvider } from "./testing/test-provider.ts";
import { MONDAY } from "./testing/test-records.ts";
import { call, DECISIONS, sms, testWorld } from "./testing/test-world.ts";

const database = useTestDatabase();
const SATURDAY_NIGHT = "2026-03-07T22:00:00.000Z";

describe("a message that may leave", () => {
  test("leaves once, and everything that follows from it is there", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider]);
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
    expect(await world.query("select jsonb_array_elements(news) as body from enrolments")).toEqual([
      { body: { kind: "settled", seq: 1, outcome: "sent", at: MONDAY } },
    ]);
    expect(await world.query("select wake_at from enrolments")).toEqual([{ wake_at: MONDAY }]);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 0 });
    expect(await world.in(nextDelivery)).toBeUndefined();
  });

  test("is written in the customer's language, and in the tenant's where we have none in it", async () => {
    const provider = smsProvider();
    const world = await testWorld(database(), [provider], { locale: "en" });
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
    const office = crmProvider();
    const world = await testWorld(database(), [office, provider]);
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
    const world = await testWorld(database(), [provider]);
    await world.askEach(await world.enrolMany(1_000), sms());
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 1_000 });
    expect(new Set(provider.taken.map(({ id }) => id)).size).toBe(1_000);
    expect(provider.taken).toHaveLength(1_000);
    expect(Math.max(...provider.batches)).toBe(100);
    expect(await deliver(world.context, world.tenant)).toMatchObject({ handled: 0, more: false });
  });
});

describe("the call list", () => {
  test("gets an entry that says why, and loses it when the customer has answered", async () => {
    const list = dialerProvider();
    const provider = smsProvider();
    const world = await testWorld(database(), [list, provider]);
    const enrolment = await world.enrol("1");
    await world.query(`update enrolments set variables = '{"offer":"green"}'`);
    await world.ask(enrolment, sms());
    await deliver(world.context, world.tenant);
    await world.query("update enrolments set news = null");
    world.clock.moveTo("2026-03-04T09:00:00.000Z");
    await world.ask(enrolment, call({ seq: 2 }));
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
    expect(list.taken[1]).toMatchObject({
      ...{ kind: "withdraw-call", callId },
      reason: "Borttagen från ringlistan eftersom kunden beställde",
    });
  });

  test("never gets an entry that is taken back before it is put there", async () => {
    const list = dialerProvider();
    const world = await testWorld(database(), [list]);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, call({ keep: true }), {
      kind: "withdraw-call",
      seq: 2,
      step: "call",
      callSeq: 1,
      reason: "message.replied",
    });
    await deliver(world.context, world.tenant);
    expect(list.taken).toEqual([]);
    expect(await world.outbox("state || ':' || reason")).toEqual([
      "skipped:exited",
      "done:call-not-placed",
    ]);
  });

  test("never gets an entry that is taken back while it is held", async () => {
    const list = dialerProvider();
    const world = await testWorld(database(), [list]);
    world.clock.moveTo(SATURDAY_NIGHT);
    const enrolment = await world.enrol("1");
    await world.ask(enrolment, call({ keep: true }));
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
    const office = crmProvider();
    const world = await testWorld(database(), [office], { locale: "en" });
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
    expect(await deliver(world.context, world.tenant)).toMatchObject({ sent: 2, handled: 3 });
    expect(await world.outbox("state")).toEqual(["done", "done", "done"]);
    expect(office.taken).toMatchObject([
      { kind: "create-task", title: "Call Kund 1", body: "It is urgent.", assignee: "sales" },
      { kind: "update-record", object: "agreement", recordId: "a-1", values: { x: 1 } },
    ]);
    expect(await world.query(DECISIONS)).toEqual([]);
  });

  test("a program that another one starts is started in the same transaction", async () => {
    const world = await testWorld(database(), []);
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
    const office = crmProvider();
    const world = await testWorld(database(), [office, smsProvider()]);
    await world.ask(await world.enrol("1", { mobile: undefined }), sms({ class: "statutory" }));
    await deliver(world.context, world.tenant);
    await deliver(world.context, world.tenant);
    expect(office.taken).toMatchObject([
      { kind: "create-task", title: "Se till att Kund 1 får lagens information (Brev)" },
    ]);
  });
});
