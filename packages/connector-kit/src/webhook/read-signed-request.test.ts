import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readSignedRequest } from "./read-signed-request.ts";

const SECRET = "consumer-secret";

function signed(payload: unknown, encoding: "base64" | "base64url" = "base64", key = SECRET) {
  const content = Buffer.from(JSON.stringify(payload)).toString(encoding);
  const signature = createHmac("sha256", key).update(content).digest(encoding);
  return `${signature}.${content}`;
}

const form = (text: string) => new URLSearchParams({ signed_request: text }).toString();
const read = (body: string, secrets = [SECRET]) => readSignedRequest({ body, secrets });

describe("a signed request", () => {
  test("gives what was signed, in either base64 and whatever it is", () => {
    const payload = fc.dictionary(fc.string(), fc.string({ unit: "binary" }));
    const property = fc.property(
      payload.filter((each) => !("algorithm" in each)),
      fc.constantFrom("base64" as const, "base64url" as const),
      (each, encoding) => {
        const wanted = JSON.parse(JSON.stringify(each));
        const found = read(form(signed(each, encoding)));
        expect(found).toEqual({ genuine: true, payload: wanted });
      },
    );
    fc.assert(property, { seed: 47, numRuns: 200 });
  });

  test("counts by the secret before and after a change", () => {
    const body = form(signed({ userId: "005" }, "base64", "old"));
    expect(read(body, ["new", "old"])).toMatchObject({ genuine: true });
    expect(read(body, ["new"])).toMatchObject({ genuine: false });
  });

  test.each([
    ["tampered", form(`${signed({ a: 1 }).split(".")[0]}.${signed({ a: 2 }).split(".")[1]}`)],
    ["without a signature", form("eyJhIjoxfQ==")],
    ["in another field", new URLSearchParams({ other: signed({ a: 1 }) }).toString()],
    ["of another algorithm", form(signed({ algorithm: "none" }))],
    ["of a text that is no object", form(signed([1]))],
    ["that is nothing", ""],
  ])("%s does not count", (_what, body) => {
    expect(read(body)).toMatchObject({ genuine: false });
  });

  test("proves nothing by an empty secret", () => {
    expect(read(form(signed({ a: 1 }, "base64", "")), [""])).toMatchObject({ genuine: false });
  });
});
