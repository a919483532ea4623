import { beforeAll, describe, expect, test } from "vitest";
import { json, problemIn, useServer } from "../testing/test-server.ts";

const server = useServer();
const ask = () => server().client;

beforeAll(async () => {
  for await (const _day of ask().stream("forwardClock", { body: { by: "P2D" } }));
}, 60_000);

/** The plan in force, with tiers that take other months of membership. */
async function planWith(silver: number, gold: number) {
  const { inForce } = await ask().ask("getPlan");
  const tiers = [
    { id: "member", name: { sv: "Medlem", en: "Member" }, from: 0 },
    { id: "silver", name: { sv: "Silver", en: "Silver" }, from: silver },
    { id: "gold", name: { sv: "Guld", en: "Gold" }, from: gold },
  ];
  return { ...inForce?.plan, tiers: { basis: "tenure", downgrade: "full", tiers } };
}

describe("the demo's plan", () => {
  test("has placed everybody, with nothing for the checker to say of it", async () => {
    const { inForce, problems } = await ask().ask("getPlan");
    expect(inForce).toMatchObject({ version: 1, publishedBy: "demo", isInForce: true });
    expect(problems).toEqual([]);
    const { items } = await ask().ask("listNights");
    expect(items[0]).toMatchObject({ stage: "done", isBaseline: false, customers: 60 });
    const { items: places } = await ask().ask("getBase");
    const of = (kind: string) =>
      places
        .filter((each) => each.kind === kind)
        .reduce((total, { customers }) => total + customers, 0);
    const all = of("all");
    expect(all).toBeGreaterThanOrEqual(60);
    for (const kind of ["tier", "phase", "class", "flow", "band"]) expect(of(kind)).toBe(all);
  });

  test("sees that too many are in the develop phase (M-05), in the language asked for", async () => {
    const report = await ask().ask("getPhaseReport", { query: { locale: "en" } });
    expect(report.phases.reduce((sum, { customers }) => sum + customers, 0)).toBe(report.active);
    expect(report.warning).toMatch(/% of the active customers are in the develop phase; 80–90 %/);
  });

  test("fills the matrix: everybody of a class stands in one cell, with what the cell gets", async () => {
    const { customers, cells } = await ask().ask("getMatrix");
    expect(cells.reduce((sum, each) => sum + each.customers, 0)).toBe(customers);
    expect(cells.filter(({ valueClass }) => valueClass === "gold")).toEqual(
      expect.arrayContaining([expect.objectContaining({ strategy: "retain", churnGoal: 6 })]),
    );
  });

  test("keeps the statement of flows exact: start + new + won back - lost = end (D-06)", async () => {
    for (const to of ["2026-03-03", "2026-03-04"]) {
      const query = { from: "2026-03-02", to };
      const { statement, states } = await ask().ask("getFlows", { query });
      const { start, wonBack, lost, end } = statement;
      expect(start + statement.new + wonBack - lost).toBe(end);
      const inBase = states.filter(({ state }) => state !== "lost");
      expect(inBase.reduce((sum, each) => sum + each.end, 0)).toBe(end);
    }
  });
});

describe("a changed plan", () => {
  test("is shown on the base there is, and published with that preview alone", async () => {
    const plan = await planWith(1, 2);
    const lines = [];
    const input = { body: { plan }, query: { locale: "en" } } as const;
    for await (const line of ask().stream("previewPlan", input)) lines.push(line);
    const [first, last] = lines;
    if (!last || !("preview" in last)) throw new Error("there is no preview");
    const { preview } = last;
    const all = preview.customers;
    expect(first).toEqual({ progress: { done: all, total: all } });
    expect(preview).toMatchObject({ customers: expect.any(Number), fall: 0, join: 0, leave: 0 });
    expect(preview.rise).toBeGreaterThan(0);
    expect(preview.sentence).toMatch(/^\d+ members? would rise\.$/);
    expect(preview.groups.map(({ id }) => id)).toEqual(["electric-car", "large-solar"]);
    const refused = await server().ask("/v1/plan", json("PUT", { plan }));
    expect(await problemIn(refused)).toMatchObject({ status: 409, title: "Not previewed" });
    const other = { plan: await planWith(1, 3), preview: preview.fingerprint };
    expect((await server().ask("/v1/plan", json("PUT", other))).status).toBe(409);
    expect((await ask().ask("getPlan")).inForce?.version).toBe(1);
    const body = { plan, preview: preview.fingerprint };
    expect(await ask().ask("publishPlan", { body })).toMatchObject({ version: 2 });
    const { items } = await ask().ask("listPlanVersions");
    expect(items.map(({ version, isInForce }) => [version, isInForce])).toEqual([
      [2, true],
      [1, false],
    ]);
    const [night] = (await ask().ask("listNights")).items;
    expect(night).toMatchObject({ planVersion: 2, stage: "done", isBaseline: true });
    // What was looked at is in force now: it would be compared with itself.
    expect((await server().ask("/v1/plan", json("PUT", body))).status).toBe(409);
  });

  test("is refused where somebody else published meanwhile, whoever wrote over it", async () => {
    const version = (await ask().ask("getPlan")).inForce?.version ?? 0;
    const plan = { ...(await ask().ask("getPlan")).inForce?.plan, holdout: 3 };
    const first = { plan, basedOn: version, confirm: true };
    expect(await ask().ask("publishPlan", { body: first })).toMatchObject({ version: version + 1 });
    const second = { plan: { ...plan, holdout: 5 }, basedOn: version, confirm: true };
    const refused = await server().ask("/v1/plan", json("PUT", second));
    expect(await problemIn(refused)).toMatchObject({
      ...{ status: 409, title: "Changed meanwhile" },
      detail: expect.stringContaining(`Version ${version + 1} was published by console while`),
    });
    expect((await ask().ask("getPlan")).inForce?.plan).toMatchObject({ holdout: 3 });
  });

  test("has what its schema finds told by its place, for the form that stands there", async () => {
    const plan = { churn: { medium: 0.9, high: 0.6 }, holdout: 80, groups: [{ id: "a" }] };
    const { problems } = await ask().ask("checkPlan", { body: { plan } });
    expect(problems.map(({ path }) => path).toSorted()).toEqual([
      ...["churn", "groups.0.name", "groups.0.when", "holdout"],
    ]);
  });

  test("with errors is refused with line and column, confirmed or not", async () => {
    const plan =
      "phases: {}\nsegments:\n  - { id: a, name: { sv: A, en: A } }\n  - { id: a, name: { sv: B, en: B } }\n";
    const { errors, problems } = await ask().ask("checkPlan", { body: { plan } });
    expect(errors).toBeGreaterThan(0);
    expect(problems[0]).toMatchObject({ line: expect.any(Number), severity: expect.any(String) });
    const refused = await server().ask("/v1/plan", json("PUT", { plan, confirm: true }));
    expect(await problemIn(refused)).toMatchObject({
      status: 422,
      problems: [
        { place: expect.stringMatching(/^plan\.yaml:\d+:\d+$/) },
        ...Array(errors - 1).fill(expect.anything()),
      ],
    });
  });
});

describe("a tier set by hand", () => {
  test("holds at once, stands on the timeline with reason and name, and is given back to the rules", async () => {
    const [customer] = (await ask().ask("listCustomers")).items;
    const params = { id: customer?.id ?? "" };
    const before = (await ask().ask("getStanding", { params })).tier?.id;
    const tier = before === "member" ? "gold" : "member";
    const body = { tier, until: "2026-12-31", reason: "Lång tvist, löst." };
    const { standing, override } = await ask().ask("setTierOverride", { params, body });
    expect(override).toMatchObject({ tier, by: "console", isInForce: true });
    expect(standing.tier).toMatchObject({ id: tier, reason: "override", until: "2026-12-31" });
    expect((await ask().ask("getCustomerCard", { params })).standing?.tier?.id).toBe(tier);
    const back = await ask().ask("clearTierOverride", { params, body: { reason: "Var fel." } });
    expect(back).toMatchObject({
      cleared: true,
      standing: { tier: { id: before, override: null } },
    });
    const { items } = await ask().ask("getTimeline", { params });
    expect(items.map(({ text }) => text)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^Nivån sattes för hand till .* till och med 2026-12-31 av console: Lång tvist, löst\.$/,
        ),
        expect.stringMatching(/togs tillbaka av console: Var fel\.$/),
      ]),
    );
    const again = await ask().ask("clearTierOverride", { params, body: { reason: "Var fel." } });
    expect(again.cleared).toBe(false);
  });

  test("is one of the plan's, with an end that is not over", async () => {
    const [customer] = (await ask().ask("listCustomers")).items;
    const path = `/v1/customers/${customer?.id}/tier`;
    for (const [body, place] of [
      [{ tier: "platinum", until: null, reason: "Vill ha." }, "body.tier"],
      [{ tier: "gold", until: "2020-01-01", reason: "Vill ha." }, "body.until"],
    ] as const) {
      const answer = await problemIn(await server().ask(path, json("PUT", body)));
      expect(answer).toMatchObject({ status: 400, problems: [{ place }] });
    }
  });
});

describe("vouchers", () => {
  test("are issued once for a batch, and of many who use one at once, one does", async () => {
    const body = { offer: "Värmepump", batch: "var", to: { tier: "gold" } };
    const { issued } = await ask().ask("issueVouchers", { body });
    expect(issued).toBeGreaterThan(0);
    expect(await ask().ask("issueVouchers", { body })).toEqual({ batch: "var", issued });
    const { items } = await ask().ask("listVouchers", { query: { batch: "var", limit: 500 } });
    expect(items).toHaveLength(issued);
    const [{ code, customerId } = { code: "", customerId: "" }] = items;
    const redeem = (ref: string) =>
      ask().ask("redeemVoucher", {
        body: { code: code.toLowerCase(), customerId: customerId ?? "", ref },
        query: { locale: "en" },
      });
    const all = await Promise.all(["a", "b", "c", "d", "e"].map(redeem));
    expect(all.filter(({ accepted }) => accepted)).toHaveLength(1);
    const ref = ["a", "b", "c", "d", "e"][all.findIndex(({ accepted }) => accepted)] ?? "";
    expect(await redeem(ref)).toMatchObject({ accepted: true, isRepeat: true });
    expect(await redeem("f")).toMatchObject({
      ...{ accepted: false, reason: "used-up", sentence: "The voucher has been used already." },
    });
    const report = await ask().ask("getRedemptions");
    expect(report.items).toMatchObject([{ offer: "Värmepump", issued, used: 1, isLow: false }]);
  });

  test("name a customer that is not known, and no last day before the first", async () => {
    const to = { customers: ["nobody"] };
    const unknown = json("POST", { offer: "x", batch: "y", to });
    expect((await server().ask("/v1/vouchers", unknown)).status).toBe(404);
    const ended = json("POST", { offer: "x", batch: "y", to: { anybody: 1 }, until: "2020-01-01" });
    expect((await server().ask("/v1/vouchers", ended)).status).toBe(400);
  });
});

test("points are never spent beyond what there are, and the refusal says so", async () => {
  const [customer] = (await ask().ask("listCustomers")).items;
  const params = { id: customer?.id ?? "" };
  const body = { ref: "order-9", points: 1_000_000 };
  expect(await ask().ask("spendPoints", { params, body, query: { locale: "en" } })).toMatchObject({
    ...{ accepted: false, reason: "not-enough", sentence: "There are not enough points." },
  });
  const nobody = await server().ask("/v1/customers/nobody/points");
  expect(nobody.status).toBe(404);
});

test("days that are turned round, or beyond today, are refused", async () => {
  for (const query of ["from=2026-03-05&to=2026-03-02", "from=2026-03-02&to=2030-01-01"]) {
    const answer = await problemIn(await server().ask(`/v1/insight/flows?${query}`));
    expect(answer).toMatchObject({ status: 400, problems: [{ place: "query.to" }] });
  }
});
