import { createHmac } from "node:crypto";
import { basicAuth, secretValues, signWebhook } from "@perennial/connector-kit";
import { testContext } from "@perennial/connector-kit/testing";
import { describe, expect, test } from "vitest";
import { createWebhook } from "./webhook-connector.ts";
import { WebhookSettings } from "./webhook-settings.ts";

const NOW = "2026-03-02T09:00:00.000Z";
const SECONDS = Date.parse(NOW) / 1000;
const BODY = '{"id":"evt_1","n":7}';
const SECRET = "inbound-canary-1234";
const OLD = "inbound-canary-0000";
const SIGNING = `whsec_${Buffer.alloc(32, 3).toString("base64")}`;
const webhook = createWebhook();

type Given = Readonly<Record<string, unknown>>;

function verdict(given: Given, headers: Record<string, string>, body = BODY) {
  const settings = WebhookSettings.parse({ inboundSecret: SECRET, ...given });
  const request = { method: "POST", url: "https://p.example/hooks/1", headers, body };
  return webhook.inbound?.verify(request, settings, NOW);
}

const hmac = (content: string, secret = SECRET, form: "hex" | "base64" = "hex") =>
  createHmac("sha256", secret).update(content).digest(form);

/** A right delivery by each form, signed with or showing a secret. */
const FORMS: Readonly<Record<string, (secret: string) => readonly [Given, Given]>> = {
  github: (secret) => [
    { kind: "github" },
    { "x-hub-signature-256": `sha256=${hmac(BODY, secret)}` },
  ],
  stripe: (secret) => [
    { kind: "stripe" },
    { "stripe-signature": `t=${SECONDS},v1=${hmac(`${SECONDS}.${BODY}`, secret)}` },
  ],
  shopify: (secret) => [
    { kind: "shopify" },
    { "x-shopify-hmac-sha256": hmac(BODY, secret, "base64") },
  ],
  woocommerce: (secret) => [
    { kind: "woocommerce" },
    { "x-wc-webhook-signature": hmac(BODY, secret, "base64") },
  ],
  hmac: (secret) => [
    { kind: "hmac", header: "X-Sign", prefix: "v2=" },
    { "x-sign": `v2=${hmac(BODY, secret)}` },
  ],
  "hmac with a time": (secret) => [
    {
      ...{ kind: "hmac", header: "x-sign", signed: "timestamp.body", tolerance: 60 },
      timestamp: { header: "X-Time" },
    },
    { "x-sign": hmac(`${SECONDS}.${BODY}`, secret), "x-time": String(SECONDS) },
  ],
  bearer: (secret) => [{ kind: "bearer" }, { authorization: `Bearer ${secret}` }],
  "a header": (secret) => [{ kind: "bearer", header: "X-Api-Key" }, { "x-api-key": secret }],
  basic: (secret) => [
    { kind: "basic", username: "crm" },
    { authorization: basicAuth("crm", secret) },
  ],
};

describe("a delivery", () => {
  test.each(Object.keys(FORMS))("by %s is genuine with the secret of now or before", (name) => {
    const judge = (secret: string, more: Given = {}) => {
      const [inboundAuth, headers] = FORMS[name]?.(secret) ?? [{}, {}];
      return verdict({ inboundAuth, ...more }, headers as Record<string, string>)?.genuine;
    };
    expect(judge(SECRET)).toBe(true);
    expect(judge(OLD)).toBe(false);
    expect(judge(OLD, { previousInboundSecret: OLD })).toBe(true);
    expect(judge("another-secret-of-16")).toBe(false);
  });

  test("of one form is not one of another", () => {
    for (const [one, other] of [
      ["github", "shopify"],
      ["bearer", "basic"],
      ["stripe", "github"],
    ]) {
      const [, headers] = FORMS[one ?? ""]?.(SECRET) ?? [];
      const [inboundAuth] = FORMS[other ?? ""]?.(SECRET) ?? [];
      const judged = verdict({ inboundAuth }, headers as Record<string, string>);
      expect(judged?.genuine).toBe(false);
    }
  });
});

describe("the id of a delivery", () => {
  const idOf = (given: Given, headers: Record<string, string>, body = BODY) => {
    const bearer = { authorization: `Bearer ${SECRET}` };
    const judged = verdict(
      { inboundAuth: { kind: "bearer" }, ...given },
      { ...bearer, ...headers },
      body,
    );
    return judged?.genuine ? judged.deliveryId : "refused";
  };

  test("is that of Standard Webhooks, which is signed", () => {
    const headers = signWebhook({ id: "msg_1", at: NOW, body: BODY, secrets: [SIGNING] });
    const settings = WebhookSettings.parse({ signingSecret: SIGNING });
    const request = { method: "POST", url: "https://p.example", headers, body: BODY };
    const judged = webhook.inbound?.verify(request, settings, NOW);
    expect(judged).toEqual({ genuine: true, deliveryId: "msg_1" });
  });

  test("stands in the body of Stripe and in a header of the others", () => {
    const [inboundAuth, headers] = FORMS.stripe?.(SECRET) ?? [{}, {}];
    const judged = verdict({ inboundAuth }, headers as Record<string, string>);
    expect(judged).toEqual({ genuine: true, deliveryId: "evt_1" });
    const [github, signed] = FORMS.github?.(SECRET) ?? [{}, {}];
    const named = { ...(signed as Record<string, string>), "x-github-delivery": "guid-1" };
    expect(verdict({ inboundAuth: github }, named)).toMatchObject({
      deliveryId: expect.stringMatching(/^guid-1~/),
    });
  });

  test("is a header's or a path's where the connection says so", () => {
    expect(idOf({ deliveryId: { path: "$.n" } }, {})).toBe("7");
    expect(idOf({ deliveryId: { path: "$.none" } }, {})).toBeUndefined();
    expect(idOf({ deliveryId: { path: "$.n" } }, {}, "not json")).toBeUndefined();
    expect(idOf({ deliveryId: { header: "X-Id" } }, { "x-id": "a" })).toMatch(/^a~/);
  });

  test("is else webhook-id or Idempotency-Key, in quotes or bare", () => {
    const quoted = idOf({}, { "idempotency-key": '"k-1"' });
    expect(quoted).toMatch(/^k-1~[\w-]{22}$/);
    expect(idOf({}, { "idempotency-key": "k-1" })).toBe(quoted);
    expect(idOf({}, { "webhook-id": "w-1", "idempotency-key": "k-1" })).toMatch(/^w-1~/);
    expect(idOf({}, {})).toBeUndefined();
  });

  test("from a header counts with the body, for nobody signed the header", () => {
    const one = idOf({}, { "idempotency-key": "k-1" });
    expect(idOf({}, { "idempotency-key": "k-1" }, '{"other":1}')).not.toBe(one);
  });
});

describe("settings", () => {
  const fault = (given: Given) => {
    const { error } = WebhookSettings.safeParse(given);
    return error?.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  };

  test("ask for what the others call for", () => {
    expect(fault({ inboundAuth: { kind: "stripe" } })).toEqual([
      "inboundSecret: deliveries by stripe need a secret",
    ]);
    expect(fault({})?.[0]).toMatch(/^signingSecret: /);
    expect(fault({ signingSecret: SIGNING, baseUrl: "https://crm.example" })?.[0]).toMatch(
      /^token/,
    );
    expect(fault({ signingSecret: SIGNING, token: "t" })?.[0]).toMatch(/^baseUrl/);
    expect(fault({ inboundAuth: { kind: "github" }, inboundSecret: "short" })).toHaveLength(1);
    expect(fault({ signingSecret: SIGNING })).toBeUndefined();
  });

  test("take a time only where it is signed", () => {
    const auth = { kind: "hmac", header: "x-sign", timestamp: { header: "x-time" } };
    expect(fault({ inboundAuth: auth, inboundSecret: SECRET })?.[0]).toMatch(
      /^inboundAuth\.timestamp: a time proves something only if it is signed/,
    );
  });

  test("have each of their secrets where it is sealed and never logged", () => {
    const given = {
      ...{ inboundAuth: { kind: "basic", username: "crm" }, inboundSecret: SECRET },
      ...{ previousInboundSecret: OLD, signingSecret: SIGNING },
    };
    const settings = WebhookSettings.parse(given);
    expect(new Set(secretValues(WebhookSettings, settings))).toEqual(
      new Set([SECRET, OLD, SIGNING]),
    );
  });
});

test("a connection without an address receives, asks nobody and refuses what it should send", async () => {
  const settings = WebhookSettings.parse({
    inboundAuth: { kind: "github" },
    inboundSecret: SECRET,
  });
  const session = await webhook.open(settings, testContext());
  await session.check();
  const pages = [];
  for await (const page of session.changesSince?.(undefined) ?? []) pages.push(page);
  expect(pages).toEqual([]);
  const note = { kind: "add-note", id: "n-1", customerId: "c-1", at: NOW, text: "x" } as const;
  expect(await session.perform([note])).toEqual([
    {
      ...{ commandId: "n-1", outcome: "refused", kind: "invalid" },
      message: "this connection only receives; give it an address and a token to send to",
    },
  ]);
  await session.close();
});
