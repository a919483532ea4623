import type { Invitation, Signal } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { advanceDue } from "../advance/advance-due.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { sweepPrograms } from "../review/sweep-programs.ts";
import { deliverSignals } from "../testing/deliver-signals.ts";
import { testFeed } from "../testing/test-feed.ts";
import { programOf } from "../testing/test-program.ts";
import { MONDAY, type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { ingestInbox } from "./ingest-inbox.ts";

const database = useTestDatabase();
const company = () => testRuntime(database(), [testFeed("crm")]);
const TUESDAY = "2026-03-03T09:00:00.000Z";

let deliveries = 0;
async function told(of: TestRuntime, ...signals: readonly Signal[]): Promise<void> {
  deliveries++;
  await deliverSignals(of, signals, `d${deliveries}`);
  await ingestInbox(of.context, of.tenant);
  await advanceDue(of.context, of.tenant);
}

function invited(id: string, changes: Partial<Invitation> = {}): Signal {
  const invitation: Invitation = {
    ...{ id, customerId: "1", event: "E-1", eventName: "Kundkväll" },
    ...{ startsAt: "2026-03-16T17:00:00.000Z", attributes: {}, updatedAt: MONDAY, ...changes },
  };
  const at = invitation.updatedAt;
  return { id: `${id}:${at}`, at, type: "invitation.changed", invitation };
}

function bought(id: string, at = MONDAY): Signal {
  const purchase = { id, customerId: "1", at, amount: 10_000, currency: "SEK" };
  return { id, at, type: "purchase.made", purchase: { ...purchase, quantity: 1, discount: 0 } };
}

const WAIT = "{ id: rest, do: wait, for: P60D }\n{ id: done, do: exit, reason: completed }";

interface Case {
  readonly key: string;
  readonly invitation_id: string | null;
  readonly step: string | null;
  readonly end_reason: string | null;
}
const cases = (of: TestRuntime) =>
  of.query<Case>("select key, invitation_id, step, end_reason from enrolments order by key, round");

describe("a program about invitations", () => {
  const EVENT = programOf("event", {
    subject: "invitation",
    triggers: "[{ date: invitation.startsAt, before: P14D, late: P10D }]",
    more: "entry: { field: invitation.answer, is: is-empty }",
    steps: `
      { id: ask, do: wait, until: { date: invitation.startsAt, before: P1D }, on: [{ signal: invitation.answered, goTo: choose }] }
      { id: quiet, do: exit, reason: no-answer }
      { id: choose, do: branch, choose: [{ when: { field: invitation.answer, is: equals, value: "yes" }, goTo: coming }] }
      { id: declined, do: exit, reason: declined }
      { id: coming, do: exit, reason: comes }`,
  });

  test("lets one customer in by each invitation, and each is answered by itself", async () => {
    const of = await company();
    await of.addCustomers({ id: "1" });
    await of.publish("event", EVENT);
    await told(of, invited("I-1"), invited("I-2"), invited("I-3", { answer: "no" }));
    expect(await sweepPrograms(of.context, of.tenant)).toMatchObject([
      { entered: 2, turnedAway: 1 },
    ]);
    await advanceDue(of.context, of.tenant);
    await told(of, invited("I-2", { answer: "yes", updatedAt: TUESDAY }));
    expect(await cases(of)).toEqual([
      { key: "I-1", invitation_id: "I-1", step: "ask", end_reason: null },
      { key: "I-2", invitation_id: "I-2", step: null, end_reason: "comes" },
    ]);
  });

  test("hears of an answer once, however often the record is told", async () => {
    const of = await company();
    await of.addCustomers({ id: "1" });
    const answered = invited("I-1", { answer: "yes" });
    await told(of, invited("I-1", { updatedAt: "2026-03-01T09:00:00.000Z" }), answered);
    await told(of, answered);
    expect(
      await of.query("select id, customer_id from signals where type = 'invitation.answered'"),
    ).toEqual([{ id: `I-1:answered-yes:${MONDAY}`, customer_id: "1" }]);
  });
});

describe("what a program waits for beside orders", () => {
  test("a first purchase is the first even if the second is told with it", async () => {
    const of = await company();
    await of.addCustomers({ id: "1" });
    const on = (count: number) =>
      `[{ signal: purchase.made, when: { count: purchases, is: equals, value: ${count} } }]`;
    const thanks = (count: number) =>
      ({ subject: "customer", triggers: on(count), steps: WAIT }) as const;
    await of.publish("first", programOf("first", thanks(1)));
    await of.publish("second", programOf("second", thanks(2)));
    await of.publish("third", programOf("third", thanks(3)));
    // The shop's clock is ahead of ours.
    await told(of, bought("P-2", "2026-03-02T09:00:05.000Z"), bought("P-1"));
    expect(await of.query("select program from enrolments order by program")).toEqual([
      { program: "first" },
      { program: "second" },
    ]);
  });

  test("an answer to a question is kept on the timeline with its reason", async () => {
    const of = await company();
    await of.addCustomers({ id: "1" });
    const about = { at: MONDAY, customerId: "1" } as const;
    await told(
      of,
      {
        ...about,
        id: "s1",
        type: "survey.answered",
        survey: "exit",
        answer: "price",
        text: "För dyrt",
      },
      { ...about, id: "f1", type: "follow-up.reported", outcome: "sold", by: "Järnhandeln" },
    );
    expect(await of.query("select kind, outcome, text from interactions order by kind")).toEqual([
      { kind: "meeting", outcome: "sold", text: "Järnhandeln" },
      { kind: "survey-answer", outcome: "price", text: "exit: För dyrt" },
    ]);
  });

  test("a referral that has come further is told once, and a redemption is kept", async () => {
    const of = await company();
    await of.addCustomers({ id: "1" }, { id: "2" });
    const thanks =
      "[{ signal: referral.advanced, when: { field: signal.status, is: equals, value: qualified } }]";
    await of.publish(
      "friend",
      programOf("friend", { subject: "customer", triggers: thanks, steps: WAIT }),
    );
    const referral = { id: "R-1", customerId: "1", friendId: "2", at: MONDAY } as const;
    const referred = (status: "made" | "qualified", updatedAt: string): Signal => ({
      ...{ id: `R-1:${updatedAt}`, at: updatedAt, type: "referral.changed" },
      referral: { ...referral, status, updatedAt },
    });
    const redemption = { id: "D-1", customerId: "1", offer: "two", amount: 500, currency: "SEK" };
    await told(of, referred("made", MONDAY), {
      ...{
        id: "D-1",
        at: MONDAY,
        type: "offer.redeemed",
        redemption: { ...redemption, at: MONDAY },
      },
    });
    expect(await cases(of)).toEqual([]);
    await told(of, referred("qualified", TUESDAY), referred("qualified", TUESDAY));
    expect(await cases(of)).toMatchObject([{ key: "1" }]);
    expect(await of.query("select offer, amount from redemptions")).toEqual([
      { offer: "two", amount: 500 },
    ]);
  });

  test("a referral of oneself under a second record is seen as one, at the door and on the way", async () => {
    const of = await company();
    const email = "anna@example.com";
    await of.addCustomers({ id: "1", email }, { id: "2", email: "Anna@Example.com" }, { id: "3" });
    const triggers =
      "[{ signal: referral.changed, when: { field: signal.isSelf, is: equals, value: false } }]";
    const more = `
reactions: [{ signal: referral.changed, when: { field: signal.isSelf, is: equals, value: true }, goTo: no }]`;
    const steps = `${WAIT}
      { id: no, do: exit, reason: oneself }`;
    await of.publish("friend", programOf("friend", { subject: "customer", triggers, more, steps }));
    const refers = (id: string, friendId: string): Signal => ({
      ...{ id, at: MONDAY, type: "referral.changed" },
      referral: { id, customerId: "1", friendId, status: "made", at: MONDAY, updatedAt: MONDAY },
    });
    await told(of, refers("R-1", "2"));
    expect(await cases(of)).toEqual([]);
    await told(of, refers("R-2", "3"));
    await told(of, refers("R-3", "2"));
    expect(await cases(of)).toMatchObject([{ key: "1", end_reason: "oneself" }]);
  });
});

describe("where a customer stands", () => {
  const DECREASING = `[{ signal: customer.flow-changed, when: { all: [
      { field: signal.to, is: equals, value: decreasing }, { field: signal.wanted, is: equals, value: false } ] } }]`;

  test("starts a program, and is asked about on its way", async () => {
    const of = await company();
    await of.addCustomers({ id: "1" }, { id: "2" });
    await of.query(
      `insert into standings (tenant_id, customer_id, as_of, risk) values
        (${of.tenant.id}, '1', '2026-03-01', 'high'), (${of.tenant.id}, '2', '2026-03-01', 'low')`,
    );
    await of.query(
      `insert into group_members (tenant_id, customer_id, group_id, since) values (${of.tenant.id}, '1', 'superheroes', '2026-03-01')`,
    );
    const more = "entry: { field: standing.groups, is: contains, value: superheroes }";
    const steps = `
      { id: look, do: branch, choose: [{ when: { field: standing.risk, is: equals, value: high }, goTo: high }] }
      { id: low, do: exit, reason: low-risk }
      { id: high, do: exit, reason: high-risk }`;
    await of.publish(
      "back",
      programOf("back", { subject: "customer", triggers: DECREASING, more, steps }),
    );
    const moved = (customerId: string): Signal => ({
      ...{ id: `flow:${customerId}`, at: MONDAY, customerId, type: "customer.flow-changed" },
      ...{ from: "active", to: "decreasing", wanted: false },
    });
    await told(of, moved("1"), moved("2"));
    expect(await cases(of)).toMatchObject([{ key: "1", end_reason: "high-risk" }]);
  });
});
