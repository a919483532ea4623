import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { HMAC_ALGORITHMS, HMAC_ENCODINGS, hmac, verifyHmac } from "./verify-hmac.ts";

const form = fc.record({
  algorithm: fc.constantFrom(...HMAC_ALGORITHMS),
  encoding: fc.constantFrom(...HMAC_ENCODINGS),
});
const text = fc.string({ unit: "binary" });
const secret = fc.string({ unit: "binary", minLength: 1 });

describe("published vectors come out to the byte", () => {
  // RFC 2202 (SHA-1) and RFC 4231 (SHA-2), test case 2.
  test.each([
    ["sha1", "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"],
    ["sha256", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"],
    [
      "sha512",
      "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
    ],
  ] as const)("of the RFCs with %s", (algorithm, expected) => {
    const content = "what do ya want for nothing?";
    expect(hmac({ algorithm, encoding: "hex" }, "Jefe", content)).toBe(expected);
  });

  test("of Slack, whose signed text is put together in a way of its own", () => {
    const body = [
      "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow",
      "channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner",
      "command=%2Fwebhook-collect&text=",
      "response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN",
      "trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c",
    ].join("&");
    const signature = "a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    const check = {
      ...({ algorithm: "sha256", encoding: "hex" } as const),
      content: `v0:1531420618:${body}`,
      secrets: ["8f742231b10e8888abcd99yyyzzz85a5"],
      presented: [signature],
    };
    expect(verifyHmac(check)).toBe(true);
  });
});

describe("verifying", () => {
  test("what node:crypto signs is right, whatever the secret and the text", () => {
    const property = fc.property(form, secret, text, ({ algorithm, encoding }, key, content) => {
      const signature = createHmac(algorithm, key).update(content, "utf8").digest(encoding);
      const check = { algorithm, encoding, content, secrets: [key], presented: [signature] };
      expect(hmac(check, key, content)).toBe(signature);
      expect(verifyHmac(check)).toBe(true);
    });
    fc.assert(property, { seed: 46, numRuns: 300 });
  });

  test("the secret before and the secret after a change are both honoured, either way round", () => {
    const property = fc.property(form, secret, secret, text, (each, old, young, content) => {
      const both = [hmac(each, old, content), hmac(each, young, content)];
      for (const presented of [...both.map((one) => [one]), both]) {
        for (const secrets of [
          [young, old],
          [old, young],
        ]) {
          expect(verifyHmac({ ...each, content, secrets, presented })).toBe(true);
        }
      }
    });
    fc.assert(property, { seed: 46, numRuns: 100 });
  });

  test("another text, another secret or an odd signature is refused and never throws", () => {
    const property = fc.property(form, secret, text, text, (each, key, content, other) => {
      fc.pre(content !== other);
      const check = { ...each, content, secrets: [key] };
      expect(verifyHmac({ ...check, presented: [hmac(each, key, other)] })).toBe(false);
      expect(verifyHmac({ ...check, presented: [hmac(each, `${key}x`, content)] })).toBe(false);
      expect(verifyHmac({ ...check, presented: [other, ""] })).toBe(false);
    });
    fc.assert(property, { seed: 46, numRuns: 200 });
  });

  test("hex is right in either case; base64 is not", () => {
    const content = "a";
    for (const encoding of HMAC_ENCODINGS) {
      const each = { algorithm: "sha256", encoding } as const;
      const presented = [hmac(each, "secret", content).toUpperCase()];
      expect(verifyHmac({ ...each, content, secrets: ["secret"], presented })).toBe(
        encoding === "hex",
      );
    }
  });

  test("no secret, and an empty one, prove nothing", () => {
    const each = { algorithm: "sha256", encoding: "hex" } as const;
    const presented = [createHmac("sha256", "").update("a").digest("hex")];
    expect(verifyHmac({ ...each, content: "a", secrets: [], presented })).toBe(false);
    expect(verifyHmac({ ...each, content: "a", secrets: [""], presented })).toBe(false);
  });

  test("a ninth signature is not looked at", () => {
    const each = { algorithm: "sha256", encoding: "hex" } as const;
    const right = hmac(each, "secret", "a");
    const at = (index: number) => Array.from({ length: 12 }, (_, i) => (i === index ? right : "0"));
    const check = { ...each, content: "a", secrets: ["secret"] };
    expect(verifyHmac({ ...check, presented: at(7) })).toBe(true);
    expect(verifyHmac({ ...check, presented: at(8) })).toBe(false);
  });
});
