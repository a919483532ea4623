import { ApiError, type Client, type DryRunView, type TrialView } from "@perennial/api";
import { beforeAll, describe, expect, test } from "vitest";
import { countAll } from "../../testing/count-all.ts";
import { clientAs, statusOf } from "../../testing/roles-and-tenants.ts";
import { json, useServer } from "../../testing/test-server.ts";

const server = useServer();
let marketer: Client;
beforeAll(async () => {
  marketer = await clientAs(server(), "marketer");
}, 60_000);

const RENEWAL = { params: { id: "renewal" }, query: { locale: "sv" } } as const;

/** A customer of the example company who has an agreement, and that agreement. */
async function somebody() {
  const { items } = await marketer.ask("listAgreements", { query: { limit: 500 } });
  const found = items.find(({ status, end }) => status === "active" && end !== undefined);
  return { customerId: found?.customerId ?? "", agreementId: found?.id ?? "" };
}
async function tried(body: object): Promise<TrialView> {
  return marketer.ask("tryOnCustomer", {
    ...RENEWAL,
    body: { source: "published", ...(await somebody()), ...body },
  });
}
/** All lines of a dry run. */
async function lines(body: object) {
  const all = [];
  for await (const line of marketer.stream("dryRun", { ...RENEWAL, body })) all.push(line);
  return all;
}
async function ran(body: object): Promise<DryRunView> {
  const last = (await lines({ source: "published", ...body })).at(-1);
  if (!last || !("result" in last)) throw new Error("the dry run has no result");
  return last.result;
}

describe("a try on one customer", () => {
  test("tells each step with its day, what would be sent, and why", async () => {
    const trial = await tried({});
    expect(trial.came).not.toBe("not");
    const kinds = trial.events.map(({ what }) => what);
    expect(kinds[0]).toBe("entered");
    const sent = trial.events.filter(({ message }) => message !== null);
    expect(sent.length).toBeGreaterThan(2);
    for (const { message, channel, stepTitle, sentence } of sent) {
      expect(message?.text).not.toMatch(/\{\{/);
      expect(message?.sms === null).toBe(channel !== "sms");
      expect([stepTitle, sentence]).toEqual([expect.any(String), expect.stringMatching(/\.$/)]);
    }
    expect(sent.find(({ channel }) => channel === "email")?.message?.subject).toEqual(
      expect.any(String),
    );
    expect([...trial.events].map(({ at }) => at)).toEqual(trial.events.map(({ at }) => at).sort());
    expect(trial.notes[0]).toBe("Ingenting skickades och ingenting sparades.");
  });

  test("tells why not, with the value of each condition and the least that would change it", async () => {
    const { customerId, agreementId } = await somebody();
    const files = (await marketer.ask("getProgram", RENEWAL)).files;
    const entry =
      "\nentry: { all: [{ field: agreement.status, is: equals, value: cancelled }, { field: agreement.end, is: is-set }] }\n";
    const yaml = files["program.yaml"]?.replace(/\nentry:\n(?: .*\n| *#.*\n)*/, entry) ?? "";
    const trial = await marketer.ask("tryOnCustomer", {
      ...RENEWAL,
      body: { customerId, agreementId, letIn: false, files: { ...files, "program.yaml": yaml } },
    });
    expect(trial).toMatchObject({ came: "not", events: [], entry: { holds: false } });
    expect(trial.entry.conditions.map(({ holds, decisive }) => [holds, decisive])).toEqual([
      [false, true],
      [true, false],
    ]);
    expect(trial.entry.nearest).toEqual(expect.any(String));
    expect(trial.doors.find(({ kind }) => kind === "date")?.day).toMatch(/^\d{4}-/);
  });

  test("may let the customer behave as is usual, the same by the same lot", async () => {
    const [first, again] = [
      await tried({ behaves: "usual", seed: "4" }),
      await tried({ behaves: "usual", seed: "4" }),
    ];
    expect(first).toEqual(again);
  });

  test("is refused for whom nobody knows, and for a program that is none", async () => {
    const asking = (body: object, id = "renewal") =>
      statusOf(
        marketer.ask("tryOnCustomer", {
          params: { id },
          body: { customerId: "nobody", source: "published", ...body },
        }),
      );
    const { customerId } = await somebody();
    expect(await asking({})).toBe(404);
    expect(await asking({ customerId, agreementId: "none" })).toBe(404);
    expect(await asking({ customerId }, "no-such")).toBe(404);
    expect(await asking({ customerId, files: { "program.yaml": "id: [" } })).toBe(422);
    expect(await asking({ customerId, from: "2026-02-31" })).toBe(400);
    expect(await asking({ customerId, days: 0 })).toBe(400);
  });
});

describe("a dry run over the base", () => {
  test("plans the calls against what the agents have time for, where that is set", async () => {
    expect((await ran({ days: 60 })).agents.plan).toBeNull();
    const week = { monday: 1, tuesday: 1, wednesday: 1, thursday: 1, friday: 1 };
    const capacity = { perDay: { ...week, saturday: 0, sunday: 0 }, days: [], reserve: 0 };
    await marketer.ask("putAgentCapacity", { body: { capacity } });
    const { agents, totals, days } = await ran({
      days: 180,
      assumptions: { ordersAfterNotice: 0 },
    });
    const plan = agents.plan;
    await marketer.ask("putAgentCapacity", { body: { capacity: null } });
    if (!plan) throw new Error("the calls were not planned");
    expect(totals.calls).toBeGreaterThan(0);
    expect(plan.planned + plan.leftOut).toBe(totals.calls);
    expect(plan.days.every(({ planned, capacity: room }) => planned <= room)).toBe(true);
    const asked = (date: string) => days.find((each) => each.date === date)?.calls ?? 0;
    expect(plan.days.every((each) => each.asked === asked(each.date))).toBe(true);
  });

  test("tells how far it is, then what it would come to by day, step, reason and cost", async () => {
    const all = await lines({ source: "published", days: 60 });
    const progress = all.flatMap((line) => ("progress" in line ? [line.progress] : []));
    expect(progress.length).toBe(all.length - 1);
    expect(progress[0]).toMatchObject({ phase: "counting" });
    expect(progress.at(-1)).toEqual({ phase: "playing", done: 60, total: 60 });
    const result = await ran({ days: 60 });
    expect(result).toMatchObject({ customers: 60, currency: "SEK", zone: "Europe/Stockholm" });
    expect(result.days).toHaveLength(60);
    for (const name of ["email", "sms", "cost", "entered", "callsMade"] as const) {
      const sum = result.days.reduce((total, day) => total + day[name], 0);
      expect(sum).toBe(result.totals[name]);
    }
    expect(result.costs.sms + result.costs.email + result.costs.calls).toBe(result.totals.cost);
    expect(result.totals.entered).toBeGreaterThan(0);
    expect(result.steps.map(({ number }) => number)).toEqual(
      result.steps.map((_, index) => index + 1),
    );
    expect(result.agents.minutes).toBe(result.agents.calls * 5);
  });

  test("comes to the same by the same lot, and to other costs by other prices", async () => {
    const dear = { assumptions: { costPerSmsSegment: 100 } };
    const [first, again, other] = [await ran({}), await ran({}), await ran(dear)];
    expect(first).toEqual(again);
    expect(other.costs.sms).toBe(first.costs.sms * 2);
    const told = other.assumptions.find(({ name }) => name === "costPerSmsSegment");
    expect(told).toMatchObject({ value: 100, usual: 50, unit: "money" });
  });

  test("sends nothing and keeps nothing", async () => {
    const before = await countAll(server());
    await ran({ days: 30 });
    await tried({});
    expect(await countAll(server())).toEqual(before);
  });

  test("ends when its reader leaves, and lets the next one begin", async () => {
    const leaving = new AbortController();
    const response = await fetch(new URL("/v1/programs/renewal/dry-run", server().url), {
      ...json("POST", { source: "published", days: 731 }),
      headers: { authorization: `Bearer ${server().token}`, "content-type": "application/json" },
      signal: leaving.signal,
    });
    const reader = response.body?.getReader();
    await reader?.read();
    expect(await statusOf(lines({ source: "published" }))).toBe(409);
    leaving.abort();
    // As soon as the server has seen that nobody listens any more, the next one is let in.
    await expect
      .poll(() => statusOf(lines({ source: "published", days: 1 })), { timeout: 10_000 })
      .toBe(200);
  });

  test("is refused with the place of what is wrong", async () => {
    const problem = async (body: object) => {
      const error: unknown = await lines(body).catch((reason: unknown) => reason);
      return error instanceof ApiError ? error.problem : undefined;
    };
    expect(await problem({ assumptions: { repliesYes: 2 } })).toMatchObject({
      ...{ status: 400, problems: [{ place: "body.assumptions.repliesYes" }, {}] },
    });
    expect(await problem({ assumptions: { callsPerDay: 3 } })).toMatchObject({
      problems: [{ place: "body.assumptions.callsPerDay" }],
    });
    expect(await problem({ settings: { nothing: 1 } })).toMatchObject({ status: 422 });
    expect(await problem({ days: 10_000 })).toMatchObject({ status: 400 });
  });
});

test("what a program did is told for each day and step, today included", async () => {
  for await (const _day of server().client.stream("forwardClock", { body: { by: "P3D" } }));
  const activity = await marketer.ask("getProgramActivity", {
    ...{ params: { id: "renewal" }, query: { days: "10", locale: "en" } },
  });
  expect(activity.days).toHaveLength(10);
  expect(activity.days.at(-1)?.date).toBe(activity.until);
  expect(activity.totals.entered).toBeGreaterThan(0);
  expect(activity.days.reduce((sum, { sent }) => sum + sent, 0)).toBe(activity.totals.sent);
  const { program } = await marketer.ask("getProgram", { params: { id: "renewal" } });
  expect(activity.steps.reduce((sum, { standing }) => sum + standing, 0)).toBe(program.running);
  expect(activity.steps.reduce((sum, { sent }) => sum + sent, 0)).toBe(activity.totals.sent);
});

test("who is in a program is told by name and where each stands, a page at a time", async () => {
  const ask = (query: {
    readonly after?: string;
    readonly limit?: string;
    readonly ended?: string;
  }) =>
    marketer.ask("listProgramPeople", {
      ...{ params: { id: "renewal" } },
      query: { locale: "sv", ...query },
    });
  const { items, next } = await ask({ limit: "2", ended: "false" });
  expect(items).toHaveLength(2);
  const { customer } = await marketer.ask("getCustomer", {
    params: { id: items[0]?.customerId ?? "" },
  });
  expect(items[0]?.name).toBe(customer.name);
  expect(items[0]?.stands).toMatch(/^[A-ZÅÄÖ]/);
  const second = await ask({ limit: "2", ended: "false", ...(next !== null && { after: next }) });
  expect(second.items.map(({ id }) => id)).not.toContain(items[0]?.id);
});

test("what each program did in the last days is one list", async () => {
  const { items } = await marketer.ask("listProgramOutcomes", { query: { days: "10" } });
  const { totals } = await marketer.ask("getProgramActivity", {
    ...{ params: { id: "renewal" }, query: { days: "10" } },
  });
  expect(items.find(({ program }) => program === "renewal")).toEqual({
    program: "renewal",
    ...totals,
  });
});

test("assumptions are told in words with their usual values", async () => {
  const { items } = await marketer.ask("listAssumptions", { query: { locale: "en" } });
  expect(items.find(({ name }) => name === "costPerCall")).toMatchObject({
    unit: "money",
    value: 4000,
  });
});
