import type { OPERATIONS } from "@perennial/api";
import { asTenant, saveEvaluation, type TargetResult } from "@perennial/store";
import { beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { json, problemIn, useServer } from "../testing/test-server.ts";

const server = useServer();

type Asked = z.input<typeof OPERATIONS.getProgramResults.query>;

const HEADER = ["name", "objective", "target", "targetGroup", "responsible", "doneBy"];
const CLUB = `id: club
${HEADER.map((key) => `${key}: { sv: Klubben, en: The club }`).join("\n")}
updated: 2026-03-01
subject: customer
triggers: [{ signal: program.requested }]
holdout: 40
goal: { on: purchase.made }
reduces: [{ from: starter, to: lost }]
steps:
  - { id: rest, do: wait, for: P60D }
`;

/** How many customers are in each of the club's groups. */
const inside = { treated: 0, heldOut: 0 };

beforeAll(async () => {
  const { client } = server();
  const files = { "program.yaml": CLUB };
  await client.ask("putProgram", { params: { id: "club" }, body: { files } });
  await client.ask("setProgram", { params: { id: "club" }, body: { state: "active" } });
  const { items } = await client.ask("listCustomers", { query: { limit: 500 } });
  for (const { id: customerId } of items) {
    await client.ask("startEnrolment", { body: { program: "club", customerId } });
  }
  const entered = await client.ask("listEnrolments", { query: { program: "club", limit: 500 } });
  inside.heldOut = entered.items.filter(({ holdout }) => holdout).length;
  inside.treated = entered.items.length - inside.heldOut;
  for await (const _day of client.stream("forwardClock", { body: { by: "P3D" } }));
}, 120_000);

describe("a program's results", () => {
  const ask = (query: Asked) =>
    server().client.ask("getProgramResults", { params: { id: "club" }, query });

  test("compare those it let in with those it held out, each figure with what it means", async () => {
    expect(inside.treated).toBeGreaterThan(0);
    expect(inside.heldOut).toBeGreaterThan(0);
    const found = await ask({ window: "P1D", locale: "en" });
    expect(found).toMatchObject({
      ...{ program: "club", name: "The club", currency: "SEK", window: "P1D", windowDays: 1 },
      ...{ customers: inside, waiting: 0, confidence: 0.95 },
      flows: [{ from: "starter", to: "lost", aim: "reduces" }],
    });
    expect(found.comparisons.map(({ measure }) => measure)).toEqual([
      ...["conversion", "buyers", "frequency", "average-purchase", "lost", "spend", "net"],
    ]);
    expect(found.definitions.map(({ measure, unit }) => [measure, unit])).toEqual([
      ...[
        ["conversion", "share"],
        ["buyers", "share"],
        ["frequency", "number"],
        ["average-purchase", "money"],
        ["lost", "share"],
        ["spend", "money"],
        ["net", "money"],
        ["flow", "share"],
      ],
    ]);
    expect(found.definitions[0]).toMatchObject({
      name: "Reached the goal",
      definition: expect.stringMatching(/^The share of customers that reached/),
    });
    expect(found.lines[0]).toMatch(/^The club: \d+ customers with the program and \d+ in the/);
  });

  test("are told in Swedish where no language is asked for", async () => {
    const { name, lines } = await ask({ window: "P1D" });
    expect(name).toBe("Klubben");
    expect(lines[0]).toMatch(/^Klubben: \d+ kunder med programmet och \d+ i kontrollgruppen/);
  });

  test("wait for customers whose window is not over", async () => {
    const { customers, waiting, window } = await ask({});
    expect(window).toBe("P30D");
    expect({ customers, waiting }).toEqual({
      customers: { treated: 0, heldOut: 0 },
      waiting: inside.treated + inside.heldOut,
    });
  });

  test("are as sure as one asks for", async () => {
    const { confidence } = await ask({ window: "P1D", confidence: "0.8", margin: "0.3" });
    expect(confidence).toBe(0.8);
  });

  test.each([
    ["window=PT36H", "query.window", "whole days"],
    ["window=soon", "query.window", "ISO 8601"],
    ["margin=30", "query.margin", ""],
    ["margin=", "query.margin", ""],
    ["confidence=1", "query.confidence", ""],
    ["priceSms=-1", "query.priceSms", ""],
    ["price=1", "query.price", "no such field"],
  ])("are refused for %s, with the place", async (query, place, words) => {
    for (const path of ["/v1/programs/club/results", "/v1/results"]) {
      const problem = await problemIn(await server().ask(`${path}?${query}`));
      expect(problem).toMatchObject({ status: 400, problems: [{ place }] });
      expect(JSON.stringify(problem.problems)).toContain(words);
    }
  });

  test("of a program that there is not are not there", async () => {
    for (const what of ["results", "evaluations"]) {
      const problem = await problemIn(await server().ask(`/v1/programs/none/${what}`));
      expect(problem).toMatchObject({ status: 404, detail: 'There is no program "none".' });
    }
  });
});

describe("the results of all programs together", () => {
  test("are not there while nobody is held out of all, and say what to do", async () => {
    const problem = await problemIn(await server().ask("/v1/results"));
    expect(problem).toMatchObject({ status: 409, title: "Not ready" });
    expect(problem.detail).toContain('Set "holdout" in the lifecycle plan.');
  });

  test("compare the whole base since the plan holds out, in words of marketing", async () => {
    const { client } = server();
    const { inForce } = await client.ask("getPlan");
    const body = { plan: { ...inForce?.plan, holdout: 20 }, confirm: true };
    await client.ask("publishPlan", { body });
    for await (const _day of client.stream("forwardClock", { body: { by: "P2D" } }));
    const found = await client.ask("getResults", { query: { locale: "en" } });
    expect(found).toMatchObject({ program: null, windowDays: 2, waiting: 0, flows: [], parts: [] });
    expect(found.customers.heldOut).toBeGreaterThan(0);
    expect(found.customers.treated).toBeGreaterThan(found.customers.heldOut);
    expect(found.definitions.map(({ measure }) => measure)).not.toContain("conversion");
    expect(found.lines.join(" ")).not.toMatch(/the program |entered/);
  });
});

describe("a program's evaluations", () => {
  const RESULTS: readonly TargetResult[] = [
    {
      ...{ id: "answers", words: { sv: "Svarar", en: "Answer" }, kind: "share" },
      ...{ atLeast: 40, actual: 37.5, met: false },
    },
    {
      ...{ id: "soon", words: { sv: "Dagar", en: "Days" }, kind: "days" },
      ...{ atMost: 2, actual: null, met: null },
    },
  ];

  test("hold each target against what it came to, newest first", async () => {
    const { client, runtime, tenant } = server();
    const params = { id: "club" };
    expect(await client.ask("listEvaluations", { params })).toEqual({ items: [] });
    for (const dueOn of ["2026-03-02", "2026-06-02"]) {
      const from = "2026-02-02T23:00:00.000Z";
      const until = "2026-03-01T23:00:00.000Z";
      const made = { program: "club", dueOn, version: 1, from, until, results: RESULTS, words: "" };
      await asTenant(runtime.db, tenant.id, (tx) => saveEvaluation(tx, made, until));
    }
    const { items } = await client.ask("listEvaluations", { params, query: { locale: "en" } });
    expect(items.map(({ dueOn }) => dueOn)).toEqual(["2026-06-02", "2026-03-02"]);
    expect(items[0]).toMatchObject({ version: 1, met: 0, missed: 1, unknown: 1 });
    expect(items[0]?.targets).toEqual([
      {
        ...{ id: "answers", name: "Answer", unit: "percent", atLeast: 40, atMost: null },
        ...{ actual: 37.5, met: false },
        sentence: "Answer: 37.5\u00a0%, target at least 40\u00a0%: not met",
      },
      {
        ...{ id: "soon", name: "Days", unit: "days", atLeast: null, atMost: 2 },
        ...{ actual: null, met: null },
        sentence: "Days: nothing to measure yet, target at most 2\u00a0days",
      },
    ]);
    const swedish = await client.ask("listEvaluations", { params });
    expect(swedish.items[0]?.targets[0]?.sentence).toBe(
      "Svarar: 37,5\u00a0%, mål minst 40\u00a0%: inte nått",
    );
  });
});

test("results are for whoever may look, and not for whoever has no token", async () => {
  for (const path of [
    "/v1/results",
    "/v1/programs/club/results",
    "/v1/programs/club/evaluations",
  ]) {
    const response = await fetch(new URL(path, server().url));
    expect((await problemIn(response)).status).toBe(401);
    expect((await problemIn(await server().ask(path, json("POST", {})))).status).toBe(405);
  }
});
