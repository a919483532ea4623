import type { Agreement, Customer, Interaction, Signal } from "@perennial/contract";
import { applySignals } from "@perennial/runtime";
import { AGREEMENTS, asTenant, CUSTOMERS, upsertRecords } from "@perennial/store";
import { beforeAll, describe, expect, test } from "vitest";
import { queryAs } from "../../testing/query-as.ts";
import { clientAs, otherTenant, statusOf } from "../../testing/roles-and-tenants.ts";
import { useServer } from "../../testing/test-server.ts";

const server = useServer();
const AT = "2026-01-01T00:00:00.000Z";
const customer = (id: string, changes: Partial<Customer> = {}): Customer => ({
  ...{ id, kind: "person", name: `Kund ${id}`, locale: "sv", doNotCall: false, attributes: {} },
  ...{ updatedAt: AT, ...changes },
});
const agreement = (id: string, customerId: string): Agreement => ({
  ...{ id, customerId, party: "own", product: "Rörligt pris", kind: "variable", status: "active" },
  ...{ start: "2025-04-01", end: "2026-04-30", yearlyValue: 1_200_000, currency: "SEK" },
  ...{ attributes: {}, updatedAt: AT },
});
const identify = (query: Parameters<typeof ask>[0]) => ask(query);
const ask = (query: {
  readonly phone?: string;
  readonly entered?: string;
  readonly errand?: string;
  readonly selfService?: string;
  readonly selfServiceOutcome?: "done" | "failed" | "left";
  readonly callId?: string;
}) => server().client.ask("identifyCaller", { query: { ...query, locale: "en" } });

beforeAll(async () => {
  const { runtime, tenant } = server();
  await asTenant(runtime.db, tenant.id, async (tx) => {
    await upsertRecords(tx, CUSTOMERS, [
      customer("K-1", { name: "Anna Berg", mobile: "+46701112233" }),
      customer("K-2", { name: "Bo Ek", lastName: "Ek", phone: "+46812345678" }),
      customer("K-3", { name: "Cia Ek", lastName: "Ek", phone: "+46812345678" }),
      customer("F-1", { name: "Åkeriet AB", kind: "company", phone: "+46855555555" }),
      customer("K-4", { phone: "+46855555555", attributes: { companyId: "F-1" } }),
    ]);
    await upsertRecords(tx, AGREEMENTS, [agreement("A-100", "K-1")]);
  });
  // The plan computes it at night.
  await queryAs(server(), "update customers set value_class = 'gold' where id = 'K-1'");
});

/** What a CRM tells of a customer's part in a campaign of its own. */
function campaignTold(updatedAt: string, more: Partial<Interaction>, part: object = {}): Signal {
  const id = "campaign:00v1";
  const interaction: Interaction = {
    ...{ id, customerId: "K-2", kind: "campaign", direction: "out", channel: "email" },
    ...{ at: daysAgo(20), text: "Fast pris i vinter", outcome: "Sent", updatedAt, ...more },
    campaign: { id: "701", state: "running", until: "2099-12-31", ...part },
  };
  return {
    type: "interaction.happened",
    ...{ id: interaction.id, at: interaction.at, interaction },
  };
}
const daysAgo = (days: number) =>
  new Date(Date.parse(server().runtime.clock.now()) - days * 86_400_000).toISOString();

test("a campaign of the CRM's is an offer of late with its response, and runs until it is over", async () => {
  const { runtime, tenant } = server();
  const tell = (...signals: readonly Signal[]) =>
    asTenant(runtime.db, tenant.id, (tx) => applySignals(runtime, tx, { tenant, signals }));
  const pictured = async () => {
    const { picture } = await ask({ entered: "K-2" });
    const { offers = [], campaigns = [], history = [] } = picture ?? {};
    return { offers, campaigns, history: history.map(({ sentence }) => sentence) };
  };
  await tell(campaignTold(daysAgo(20), {}));
  const offer = {
    ...{ offerId: "701", name: "Fast pris i vinter", at: daysAgo(20), channel: "email" },
    program: null,
  };
  const running = {
    ...{ campaignId: "701", name: "Fast pris i vinter", channel: "email", since: daysAgo(20) },
    until: "2099-12-31",
  };
  expect(await pictured()).toEqual({
    offers: [{ ...offer, response: "none", respondedAt: null, word: "Sent" }],
    campaigns: [{ ...running, answeredAt: null, word: "Sent" }],
    history: ["The customer is in the CRM's campaign “Fast pris i vinter”. Outcome: Sent."],
  });
  const answer = { outcome: "Registered", id: "campaign:00v1:answer", at: daysAgo(3) };
  await tell(
    campaignTold(daysAgo(3), { outcome: "Registered" }, { answeredAt: daysAgo(3) }),
    campaignTold(daysAgo(3), { ...answer, direction: "in" }, { answeredAt: daysAgo(3) }),
  );
  const answered = { word: "Registered", respondedAt: daysAgo(3), response: "answered" };
  expect(await pictured()).toEqual({
    offers: [{ ...offer, ...answered }],
    campaigns: [{ ...running, answeredAt: daysAgo(3), word: "Registered" }],
    history: [
      "The customer answered the campaign “Fast pris i vinter”. Outcome: Registered.",
      "The customer is in the CRM's campaign “Fast pris i vinter”. Outcome: Registered.",
    ],
  });
  const part = { answeredAt: daysAgo(3), state: "over" };
  await tell(campaignTold(daysAgo(1), { outcome: "Registered" }, part));
  expect(await pictured()).toMatchObject({ offers: [answered], campaigns: [] });
  await tell(campaignTold(daysAgo(0), {}, { state: "withdrawn" }));
  expect(await pictured()).toMatchObject({ offers: [], campaigns: [] });
});

describe("one request for a call", () => {
  test("gives all five outputs, each with its rule and reason, and the picture of the one who calls", async () => {
    const { identification, routing, picture, screenPop } = await identify({
      phone: "070-111 22 33",
    });
    expect(identification).toMatchObject({
      ...{ kind: "one", words: "Anna Berg is calling.", otherNumber: false },
      callers: [{ customerId: "K-1", by: "mobile" }],
    });
    expect(routing).toMatchObject({
      priority: { value: 80, rule: "gold-ending" },
      skill: { value: { id: "agreements", name: "Agreements" } },
      voiceMessage: { value: { id: "welcome", text: "Welcome. We answer soon." }, rule: null },
      selfServices: { value: [] },
      view: { value: { id: "agreement" } },
      highlight: { value: [{ id: "agreement-end" }] },
    });
    expect(routing.priority.reason).toContain("gold");
    expect(picture).toMatchObject({
      customer: { id: "K-1", name: "Anna Berg" },
      services: { agreements: ["Rörligt pris"] },
      value: { class: "gold" },
      agreements: [{ id: "A-100", daysLeft: expect.any(Number) }],
    });
    expect(picture?.talkPoints.map(({ id }) => id)).toContain("renewal");
    expect(picture?.talkPoints.find(({ id }) => id === "renewal")?.say).toContain("Rörligt pris");
    const page = new URL(screenPop);
    expect([page.pathname, page.searchParams.get("customer")]).toEqual(["/console/agent", "K-1"]);
  });

  test("of an unknown or withheld number gives the answer for unknown callers", async () => {
    for (const phone of ["+46799999999", "anonymous"]) {
      const { identification, routing, picture } = await identify({ phone });
      expect(identification).toMatchObject({ kind: "none", callers: [] });
      expect(routing).toMatchObject({
        priority: { value: 30, rule: null },
        skill: { value: { id: "general" } },
        voiceMessage: { value: { id: "welcome" } },
        selfServices: { value: [{ id: "my-pages" }] },
        view: { value: { id: "identify" } },
      });
      expect(picture).toBeNull();
    }
  });

  test("of a number that a household or a company shares names whom to ask for, and tells of nobody", async () => {
    const home = await identify({ phone: "08-12 34 56 78" });
    expect(home.identification).toMatchObject({
      kind: "household",
      callers: [{ name: "Bo Ek" }, { name: "Cia Ek" }],
    });
    expect(home.picture).toBeNull();
    const firm = await identify({ phone: "0046 8 555 555 55" });
    expect(firm.identification).toMatchObject({
      kind: "company",
      callers: [{ customerId: "F-1" }, { customerId: "K-4" }],
    });
    expect(new URL(firm.screenPop).searchParams.get("phone")).toBe("+46855555555");
  });

  test("goes by an entered id before the number, and says when the number is another's", async () => {
    const { identification } = await identify({ phone: "08-12 34 56 78", entered: "a-100" });
    expect(identification).toMatchObject({
      ...{ kind: "one", otherNumber: true },
      callers: [{ customerId: "K-1", by: "agreement" }],
    });
  });

  test("takes the errand and a self-service that failed, told with it or at the call's start", async () => {
    const outage = await identify({ phone: "anonymous", errand: "outage" });
    expect(outage.routing).toMatchObject({ priority: { value: 90, rule: "outage" } });
    const selfService = {
      service: "my-pages",
      at: server().runtime.clock.now(),
      outcome: "failed",
    };
    await server().client.ask("startCall", {
      body: {
        callId: "S-1",
        phone: "08-12 34 56 78",
        selfService: { ...selfService, outcome: "failed" },
      },
    });
    const failed = await identify({ entered: "K-2", callId: "S-1" });
    expect(failed.routing.highlight.value).toEqual([
      { id: "open-problem", name: "What did not work" },
    ]);
    expect(failed.picture?.talkPoints[0]).toMatchObject({ id: "self-service-failed", duty: true });
  });

  test("says which offers may be made and which not, with the legal reason", async () => {
    await server().client.ask("noteCall", {
      params: { id: "K-4" },
      body: { outcome: "do-not-call" },
    });
    const { picture } = await server().client.ask("getCallerPicture", {
      params: { id: "K-4" },
      query: { locale: "en" },
    });
    expect(picture.mayOffer).toEqual([]);
    expect(picture.mayNotOffer.length).toBeGreaterThan(0);
    expect(new Set(picture.mayNotOffer.map(({ why }) => why))).toEqual(new Set(["law"]));
    const anna = await server().client.ask("getCallerPicture", {
      params: { id: "K-1" },
      query: { direction: "in" },
    });
    expect(anna.picture.mayOffer.length).toBeGreaterThan(0);
    expect(anna.picture.mayOffer[0]?.ground).toMatch(/^Får erbjudas/);
  });
});

describe("a call that is told", () => {
  test("is on for its customer until it is over, and counts as registered when what came of it is known", async () => {
    const { client } = server();
    const start = { callId: "C-10", phone: "+46701112233", team: "avtal" };
    expect(await client.ask("startCall", { body: start })).toEqual({
      ...{ callId: "C-10", customerId: "K-1", held: true },
    });
    const { picture } = await identify({ phone: "+46701112233" });
    expect(picture?.ongoing).toMatchObject({ callId: "C-10" });
    const over = await client.ask("finishCall", {
      params: { callId: "C-10" },
      body: { transfers: 1 },
    });
    expect(over).toEqual({ callId: "C-10", registered: false, promise: null, handOver: null });
    const body = {
      ...({ outcome: "reached", note: "Vill tänka.", errand: "renew" } as const),
      opportunity: { name: "Fast pris", offer: "fixed", amount: 129_900, sold: true },
    };
    const done = await client.ask("finishCall", { params: { callId: "C-10" }, body });
    expect(done.registered).toBe(true);
    expect(
      await queryAs(
        server(),
        "select direction, team, outcome, transfers, sold from phone_calls where id = 'C-10'",
      ),
    ).toEqual([
      { direction: "in", team: "avtal", outcome: "reached", transfers: 1, sold: 129_900 },
    ]);
    const seen = await identify({ phone: "+46701112233" });
    expect(seen.picture?.ongoing).toBeNull();
    expect(seen.picture?.history[0]).toMatchObject({
      kind: "call",
      direction: "in",
      text: "Vill tänka.",
    });
    expect(seen.picture?.offers).toMatchObject([{ offerId: "fixed", channel: "phone" }]);
  });

  test("with a promise is called back from the list on that day, and what cannot be kept is refused", async () => {
    const { client } = server();
    const params = { callId: "C-11" };
    const told = (date: string) =>
      client.ask("finishCall", {
        params,
        body: { customerId: "K-2", outcome: "reached", promise: { date, about: "fast pris" } },
      });
    await expect(told("2026-04-03")).rejects.toMatchObject({
      problem: {
        status: 409,
        detail: "No calls are made then. The next day with calls is 7 April 2026.",
      },
    });
    const { promise } = await told("2026-03-05");
    expect(promise).toMatchObject({ standing: "later", date: "2026-03-05", name: "Bo Ek" });
    expect((await client.ask("listPromises", { query: { customer: "K-2" } })).items).toHaveLength(
      1,
    );
    for await (const _day of client.stream("forwardClock", { body: { by: "P4D" } }));
    const listed = (await client.ask("listCalls")).items.find(
      ({ customerId }) => customerId === "K-2",
    );
    expect(listed).toMatchObject({
      commandId: `promise:${promise?.id}`,
      phone: "+46812345678",
      priority: 100,
    });
    expect(listed?.reason).toContain("har lovat att ringa den 5 mars 2026");
    const missed = await client.ask("listPromises", { query: { standing: "missed" } });
    expect(missed.items).toMatchObject([{ customerId: "K-2", standing: "missed" }]);
    const { commandId } = listed ?? {};
    await client.ask("finishCall", {
      params: { callId: "C-12" },
      body: { customerId: "K-2", outcome: "reached", ...(commandId && { commandId }) },
    });
    expect((await client.ask("listPromises", { query: { customer: "K-2" } })).items).toEqual([]);
  });

  test("leaves a note that the next agent reads and takes up", async () => {
    const { client } = server();
    await client.ask("startCall", { body: { callId: "C-13", customerId: "K-3" } });
    const note = await client.ask("handOver", {
      params: { callId: "C-13" },
      body: { to: "avtal", text: "Vill ha fast pris." },
    });
    const asked = () =>
      client.ask("getCallerPicture", { params: { id: "K-3" }, query: { locale: "en" } });
    const { picture } = await asked();
    expect(picture.notes).toMatchObject([{ text: "Vill ha fast pris.", to: "avtal" }]);
    expect(picture.talkPoints[0]?.id).toBe("handed-over");
    const taken = await client.ask("takeHandOver", { params: { id: note.id } });
    expect(taken).toMatchObject({ takenBy: "console" });
    expect((await asked()).picture.notes).toEqual([]);
  });

  test("of nobody cannot have an outcome, and of nobody known neither", async () => {
    const { client } = server();
    const told = (customerId?: string) =>
      client.ask("finishCall", {
        params: { callId: "C-14" },
        body: { outcome: "reached", ...(customerId !== undefined && { customerId }) },
      });
    await expect(told()).rejects.toThrow("Say whom the call was with");
    expect(await statusOf(told("nobody"))).toBe(404);
  });
});

describe("how calls are answered", () => {
  test("is ready at the beginning, is checked at the place, and holds from the next call on", async () => {
    const { client } = server();
    const { service, isReady, problems } = await client.ask("getService");
    expect([isReady, problems]).toEqual([true, []]);
    const text = "routing:\n  skills: {}\n  views: {}\n";
    const checked = await client.ask("checkService", { body: { service: text } });
    expect(checked.problems.map(({ code }) => code)).toContain("no-default");
    expect(checked.problems.every(({ line }) => line >= 1)).toBe(true);
    await expect(client.ask("putService", { body: { service: text } })).rejects.toMatchObject({
      problem: { status: 422 },
    });
    const routing = service.routing as { readonly unknown: object };
    const changed = {
      ...service,
      routing: { ...routing, unknown: { ...routing.unknown, priority: 55 } },
    };
    await client.ask("putService", { body: { service: changed } });
    expect((await identify({ phone: "anonymous" })).routing.priority.value).toBe(55);
    expect((await client.ask("getService")).isReady).toBe(false);
  });
});

describe("who may", () => {
  test("a telephone system's token asks for callers and tells calls, and nothing else", async () => {
    const exchange = await clientAs(server(), "telephony");
    expect(await statusOf(exchange.ask("identifyCaller", { query: { phone: "08-1" } }))).toBe(200);
    expect(await statusOf(exchange.ask("startCall", { body: { callId: "T-1" } }))).toBe(200);
    const over = exchange.ask("finishCall", { params: { callId: "T-1" }, body: {} });
    expect(await statusOf(over)).toBe(200);
    const params = { id: "K-1" };
    for (const refused of [
      () => exchange.ask("getCallerPicture", { params }),
      () => exchange.ask("listCustomers"),
      () => exchange.ask("getService"),
      () => exchange.ask("listTokens"),
      () => exchange.ask("noteCall", { params, body: { outcome: "reached" } }),
    ]) {
      expect(await statusOf(refused())).toBe(403);
    }
    const made = await server().client.ask("createToken", {
      body: { label: "Växeln", role: "telephony" },
    });
    const session = server().client.ask("startSession", { body: { token: made.token } });
    expect(await statusOf(session)).toBe(403);
  });

  test("agents answer, viewers do not, and marketers say how; each company's callers are its own", async () => {
    const viewer = await clientAs(server(), "viewer");
    const agent = await clientAs(server(), "agent");
    const query = { phone: "+46701112233" };
    expect(await statusOf(viewer.ask("identifyCaller", { query }))).toBe(403);
    expect(await statusOf(agent.ask("identifyCaller", { query }))).toBe(200);
    expect(await statusOf(agent.ask("putService", { body: { service: {} } }))).toBe(403);
    const mallory = await clientAs(server(), "admin", await otherTenant(server()));
    const found = await mallory.ask("identifyCaller", { query });
    expect(found.identification.kind).toBe("none");
    const entered = await mallory.ask("identifyCaller", { query: { entered: "K-1" } });
    expect(entered.identification.kind).toBe("none");
    const params = { callId: "C-10" };
    const told = mallory.ask("finishCall", {
      params,
      body: { customerId: "K-1", outcome: "reached" },
    });
    expect(await statusOf(told)).toBe(404);
    const note = mallory.ask("handOver", { params, body: { to: "x", text: "x" } });
    expect(await statusOf(note)).toBe(404);
    expect((await mallory.ask("listPromises")).items).toEqual([]);
  });
});
