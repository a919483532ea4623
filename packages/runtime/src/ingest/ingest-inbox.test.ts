import type { Signal } from "@perennial/contract";
import { addSends, readConsents } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { startByHand } from "../enter/start-by-hand.ts";
import { deliverSignals } from "../testing/deliver-signals.ts";
import { testFeed } from "../testing/test-feed.ts";
import { programOf } from "../testing/test-program.ts";
import {
  agreementOf,
  customerOf,
  MONDAY,
  type TestRuntime,
  testRuntime,
} from "../testing/test-runtime.ts";
import { ingestInbox } from "./ingest-inbox.ts";

const database = useTestDatabase();
const NUMBER = "+46701234567";
const WAITING = programOf("waiting", {
  triggers: "[{ signal: agreement.ordered }]",
  steps:
    "{ id: rest, do: wait, for: P7D, on: [{ signal: message.replied, goTo: done }] }\n{ id: done, do: exit, reason: completed }",
});

const company = () => testRuntime(database(), [testFeed("crm")]);

const ingest = ({ context, tenant }: TestRuntime) => ingestInbox(context, tenant);

function renamed(id: string, name: string, updatedAt = MONDAY): Signal {
  return {
    id: `${id}:${updatedAt}`,
    at: updatedAt,
    type: "customer.changed",
    customer: customerOf({ id, name, updatedAt }),
  };
}

function replied(id: string, text: string, from = NUMBER): Signal {
  return { id, at: MONDAY, type: "message.replied", channel: "sms", from, text };
}

const names = (of: TestRuntime) => of.query("select id, name from customers order by id");

function problems(of: TestRuntime): Promise<readonly unknown[]> {
  return of.query(
    "select delivery_id as id, problem from inbox where taken_at is not null order by id",
  );
}

async function withdrawn(of: TestRuntime, ids: readonly string[]): Promise<readonly string[]> {
  const consents = await of.in((tx) => readConsents(tx, ids));
  return [...consents.values()]
    .flat()
    .map((each) => `${each.customerId} ${each.channel} ${each.state}`)
    .sort();
}

describe("a delivery", () => {
  test("with a part that is not understood gives the others, and keeps the problem", async () => {
    const of = await company();
    await deliverSignals(of, [renamed("1", "Anna"), "?", renamed("2", "Bo"), {}], "d1");
    await ingest(of);
    expect(await names(of)).toEqual([
      { id: "1", name: "Anna" },
      { id: "2", name: "Bo" },
    ]);
    expect(await problems(of)).toEqual([{ id: "d1", problem: "[1]: no signal; [3]: no signal" }]);
  });

  test("told again, or in another with the same signals, acts once", async () => {
    const of = await company();
    await of.addCustomers({ id: "1", mobile: NUMBER });
    for (const id of ["d1", "d1", "d2"])
      await deliverSignals(of, [replied("r1", "Hej"), replied("r1", "Hej")], id);
    await ingest(of);
    await deliverSignals(of, [replied("r1", "Hej")], "d1");
    await ingest(of);
    expect(await of.query("select id from interactions")).toEqual([{ id: "r1:1" }]);
    expect(await of.query("select id from inbox order by id")).toHaveLength(2);
  });

  test("that comes late does not overwrite what is newer", async () => {
    const of = await company();
    const [early, late] = ["2026-03-01T10:00:00.000Z", "2026-03-01T11:00:00.000Z"];
    await deliverSignals(of, [renamed("1", "Newer", late)], "d1");
    await ingest(of);
    await deliverSignals(
      of,
      [renamed("1", "Older", early), renamed("2", "Last", late), renamed("2", "First", early)],
      "d2",
    );
    await ingest(of);
    expect(await names(of)).toEqual([
      { id: "1", name: "Newer" },
      { id: "2", name: "Last" },
    ]);
  });

  test("with what no database can keep costs nothing but that, wherever it stands", async () => {
    const of = await company();
    const agreement = { ...agreementOf({ id: "2" }), noticeDays: 3_000_000_000 };
    const unkeepable: Signal = { id: "bad", at: MONDAY, type: "agreement.changed", agreement };
    await deliverSignals(of, [renamed("1", "Before")], "d1");
    await deliverSignals(
      of,
      [renamed("3", "Beside"), unkeepable, renamed("4", "Beside too")],
      "d2",
    );
    await deliverSignals(of, [renamed("5", "After")], "d3");
    const round = await ingestInbox(of.context, of.tenant);
    expect(round).toMatchObject({ deliveries: 3, signals: 4 });
    expect(await names(of)).toMatchObject([{ id: "1" }, { id: "3" }, { id: "4" }, { id: "5" }]);
    expect(await problems(of)).toEqual([
      { id: "d1", problem: null },
      { id: "d2", problem: expect.stringMatching(/^signal bad: .*out of range/) },
      { id: "d3", problem: null },
    ]);
    expect(await ingestInbox(of.context, of.tenant)).toMatchObject({ deliveries: 0 });
  });

  test("that makes its connector fail is put aside with the reason", async () => {
    const of = await company();
    await deliverSignals(of, [renamed("1", "Anna")], "d1");
    await of.query("update inbox set body = '{'");
    await deliverSignals(of, [renamed("2", "Bo")], "d2");
    await ingest(of);
    expect(await problems(of)).toEqual([
      { id: "d1", problem: expect.stringMatching(/^body: .*JSON/) },
      { id: "d2", problem: null },
    ]);
  });

  test("of a connection that is gone is put aside with the reason", async () => {
    const of = await company();
    await deliverSignals(of, [renamed("1", "Anna")], "d1");
    await of.query("delete from connections");
    await of.context.connections.forget(of.tenant.id);
    await ingest(of);
    expect(await problems(of)).toEqual([
      { id: "d1", problem: 'body: no connection "crm" takes deliveries' },
    ]);
  });
});

describe("what is said to us", () => {
  test("STOP ends marketing by text message to the number, for whoever has it", async () => {
    const of = await company();
    await of.addCustomers(
      { id: "1", mobile: NUMBER },
      { id: "2", mobile: NUMBER },
      { id: "3", mobile: "+46700000003" },
    );
    await deliverSignals(
      of,
      [replied("r1", "  stopp. "), replied("r2", "Fortsätt gärna", "+46700000003")],
      "d1",
    );
    await ingest(of);
    expect(await withdrawn(of, ["1", "2", "3"])).toEqual(["1 sms withdrawn", "2 sms withdrawn"]);
    const [consent] = [...(await of.in((tx) => readConsents(tx, ["1"]))).values()].flat();
    expect(consent).toMatchObject({
      at: MONDAY,
      source: "sms-reply",
      proof: "  stopp. ",
      purpose: "marketing",
    });
  });

  test("do not call ends calls, and the call is on the timeline", async () => {
    const of = await company();
    await of.addCustomers({ id: "1" }, { id: "2" });
    const call = { at: MONDAY, type: "call.finished", endedAt: MONDAY } as const;
    await deliverSignals(
      of,
      [
        {
          ...call,
          id: "k1",
          customerId: "1",
          outcome: "do-not-call",
          agent: "Eva",
          note: "Vill inte",
        },
        { ...call, id: "k2", customerId: "2", outcome: "declined" },
      ],
      "d1",
    );
    await ingest(of);
    expect(await withdrawn(of, ["1", "2"])).toEqual(["1 phone withdrawn"]);
    const lines = await of.query(
      "select customer_id as id, kind, outcome, text from interactions order by id",
    );
    expect(lines).toEqual([
      { id: "1", kind: "call", outcome: "do-not-call", text: "Vill inte" },
      { id: "2", kind: "call", outcome: "declined", text: "" },
    ]);
  });

  test("an answer from a number that two share is of whom we wrote to; of both where we wrote to neither", async () => {
    const of = await company();
    await of.addCustomers({ id: "1", mobile: NUMBER }, { id: "2", mobile: NUMBER });
    await of.publish("waiting", WAITING);
    for (const id of ["1", "2"]) {
      const start = { program: "waiting", customerId: id, agreementId: `a-${id}` };
      await startByHand(of.context, of.tenant, start);
    }
    await deliverSignals(of, [replied("r1", "Vem är detta?")], "d1");
    await ingest(of);
    const told = () =>
      of.query<{ count: number }>(`
      select customer_id as id, jsonb_array_length(jsonb_path_query_array(news, '$[*] ? (@.kind == "signal")')) as count
      from enrolments order by 1`);
    expect(await told()).toEqual([
      { id: "1", count: 1 },
      { id: "2", count: 1 },
    ]);
    const [{ enrolmentId = 0 } = {}] = await of.query<{ enrolmentId: number }>(
      `select id as "enrolmentId" from enrolments where customer_id = '2'`,
    );
    await of.in((tx) =>
      addSends(tx, [
        {
          ...{ customerId: "2", enrolmentId, seq: 1, at: MONDAY, channel: "sms", class: "service" },
          ...{ contactPoint: NUMBER, basis: "contract", program: "waiting", step: "rest" },
        },
      ]),
    );
    await deliverSignals(of, [replied("r2", "Ja tack")], "d2");
    await ingest(of);
    expect(await told()).toEqual([
      { id: "1", count: 1 },
      { id: "2", count: 2 },
    ]);
    expect(await of.query("select id from interactions order by id")).toEqual([
      { id: "r1:1" },
      { id: "r1:2" },
      { id: "r2:2" },
    ]);
  });

  test("from a number that nobody has is kept, and does nothing", async () => {
    const of = await company();
    await deliverSignals(of, [replied("r1", "STOP", "+46709999999")], "d1");
    await ingest(of);
    expect(await of.query("select id, customer_id from signals")).toEqual([
      { id: "r1", customer_id: null },
    ]);
  });
});
