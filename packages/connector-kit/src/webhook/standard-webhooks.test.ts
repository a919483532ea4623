import { readFileSync } from "node:fs";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, test, vi } from "vitest";
import { isWebhookSecret, signWebhook, verifyWebhook } from "./standard-webhooks.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const OTHER = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const NOW = "2021-02-25T15:02:10.000Z";
const BODY = '{"test": 2432232314}';
const VECTOR = {
  "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
  "webhook-timestamp": "1614265330",
  "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
};

function signed(parts: Partial<Parameters<typeof signWebhook>[0]> = {}) {
  return signWebhook({ id: "msg_1", at: NOW, body: BODY, secrets: [SECRET], ...parts });
}

function genuine(headers: Record<string, string>, body = BODY, now = NOW): boolean {
  return verifyWebhook({ headers, body }, [SECRET], now).genuine;
}

describe("signing", () => {
  test("the vector of the specification comes out to the byte", () => {
    const id = VECTOR["webhook-id"];
    expect(signed({ id })).toEqual(VECTOR);
  });

  test("while a secret is replaced, the headers carry a signature of each", () => {
    const both = signed({ secrets: [OTHER, SECRET] })["webhook-signature"];
    const each = [OTHER, SECRET].map(
      (secret) => signed({ secrets: [secret] })["webhook-signature"],
    );
    expect(both).toBe(each.join(" "));
  });

  test("the reference library signs alike and accepts what we sign, whatever the body", () => {
    vi.useFakeTimers({ now: Date.parse(NOW) });
    const property = fc.property(fc.string({ unit: "binary" }), fc.uuid(), (body, id) => {
      const reference = new Webhook(SECRET);
      const headers = signed({ id, body });
      expect(headers["webhook-signature"]).toBe(reference.sign(id, new Date(NOW), body));
      expect(() => reference.verify(body, headers, { jsonParse: false })).not.toThrow();
    });
    fc.assert(property, { seed: 46, numRuns: 200 });
    vi.useRealTimers();
  });
});

describe("verifying", () => {
  test("a genuine webhook gives the sender's delivery id", () => {
    const verdict = verifyWebhook({ headers: VECTOR, body: BODY }, [SECRET], NOW);
    expect(verdict).toEqual({ genuine: true, deliveryId: "msg_p5jXN8AQM9LWM0D4loKWxJek" });
  });

  test("the secret before and the secret after a change are both honoured", () => {
    for (const secrets of [[SECRET], [OTHER], [OTHER, SECRET]]) {
      const request = { headers: signed({ secrets }), body: BODY };
      expect(verifyWebhook(request, [SECRET, OTHER], NOW).genuine).toBe(true);
    }
  });

  test("a signature made with a secret we do not know is refused", () => {
    expect(genuine(signed({ secrets: [OTHER] }))).toBe(false);
  });

  test("one changed bit of the body is refused", () => {
    expect(genuine(VECTOR, BODY.replace("2", "3"))).toBe(false);
  });

  test("a changed id or time is refused", () => {
    expect(genuine({ ...VECTOR, "webhook-id": "msg_2" })).toBe(false);
    expect(genuine({ ...VECTOR, "webhook-timestamp": "1614265331" })).toBe(false);
  });

  test("five minutes off is accepted either way, a second more is not", () => {
    const at = (seconds: number) => new Date(Date.parse(NOW) + seconds * 1000).toISOString();
    expect(genuine(VECTOR, BODY, at(300))).toBe(true);
    expect(genuine(VECTOR, BODY, at(-300))).toBe(true);
    expect(genuine(VECTOR, BODY, at(301))).toBe(false);
    expect(genuine(VECTOR, BODY, at(-301))).toBe(false);
  });

  test("a missing or malformed header is refused with its name as the reason", () => {
    for (const name of Object.keys(VECTOR)) {
      const headers: Record<string, string> = { ...VECTOR, [name]: "" };
      const verdict = verifyWebhook({ headers, body: BODY }, [SECRET], NOW);
      expect(verdict).toMatchObject({ genuine: false, reason: expect.stringContaining(name) });
    }
    expect(genuine({ ...VECTOR, "webhook-id": "with.dot" })).toBe(false);
    expect(genuine({ ...VECTOR, "webhook-timestamp": "1e9" })).toBe(false);
  });

  test("no header, however odd, makes it throw or pass", () => {
    const text = fc.string({ unit: "binary" });
    const headers = fc.record({
      "webhook-id": fc.oneof(text, fc.constant("msg_1")),
      "webhook-timestamp": fc.oneof(text, fc.constant(VECTOR["webhook-timestamp"])),
      "webhook-signature": fc.oneof(
        text,
        text.map((one) => `v1,${one}`),
      ),
    });
    const property = fc.property(headers, text, (odd, body) => !genuine(odd, body));
    fc.assert(property, { seed: 46, numRuns: 500 });
  });
});

test("the reference library and we agree both ways while a secret is replaced, whatever the body", () => {
  vi.useFakeTimers({ now: Date.parse(NOW) });
  const property = fc.property(fc.string({ unit: "binary" }), fc.uuid(), (body, id) => {
    const both = signed({ id, body, secrets: [OTHER, SECRET] });
    for (const secret of [SECRET, OTHER]) {
      const reference = new Webhook(secret);
      expect(() => reference.verify(body, both, { jsonParse: false })).not.toThrow();
      const headers = {
        ...both,
        "webhook-signature": reference.sign(id, new Date(NOW), body),
      };
      const judged = verifyWebhook({ headers, body }, [SECRET, OTHER], NOW);
      expect(judged).toEqual({ genuine: true, deliveryId: id });
      expect(verifyWebhook({ headers, body: `${body}x` }, [SECRET, OTHER], NOW).genuine).toBe(
        false,
      );
    }
  });
  fc.assert(property, { seed: 46, numRuns: 200 });
  vi.useRealTimers();
});

test("a secret is whsec_ and 24 to 64 bytes in base64", () => {
  const ofLength = (bytes: number) => `whsec_${Buffer.alloc(bytes, 1).toString("base64")}`;
  expect([24, 32, 64].map((bytes) => isWebhookSecret(ofLength(bytes)))).toEqual([true, true, true]);
  expect([0, 23, 65].map((bytes) => isWebhookSecret(ofLength(bytes)))).toEqual([
    false,
    false,
    false,
  ]);
  expect(isWebhookSecret(SECRET.slice(6))).toBe(false);
  expect(isWebhookSecret("whsec_not base64!")).toBe(false);
});

test("no source of the kit depends on the reference library", () => {
  const { dependencies } = JSON.parse(
    readFileSync(new URL("../../package.json", import.meta.url), "utf8"),
  );
  expect(Object.keys(dependencies)).not.toContain("standardwebhooks");
});
