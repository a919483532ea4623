import {
  Client,
  type CONNECTOR_OPERATIONS,
  type DRAFT_OPERATIONS,
  type IMPORT_OPERATIONS,
  type LIBRARY_OPERATIONS,
  type MESSAGE_OPERATIONS,
  type ONBOARDING_OPERATIONS,
  OPERATIONS,
  type OperationId,
  type REPORT_OPERATIONS,
  type TRIAL_OPERATIONS,
} from "@perennial/api";
import { VISIT_CRITERIA } from "@perennial/lifecycle";
import { readLibraryProgram } from "@perennial/programs";
import { beforeAll, describe, expect, test } from "vitest";
import { json, useServer } from "../testing/test-server.ts";

const server = useServer();

beforeAll(async () => {
  for await (const _day of server().client.stream("forwardClock", { body: { by: "P4D" } }));
}, 60_000);

/** Somebody who is in the renewal program and has got something. */
async function someone(): Promise<{ customerId: string; agreementId: string }> {
  const { items } = await server().client.ask("listOutbox", { query: { state: "done" } });
  const [sent] = items;
  const { agreements } = await server().client.ask("getCustomer", {
    params: { id: sent?.customerId ?? "" },
  });
  return { customerId: sent?.customerId ?? "", agreementId: agreements[0]?.id ?? "" };
}

/** The person that the requests before have invited. */
async function anna(): Promise<string> {
  const { items } = await server().client.ask("listPeople");
  return items[0]?.id ?? "";
}

type Asked = (
  about: Awaited<ReturnType<typeof someone>>,
) => Promise<readonly [string, RequestInit?]>;

/** An address where nobody listens. */
const CLOSED = "http://127.0.0.1:9/hooks";

/** What takes an app at a vendor: asked in connections.test.ts. */
type OfApps =
  | "describeConnection"
  | "tryConnectionMapping"
  | "disconnect"
  | "createInstallInvite"
  | "getAdministrators"
  | "saveAdministrators";

/** What takes a CRM that tells of visits: asked in tests/browser/worklist.test.ts. */
type OfVisits = "getPlannedVisits";

/** What takes something that went wrong: asked in activity.test.ts. */
type OfFailures = "retryEffect" | "resolveEffect";

/** What takes a draft: asked in drafts.test.ts and trials.test.ts. */
type OfDrafts =
  | keyof typeof LIBRARY_OPERATIONS
  | keyof typeof DRAFT_OPERATIONS
  | keyof typeof TRIAL_OPERATIONS;

/** What has to do with setting up: asked in messages, connecting, setup and import beside them. */
type OfSettingUp =
  | keyof typeof MESSAGE_OPERATIONS
  | keyof typeof CONNECTOR_OPERATIONS
  | keyof typeof ONBOARDING_OPERATIONS
  | keyof typeof IMPORT_OPERATIONS;

/** Reports on the whole base: asked in reports.test.ts. */
type OfReports = keyof typeof REPORT_OPERATIONS;

/** A request for every operation there is. */
const REQUESTS: Readonly<
  Record<
    Exclude<OperationId, OfSettingUp | OfApps | OfDrafts | OfFailures | OfReports | OfVisits>,
    Asked
  >
> = {
  health: async () => ["/v1/health"],
  listDefinitions: async () => ["/v1/definitions?locale=en"],
  listCustomers: async () => ["/v1/customers?search=an&limit=5"],
  getCustomer: async ({ customerId }) => [`/v1/customers/${customerId}`],
  getContactability: async ({ customerId }) => [`/v1/customers/${customerId}/contactability`],
  getTimeline: async ({ customerId }) => [`/v1/customers/${customerId}/timeline`],
  explainCustomer: async ({ customerId }) => [`/v1/customers/${customerId}/explanation?locale=en`],
  listAgreements: async ({ customerId }) => [
    `/v1/agreements?customer=${customerId}&endsFrom=2020-01-01&endsTo=2040-12-31`,
  ],
  listPrograms: async () => ["/v1/programs"],
  getProgram: async () => ["/v1/programs/renewal?locale=en"],
  putProgram: async () => {
    const files = await readLibraryProgram("renewal");
    return ["/v1/programs/renewal", json("PUT", { files })];
  },
  setProgram: async () => [
    "/v1/programs/renewal/state",
    json("POST", { state: "active", settings: { clubDay: 12 } }),
  ],
  getAudience: async () => ["/v1/programs/renewal/audience"],
  getProgramResults: async () => ["/v1/programs/renewal/results?window=P1D&margin=0.3&locale=en"],
  listEvaluations: async () => ["/v1/programs/renewal/evaluations?locale=en"],
  listEnrolments: async () => ["/v1/enrolments?program=renewal&ended=false&limit=3"],
  startEnrolment: async ({ customerId, agreementId }) => [
    "/v1/enrolments",
    json("POST", { program: "renewal", customerId, agreementId, startAt: "signed-already" }),
  ],
  stopEnrolment: async () => {
    const { items } = await server().client.ask("listEnrolments", { query: { limit: 1 } });
    return [`/v1/enrolments/${items[0]?.id}/stop`, json("POST", {})];
  },
  listDecisions: async ({ customerId }) => [`/v1/decisions?customer=${customerId}&locale=en`],
  listOutbox: async ({ customerId }) => [`/v1/outbox?customer=${customerId}`],
  listPutAside: async () => ["/v1/put-aside?limit=5"],
  releasePutAside: async () => ["/v1/put-aside/release", json("POST", { ids: ["enrolment-1"] })],
  getOverview: async () => ["/v1/overview?locale=en"],
  listConnections: async () => ["/v1/connections"],
  getConnection: async () => ["/v1/connections/crm"],
  getConnectionForm: async () => ["/v1/connections/mail/form"],
  saveConnectionSettings: async () => [
    "/v1/connections/mail/settings",
    json("POST", { settings: { fromName: "Exempelkraft" } }),
  ],
  resyncConnection: async () => ["/v1/connections/crm/resync", json("POST", {})],
  getTenantSettings: async () => ["/v1/settings"],
  saveTenantSettings: async () => ["/v1/settings", json("POST", { name: "Exempelkraft" })],
  getAgentCapacity: async () => ["/v1/agent-capacity"],
  putAgentCapacity: async () => ["/v1/agent-capacity", json("PUT", { capacity: null })],
  getServiceReport: async () => ["/v1/insight/service?days=31&to=2026-01-31"],
  getVisitCriteria: async () => ["/v1/visit-criteria"],
  putVisitCriteria: async () => ["/v1/visit-criteria", json("PUT", { criteria: VISIT_CRITERIA })],
  getWorklist: async () => ["/v1/worklist?limit=5"],
  getWorklistGaps: async () => ["/v1/worklist/gaps"],
  getVisitEffect: async () => ["/v1/worklist/effect?since=2025-01-01"],
  listVisitSources: async () => ["/v1/worklist/visit-sources"],
  auditVisitPlan: async ({ customerId }) => [
    "/v1/worklist/plan-audit",
    json("POST", {
      ...{ from: "2026-01-01", to: "2026-01-21" },
      visits: [{ customerId, date: "2026-01-05" }],
    }),
  ],
  listRulePacks: async () => ["/v1/rule-packs?locale=en"],
  setSending: async () => ["/v1/sending", json("POST", { paused: false })],
  getSending: async () => ["/v1/sending"],
  startSession: async () => ["/v1/session", json("POST", { token: server().token })],
  renewSession: async () => {
    const body = { token: server().token };
    const { bearer } = await server().client.ask("startSession", { body });
    const headers = { "content-type": "application/json", authorization: `Bearer ${bearer}` };
    return ["/v1/session/renew", { ...json("POST", {}), headers }];
  },
  createLaunch: async () => ["/v1/session/launches", json("POST", { path: "/customers" })],
  endSession: async () => ["/v1/session", json("DELETE", {})],
  invitePerson: async () => [
    "/v1/people",
    json("POST", { name: "Anna", email: "anna@exempel.example", role: "marketer", mail: true }),
  ],
  listPeople: async () => ["/v1/people"],
  createSignInLink: async () => [`/v1/people/${await anna()}/links`, json("POST", {})],
  changePerson: async () => [`/v1/people/${await anna()}`, json("POST", { role: "viewer" })],
  removePerson: async () => [`/v1/people/${await anna()}`, json("DELETE", {})],
  createToken: async () => ["/v1/tokens", json("POST", { label: "Shop", role: "agent" })],
  listTokens: async () => ["/v1/tokens"],
  revokeToken: async () => {
    const { items } = await server().client.ask("listTokens");
    const id = items.find(({ isOwn }) => !isOwn)?.id;
    return [`/v1/tokens/${id}`, json("DELETE", {})];
  },
  listAudit: async () => ["/v1/audit?limit=5&operation=createToken"],
  listAuditNames: async () => ["/v1/audit/names"],
  exportCustomer: async ({ customerId }) => [
    `/v1/customers/${customerId}/export`,
    json("POST", {}),
  ],
  getCustomerCard: async ({ customerId }) => [`/v1/customers/${customerId}/card?locale=en`],
  pauseCustomer: async ({ customerId }) => [
    `/v1/customers/${customerId}/pause`,
    json("POST", { until: null }),
  ],
  stopProgram: async ({ customerId }) => [
    `/v1/customers/${customerId}/stop`,
    json("POST", { program: "nothing" }),
  ],
  noteCall: async ({ customerId }) => [
    `/v1/customers/${customerId}/calls`,
    json("POST", { outcome: "not-reached", id: "call-0001" }),
  ],
  listCalls: async () => ["/v1/calls"],
  identifyCaller: async ({ customerId }) => [
    `/v1/callers?phone=070-123%2045%2067&entered=${customerId}&errand=renew&selfService=my-pages&selfServiceOutcome=failed&locale=en`,
  ],
  getCallerPicture: async ({ customerId }) => [
    `/v1/customers/${customerId}/call-view?direction=out&locale=en`,
  ],
  startCall: async ({ customerId }) => [
    "/v1/phone-calls",
    json("POST", { callId: "C-1", customerId, direction: "in", team: "agreements" }),
  ],
  handOver: async ({ customerId }) => {
    await server().client.ask("startCall", { body: { callId: "C-2", customerId } });
    return [
      "/v1/phone-calls/C-2/hand-over",
      json("POST", { to: "agreements", text: "Wants a fixed price." }),
    ];
  },
  takeHandOver: async ({ customerId }) => {
    await server().client.ask("startCall", { body: { callId: "C-3", customerId } });
    const note = await server().client.ask("handOver", {
      params: { callId: "C-3" },
      body: { to: "agreements", text: "Wants to know more." },
    });
    return [`/v1/hand-overs/${note.id}/taken`, json("POST", {})];
  },
  finishCall: async ({ customerId }) => [
    "/v1/phone-calls/C-1/finished",
    json("POST", { customerId, outcome: "reached", note: "Wants to think about it." }),
  ],
  listPromises: async ({ customerId }) => [`/v1/promises?customer=${customerId}`],
  keepPromise: async ({ customerId }) => {
    const { promise } = await server().client.ask("finishCall", {
      params: { callId: "C-4" },
      body: { customerId, outcome: "reached", promise: { date: "2026-06-11", about: "offer" } },
    });
    return [`/v1/promises/${encodeURIComponent(promise?.id ?? "")}/kept`, json("POST", {})];
  },
  getService: async () => ["/v1/service"],
  checkService: async () => ["/v1/service/check", json("POST", { service: "routing: {}" })],
  putService: async () => {
    const { service } = await server().client.ask("getService");
    return ["/v1/service", json("PUT", { service })];
  },
  findCustomers: async () => [
    "/v1/customers/find?limit=5&locale=en",
    json("POST", { filter: { search: "an", endsWithinDays: 400 }, order: "value" }),
  ],
  countCustomers: async () => ["/v1/customers/count", json("POST", { filter: {} })],
  listConditionFields: async () => ["/v1/condition-fields"],
  describeCondition: async () => [
    "/v1/conditions/description",
    json("POST", { condition: { field: "customer.tier", is: "equals", value: "gold" } }),
  ],
  putSavedFilter: async () => [
    "/v1/saved-filters/ending-soon",
    json("PUT", { name: "Ending soon", filter: { endsWithinDays: 60 } }),
  ],
  listSavedFilters: async () => ["/v1/saved-filters"],
  deleteSavedFilter: async () => ["/v1/saved-filters/ending-soon", json("DELETE", {})],
  listHistory: async ({ customerId }) => [`/v1/customers/${customerId}/history?locale=en`],
  listPurchases: async ({ customerId }) => [`/v1/customers/${customerId}/purchases`],
  noteConsent: async ({ customerId }) => [
    `/v1/customers/${customerId}/consents`,
    json("POST", { channel: "email", purpose: "service", state: "given", proof: "On the phone." }),
  ],
  listConsents: async ({ customerId }) => [`/v1/customers/${customerId}/consents`],
  getCustomerOrigin: async ({ customerId }) => [`/v1/customers/${customerId}/origin?locale=en`],
  listActivity: async () => ["/v1/activity?outcome=sent&channel=sms&limit=5&locale=en"],
  listReasons: async () => ["/v1/activity/reasons?locale=en"],
  listEventTypes: async () => ["/v1/event-types"],
  putEndpoint: async () => ["/v1/endpoints/shop", json("PUT", { url: CLOSED })],
  listEndpoints: async () => ["/v1/endpoints"],
  pingEndpoint: async () => ["/v1/endpoints/shop/ping", json("POST", {})],
  listEventDeliveries: async () => ["/v1/endpoints/shop/deliveries?limit=5&state=pending"],
  replayEvents: async () => ["/v1/endpoints/shop/replay", json("POST", { eventIds: [1] })],
  rotateEndpointSecret: async () => ["/v1/endpoints/shop/secret", json("POST", {})],
  setEndpoint: async () => ["/v1/endpoints/shop/state", json("POST", { state: "disabled" })],
  deleteEndpoint: async () => ["/v1/endpoints/shop", json("DELETE", {})],
  tryWebhookMapping: async () => {
    const fields = { name: "$.name" };
    const rule = { name: "all", gives: "customer", id: "$.id", at: "$.at", fields };
    const sample = { id: 1, name: "Anna", at: "2026-03-02T09:00:00Z" };
    return [
      "/v1/connectors/webhook/try-mapping",
      json("POST", { mapping: { version: 1, rules: [rule] }, sample, headers: { "X-Topic": "a" } }),
    ];
  },
  getPlan: async () => ["/v1/plan"],
  checkPlan: async () => ["/v1/plan/check", json("POST", { plan: { phases: {} } })],
  previewPlan: async () => ["/v1/plan/preview?locale=en", json("POST", { plan: "phases: {}" })],
  publishPlan: async () => {
    const { inForce } = await server().client.ask("getPlan");
    return ["/v1/plan", json("PUT", { plan: inForce?.plan, confirm: true })];
  },
  listPlanVersions: async () => ["/v1/plan/versions"],
  getPlanVersion: async () => ["/v1/plan/versions/1"],
  listNights: async () => ["/v1/plan/nights?limit=3"],
  fitRiskModel: async () => ["/v1/plan/risk-model?locale=en", json("POST", {})],
  requestReview: async () => ["/v1/plan/review", json("POST", {})],
  getStanding: async ({ customerId }) => [`/v1/customers/${customerId}/standing?locale=en`],
  setTierOverride: async ({ customerId }) => [
    `/v1/customers/${customerId}/tier`,
    json("PUT", { tier: "gold", until: "2026-12-31", reason: "A long dispute, settled." }),
  ],
  clearTierOverride: async ({ customerId }) => [
    `/v1/customers/${customerId}/tier`,
    json("DELETE", { reason: "Was agreed for this year alone." }),
  ],
  getPoints: async ({ customerId }) => [`/v1/customers/${customerId}/points`],
  spendPoints: async ({ customerId }) => [
    `/v1/customers/${customerId}/points/spend`,
    json("POST", { ref: "order-1", points: 10 }),
  ],
  reversePoints: async ({ customerId }) => [
    `/v1/customers/${customerId}/points/reverse`,
    json("POST", { of: "spend", ref: "order-1" }),
  ],
  issueVouchers: async () => [
    "/v1/vouchers",
    json("POST", { offer: "Spring", batch: "spring", to: { group: "electric-car" } }),
  ],
  listVouchers: async () => ["/v1/vouchers?batch=spring&limit=5"],
  redeemVoucher: async ({ customerId }) => [
    "/v1/vouchers/redeem?locale=en",
    json("POST", { code: "3333-3333-3333", customerId, ref: "order-1" }),
  ],
  getRedemptions: async () => ["/v1/vouchers/redemptions"],
  getAssessment: async () => ["/v1/insight/assessment?locale=en&acquisitionCost=50000"],
  putAssessmentAnswer: async () => [
    "/v1/insight/assessment/churn",
    json("PUT", { answer: "partly", note: "Better than last year." }),
  ],
  deleteAssessmentAnswer: async () => ["/v1/insight/assessment/churn", json("DELETE", {})],
  getTwins: async () => ["/v1/insight/twins?of=gold&who=prospects&limit=5&locale=en"],
  exportTwins: async () => [
    "/v1/insight/twins/export?locale=en",
    json("POST", { of: "gold", who: "all", limit: 5 }),
  ],
  getBase: async () => ["/v1/insight/base"],
  getBaseHistory: async () => ["/v1/insight/base/nights?from=2026-03-01&to=2026-03-31"],
  getFlows: async () => ["/v1/insight/flows?from=2026-03-02&to=2026-03-04&locale=en"],
  getMoves: async () => ["/v1/insight/moves?kind=tier&from=2026-03-02&to=2026-03-31"],
  getMatrix: async () => ["/v1/insight/matrix"],
  getPhaseReport: async () => ["/v1/insight/phases"],
  getGroupReport: async () => ["/v1/insight/groups?from=2026-03-02&to=2026-03-31"],
  getResults: async () => {
    const { inForce } = await server().client.ask("getPlan");
    const plan = { ...inForce?.plan, holdout: 10 };
    await server().client.ask("publishPlan", { body: { plan, confirm: true } });
    return ["/v1/results?locale=en"];
  },
  eraseCustomer: async ({ customerId }) => {
    const { items } = await server().client.ask("listCustomers", { query: { limit: 500 } });
    const id = items.findLast((each) => each.id !== customerId)?.id ?? "";
    return [`/v1/customers/${id}/erase`, json("POST", { confirm: id })];
  },
  getClock: async () => ["/v1/clock"],
  forwardClock: async () => ["/v1/clock/forward", json("POST", { by: "P2D" })],
};

describe("an answer", () => {
  test.each(Object.entries(REQUESTS))("of %s is what its schema says", async (id, asked) => {
    const operation = OPERATIONS[id as OperationId];
    const [path, init] = await asked(await someone());
    const response = await server().ask(path, init);
    expect([response.status, await response.clone().text()]).toEqual([200, expect.anything()]);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const type = "stream" in operation ? "application/x-ndjson" : "application/json; charset=utf-8";
    expect(response.headers.get("content-type")).toBe(type);
    const lines = "stream" in operation ? (await response.text()).trim().split("\n") : undefined;
    const answers = lines?.map((line) => JSON.parse(line)) ?? [await response.json()];
    // As sent: a schema that would fill something in is no proof that it was there.
    for (const answer of answers) expect(operation.answer.parse(answer)).toEqual(answer);
    // Long work tells how far it is before it tells what came of it.
    expect(answers.length > 1).toBe(lines !== undefined);
  });

  test("tells of connections as they are now", async () => {
    const { items } = await server().client.ask("listConnections");
    expect(items.map(({ id, state, door }) => [id, state, door && new URL(door).pathname])).toEqual(
      [
        ["crm", "active", "/hooks/v1/1/crm"],
        ["dialer", "active", "/hooks/v1/1/dialer"],
        ["mail", "active", "/hooks/v1/1/mail"],
        ["sms", "active", "/hooks/v1/1/sms"],
      ],
    );
    expect(items[0]?.syncedAt).toMatch(/^2026-03-0\d/);
  });

  test("of a decision reads in the language that was asked for", async () => {
    const { customerId } = await someone();
    const [sv, en] = await Promise.all(
      (["sv", "en"] as const).map((locale) =>
        server().client.ask("listDecisions", { query: { customer: customerId, locale } }),
      ),
    );
    expect(sv?.items.at(-1)?.sentence).toBe(
      "Kom in i programmet eftersom avtalets slutdag närmade sig.",
    );
    expect(en?.items.at(-1)?.sentence).toBe(
      "Entered the program because the agreement's last day came near.",
    );
  });
});

describe("a list", () => {
  const LISTS = [
    "listCustomers",
    "listAgreements",
    "listEnrolments",
    "listDecisions",
    "listOutbox",
  ] as const;

  test.each(LISTS)("of %s is walked once from end to end by its pages", async (id) => {
    const whole = await walk(id, 500);
    expect(whole.length).toBeGreaterThan(7);
    expect(await walk(id, 3)).toEqual(whole);
    expect(new Set(whole).size).toBe(whole.length);
  });

  test("of a customer's contacts is walked once from end to end by its pages", async () => {
    const { customerId } = await someone();
    const params = { id: customerId };
    const { items } = await server().client.ask("getTimeline", { params });
    const walked = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await server().client.ask("getTimeline", { params, query: { after, limit: 1 } });
      walked.push(...page.items);
      after = page.next;
    }
    expect(walked).toEqual(items);
  });

  async function walk(id: (typeof LISTS)[number], limit: number): Promise<readonly unknown[]> {
    const ids: unknown[] = [];
    for (let after: string | null | undefined; after !== null; ) {
      const page = await server().client.ask(id, { query: { after, limit } });
      expect(page.items.length).toBeLessThanOrEqual(limit);
      ids.push(...page.items.map((each) => each.id));
      after = page.next;
    }
    return ids;
  }

  test("of customers finds a part of a name, a whole address, number or id", async () => {
    const { items } = await server().client.ask("listCustomers", { query: { limit: 500 } });
    const wanted = items.find((each) => each.email !== undefined && each.mobile !== undefined);
    for (const search of [wanted?.id, wanted?.email?.toUpperCase(), wanted?.mobile, wanted?.name]) {
      const found = await server().client.ask("listCustomers", { query: { search } });
      expect(found.items.map((each) => each.id)).toContain(wanted?.id);
    }
    const none = await server().client.ask("listCustomers", { query: { search: "%" } });
    expect(none).toEqual({ items: [], next: null });
  });
});

describe("the client", () => {
  test("gives the server's words where something is wrong", async () => {
    const asked = server().client.ask("getCustomer", { params: { id: "nobody" } });
    await expect(asked).rejects.toMatchObject({
      name: "ApiError",
      message: 'There is no customer "nobody".',
      problem: { status: 404, title: "Not found" },
    });
    const wrong = server().client.ask("listCustomers", { query: { limit: 0 } });
    await expect(wrong).rejects.toThrow(/see "problems" for each thing\.\n {2}query\.limit: /);
  });

  test("puts parts of a path so that they arrive as they are", async () => {
    const asked = server().client.ask("getCustomer", { params: { id: "a/b ?å" } });
    await expect(asked).rejects.toThrow('There is no customer "a/b ?å".');
  });

  test("says that nobody answers where there is no server", async () => {
    const client = new Client({ url: "http://127.0.0.1:1" });
    await expect(client.ask("health")).rejects.toThrow(TypeError);
    await expect(client.stream("forwardClock", { body: { by: "P1D" } }).next()).rejects.toThrow(
      TypeError,
    );
  });

  test("needs no token to learn whether the server is ready", async () => {
    const client = new Client({ url: server().url });
    expect(await client.ask("health")).toMatchObject({ status: "ready", demo: true });
    await expect(client.ask("listPrograms")).rejects.toMatchObject({ problem: { status: 401 } });
  });
});

test("a mapping is tried against a delivery, and what is wrong with it is told with its place", async () => {
  const sample = '{"id":820982911946154508,"at":"2026-03-02T10:00:00+01:00","name":"Anna"}';
  const fields = { name: "$.name" };
  const rule = { name: "all", gives: "customer", id: "$.id", at: "$.at", fields };
  const tried = (mapping: unknown) =>
    server().client.ask("tryWebhookMapping", { body: { mapping, sample } });
  expect(await tried({ version: 1, rules: [rule] })).toMatchObject({
    problems: [],
    rules: [
      {
        ...{ rule: "all", matched: true, unmet: null, items: 1 },
        signals: [{ id: "customer:820982911946154508:2026-03-02T09:00:00.000Z" }],
      },
    ],
  });
  const wrong = { ...rule, fields: { ...fields, nam: "$.name" } };
  const { problems, rules } = await tried({ version: 1, rules: [wrong] });
  expect(rules).toEqual([]);
  expect(problems).toEqual([
    {
      place: "rules[0].fields.nam",
      message: expect.stringMatching(/^all: customer has no field nam; write one of kind, name/),
    },
  ]);
});
