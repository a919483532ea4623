import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { basicAuth } from "../http/basic-auth.ts";
import { idempotencyKey } from "./idempotency-key.ts";
import { verifyBasicAuth, verifySharedSecret } from "./verify-shared-secret.ts";

const secrets = ["secret-of-today-1", "secret-of-yesterday-1"];

describe("a secret that is shown", () => {
  const shows = (headers: Record<string, string>, header = "authorization") =>
    verifySharedSecret({ headers }, { header, secrets }).genuine;

  test("is right as a bearer token, the present one and the previous one", () => {
    for (const secret of secrets) {
      expect(shows({ authorization: `Bearer ${secret}` })).toBe(true);
      expect(shows({ authorization: `bearer ${secret}` })).toBe(true);
    }
    expect(shows({ authorization: secrets[0] ?? "" })).toBe(false);
    expect(shows({ authorization: `Basic ${secrets[0]}` })).toBe(false);
    expect(shows({ authorization: `Bearer ${secrets[0]}x` })).toBe(false);
    expect(shows({})).toBe(false);
  });

  test("stands alone in any other header", () => {
    expect(shows({ "x-api-key": secrets[1] ?? "" }, "x-api-key")).toBe(true);
    expect(shows({ "x-api-key": `Bearer ${secrets[1]}` }, "x-api-key")).toBe(false);
    expect(shows({ authorization: `Bearer ${secrets[0]}` }, "x-api-key")).toBe(false);
  });

  test("is never right where there is none to know", () => {
    const headers = { "x-api-key": "", authorization: "Bearer " };
    for (const known of [[], [""]]) {
      const judged = verifySharedSecret({ headers }, { header: "x-api-key", secrets: known });
      expect(judged.genuine).toBe(false);
    }
  });
});

describe("a user and a password", () => {
  const knows = (authorization: string, username = "crm") =>
    verifyBasicAuth({ headers: { authorization } }, { username, secrets }).genuine;

  test("are right together, with the present or the previous password, in any script", () => {
    for (const secret of secrets) expect(knows(basicAuth("crm", secret))).toBe(true);
    expect(knows(basicAuth("växel", secrets[0] ?? ""), "växel")).toBe(true);
    expect(knows(basicAuth("other", secrets[0] ?? ""))).toBe(false);
    expect(knows(basicAuth("crm", "wrong"))).toBe(false);
    expect(knows("Basic")).toBe(false);
    expect(knows(`Bearer ${secrets[0]}`)).toBe(false);
  });

  test("are refused in every odd header, and nothing throws", () => {
    const property = fc.property(fc.string({ unit: "binary" }), (odd) => !knows(`Basic ${odd}`));
    fc.assert(property, { seed: 46, numRuns: 200 });
  });
});

test("an idempotency key is the same in quotes and bare", () => {
  expect(idempotencyKey('"8e03978e-40d5"')).toBe("8e03978e-40d5");
  expect(idempotencyKey(" 8e03978e-40d5 ")).toBe("8e03978e-40d5");
  expect(idempotencyKey('"a\\"b\\\\c"')).toBe('a"b\\c');
  for (const none of [undefined, "", "  ", '""']) expect(idempotencyKey(none)).toBeUndefined();
});
