import { Client } from "@perennial/api";
import { Customer } from "@perennial/contract";
import { addDays, localDateOf } from "@perennial/lifecycle";
import {
  addConsents,
  addRecords,
  asTenant,
  CUSTOMERS,
  ensureTenant,
  hashedEmail,
  INTERACTIONS,
  PURCHASES,
  upsertRecords,
} from "@perennial/store";
import { sql } from "kysely";
import { beforeAll, describe, expect, test } from "vitest";
import { problemIn, useServer } from "../../testing/test-server.ts";
import { putTestToken } from "../../testing/test-token.ts";

const server = useServer();
const DAY = 24 * 60 * 60_000;
const ZONE = "Europe/Stockholm";

interface Shop {
  readonly client: Client;
  readonly viewer: Client;
  readonly number: number;
  readonly today: string;
}

/**
 * Another tenant: 60 gold and 200 silver customers and 40 prospects. Gold have a heat pump and shop in two categories,
 * ten of silver have a high risk, and a year of flows has been counted: 30 came, 3 came back and 40 were lost.
 */
async function shop(): Promise<Shop> {
  const { runtime, url } = server();
  const { db, clock } = runtime;
  const now = Date.parse(clock.now());
  const at = (days: number) => new Date(now - days * DAY).toISOString();
  const today = localDateOf(clock.now(), ZONE);
  const about = { slug: "insight", name: "Butiken", timeZone: ZONE };
  const { id: tenant } = await ensureTenant(db, about, clock.now());
  const customers = Array.from({ length: 300 }, (_, index) =>
    Customer.parse({
      ...{ id: `k${index}`, name: `Kund ${index}`, updatedAt: at(1) },
      ...{ email: `k${index}@example.se`, attributes: { heat: heatOf(index) } },
      ...(index < 260 && { valueClass: index < 60 ? "gold" : "silver" }),
    }),
  );
  const buyers = customers.slice(0, 260);
  const purchases = buyers.flatMap(({ id }, index) =>
    Array.from({ length: index < 60 ? 2 : 1 }, (_, round) => ({
      ...{ id: `${id}-${round}`, customerId: id, at: at(30), amount: 10_000, currency: "SEK" },
      ...{ quantity: 1, discount: 0, category: `c${round}` },
    })),
  );
  const contact = { kind: "message", direction: "out", channel: "sms", text: "Hej" } as const;
  const reason = { kind: "survey-answer", direction: "in", channel: "other" } as const;
  const interactions = [
    ...["k0", "k1", "k2"].map((customerId) => ({
      id: `m-${customerId}`,
      customerId,
      at: at(9),
      ...contact,
    })),
    { id: "call", customerId: "k0", at: at(9), ...contact, kind: "call", direction: "in" } as const,
    ...["k5", "k6"].map((customerId) => ({
      ...{ id: `s-${customerId}`, customerId, at: at(9), ...reason, text: "exit: price" },
      outcome: "price",
    })),
  ];
  await asTenant(db, tenant, async (tx) => {
    await upsertRecords(tx, CUSTOMERS, customers);
    await addRecords(tx, PURCHASES, purchases);
    await addRecords(tx, INTERACTIONS, interactions);
    const given = { channel: "email", purpose: "marketing", state: "given", at: at(20) } as const;
    const how = { ...given, source: "form", legalBasis: "consent" } as const;
    await addConsents(tx, [{ ...how, customerId: "k260" }]);
    await tx.run(sql`
      insert into standings (tenant_id, customer_id, as_of, flow, risk)
      select tenant_id, id, ${today}::date,
        case when id = 'k10' then 'inactive' when id = 'k11' then 'growing' else 'active' end,
        case when id in ('k70', 'k71', 'k72', 'k73', 'k74', 'k75', 'k76', 'k77', 'k78', 'k79') then 'high' else 'low' end
      from customers where tenant_id = ${tx.tenant} and value_class is not null`);
    await tx.run(sql`
      insert into reviews (tenant_id, night, plan_version, stage, is_baseline, begun_at)
      values (${tx.tenant}, ${addDays(today, -200)}::date, 1, 'done', true, ${at(200)})`);
    await tx.run(sql`
      insert into migration_counts (tenant_id, on_day, kind, from_state, to_state, customers)
      values (${tx.tenant}, ${addDays(today, -90)}::date, 'flow', '', 'starter', 30),
        (${tx.tenant}, ${addDays(today, -60)}::date, 'flow', 'active', 'lost', 40),
        (${tx.tenant}, ${addDays(today, -30)}::date, 'flow', 'lost', 'active', 3)`);
  });
  const token = await putTestToken(db, { tenant, role: "marketer" });
  const seen = await putTestToken(db, { tenant, role: "viewer" });
  return {
    client: new Client({ url, token }),
    viewer: new Client({ url, token: seen }),
    ...{ number: tenant, today },
  };
}

function heatOf(index: number): string {
  if (index < 60) return "pump";
  return index % (index < 260 ? 5 : 2) === 0 ? "pump" : "district";
}

let other: Shop;
beforeAll(async () => {
  other = await shop();
}, 60_000);

const questionsOf = async (query: Readonly<Record<string, string>> = {}) => {
  const { questions, ...about } = await other.viewer.ask("getAssessment", {
    query: { locale: "en", ...query },
  });
  const of = (id: string) => questions.find((each) => each.id === id);
  return { of, questions, ...about };
};

describe("the self-assessment", () => {
  test("answers by the same figures as the flow report and the other reports", async () => {
    const { of, questions, from, to } = await questionsOf();
    expect(questions).toHaveLength(10);
    expect({ from, to }).toEqual({ from: addDays(other.today, -200), to: other.today });
    const { statement } = await other.viewer.ask("getFlows", { query: { from, to } });
    expect(statement).toMatchObject({ new: 30, lost: 40, wonBack: 3 });
    expect(of("churn")?.figure).toBe(statement.churn);
    expect(of("inflow")).toMatchObject({ figure: 33 / 40, verdict: "partly" });
    expect(of("return")).toMatchObject({ figure: 3 / 40, verdict: "partly" });
    expect(of("why")).toMatchObject({ figure: 2 / 40, verdict: "no" });
    expect(of("passive")).toMatchObject({ figure: 1 / statement.end, verdict: "partly" });
    expect(of("right-leave")).toMatchObject({ figure: 0, verdict: "yes" });
    expect(of("cross-sell")).toMatchObject({ figure: 60 / 260, verdict: "no" });
    expect(of("initiative")).toMatchObject({ figure: 3 / 4, verdict: "yes" });
    expect(of("all-they-can")).toMatchObject({ verdict: "unknown", threshold: null });
    expect(of("recruits")?.verdict).toBe("unknown");
  });

  test("tests recruits by the kept value report, with a cost that was given", async () => {
    const { client } = server();
    for await (const _day of client.stream("forwardClock", { body: { by: "P1D" } }));
    const cost = { acquisitionCost: "100" };
    const { purchases } = await client.ask("getValueReport", { query: cost });
    const { questions } = await client.ask("getAssessment", { query: cost });
    const found = questions.find(({ id }) => id === "recruits");
    const net = purchases?.acquisition?.netPresentValue;
    expect(found?.figure ?? null).toBe(net === undefined ? null : Math.round(net));
  });

  test("keeps the company's own answer with who and when, and the audit log has both", async () => {
    const { client } = other;
    const params = { question: "why" } as const;
    const none = await questionsOf();
    expect(none.of("why")?.own).toBeNull();
    await client.ask("putAssessmentAnswer", { params, body: { answer: "no" } });
    const body = { answer: "partly", note: " We ask some. " } as const;
    const kept = await client.ask("putAssessmentAnswer", { params, body });
    expect(kept).toMatchObject({ answer: "partly", note: "We ask some." });
    expect((await questionsOf()).of("why")?.own).toEqual(kept);
    const admin = await adminOf();
    const { items } = await admin.ask("listAudit", { query: { operation: "putAssessmentAnswer" } });
    expect(items).toHaveLength(2);
    expect(items[0]).toMatchObject({
      ...{ about: { question: "why" }, before: { answer: "no" }, after: { answer: "partly" } },
    });
    await client.ask("deleteAssessmentAnswer", { params, body: {} });
    expect((await questionsOf()).of("why")?.own).toBeNull();
  });

  test("takes an answer from nobody without the role, and to no other question", async () => {
    const params = { question: "why" } as const;
    const asked = other.viewer.ask("putAssessmentAnswer", { params, body: { answer: "no" } });
    await expect(asked).rejects.toMatchObject({ problem: { status: 403 } });
    const odd = { question: "weather" as "why" };
    const wrong = other.client.ask("putAssessmentAnswer", { params: odd, body: { answer: "no" } });
    await expect(wrong).rejects.toMatchObject({ problem: { status: 400 } });
  });
});

describe("twins", () => {
  test("tell what sets the best apart, with its bounds", async () => {
    const twins = await other.viewer.ask("getTwins", { query: { locale: "en" } });
    expect(twins).toMatchObject({ best: 60, others: 200, refusal: null, all: 60, usable: 1 });
    const [first] = twins.traits;
    expect(first).toMatchObject({ name: "heat", value: "pump", bestShare: 1, othersShare: 0.2 });
    expect(first?.low).toBeGreaterThan(1);
    expect(twins.leftOut).toEqual([
      {
        ...{ because: "no-consent", customers: 59 },
        words: "have no recorded consent to marketing by e-mail",
      },
    ]);
  });

  test("are handed out by hash to those with the role, and the audit log has it", async () => {
    const body = { of: "gold", who: "prospects", limit: 50 } as const;
    const found = await other.client.ask("exportTwins", { query: { locale: "en" }, body });
    expect(found).toMatchObject({ considered: 20, exported: 1 });
    const [item] = found.items;
    expect(item).toMatchObject({ id: "k260", emailSha256: hashedEmail("k260@example.se") });
    expect(item?.reasons).toEqual(["heat: pump"]);
    expect(found.csv).toBe(
      `id,email_sha256,points,reasons\r\nk260,${item?.emailSha256},${item?.points},heat: pump\r\n`,
    );
    const admin = await adminOf();
    const { items } = await admin.ask("listAudit", { query: { operation: "exportTwins" } });
    expect(items).toHaveLength(1);
    expect(items[0]?.about).toMatchObject({ ...body, considered: 20, exported: 1 });
    expect(JSON.stringify(items)).not.toContain("k260");
    await expect(other.viewer.ask("exportTwins", { body })).rejects.toMatchObject({
      problem: { status: 403 },
    });
  });

  test("of too few are refused with the reason, and of no group with the remedy", async () => {
    const few = await other.viewer.ask("getTwins", { query: { of: "gold/villa", locale: "sv" } });
    expect(few).toMatchObject({ traits: [], all: 0, refusal: expect.stringMatching(/minst 50/) });
    const answer = await server().ask("/v1/insight/twins?of=platinum");
    expect(await problemIn(answer)).toMatchObject({ status: 400 });
  });
});

async function adminOf(): Promise<Client> {
  const { runtime, url } = server();
  const token = await putTestToken(runtime.db, { tenant: other.number, role: "admin" });
  return new Client({ url, token });
}
