import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  GITHUB_SIGNATURE,
  SHOPIFY_SIGNATURE,
  type SignatureScheme,
  STRIPE_SIGNATURE,
  WOOCOMMERCE_SIGNATURE,
} from "./signature-scheme.ts";
import { verifySignature } from "./verify-signature.ts";

const NOW = "2021-02-25T15:02:10.000Z";
const SECONDS = Date.parse(NOW) / 1000;
const SECRET = "It's a Secret to Everybody";
const OTHER = "another secret of the same";
const BODY = "Hello, World!";

function judged(
  scheme: SignatureScheme,
  headers: Record<string, string>,
  { body = BODY, secrets = [SECRET], now = NOW } = {},
) {
  return verifySignature({ headers, body }, scheme, { secrets, now });
}

const hex = (content: string, secret = SECRET) =>
  createHmac("sha256", secret).update(content).digest("hex");

function stripe({ at = SECONDS, body = BODY, secrets = [SECRET] } = {}) {
  const signatures = secrets.map((secret) => `v1=${hex(`${at}.${body}`, secret)}`);
  return { "stripe-signature": [`t=${at}`, ...signatures, "v0=6ffbb59b"].join(",") };
}

describe("the form of GitHub", () => {
  const header = (value: string) => ({ "x-hub-signature-256": value });

  test("its published vector is right", () => {
    const digest = "757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";
    expect(judged(GITHUB_SIGNATURE, header(`sha256=${digest}`))).toEqual({ genuine: true });
    expect(judged(GITHUB_SIGNATURE, header(digest)).genuine).toBe(false);
    expect(judged(GITHUB_SIGNATURE, header(`sha1=${digest}`)).genuine).toBe(false);
  });
});

describe("the form of Stripe", () => {
  test("time and body are signed, and other schemes in the header are left alone", () => {
    expect(judged(STRIPE_SIGNATURE, stripe()).genuine).toBe(true);
    const moved = stripe()["stripe-signature"].replace(`t=${SECONDS}`, `t=${SECONDS + 1}`);
    expect(judged(STRIPE_SIGNATURE, { "stripe-signature": moved }).genuine).toBe(false);
  });

  test("while a secret is rolled a signature of either is enough", () => {
    const headers = stripe({ secrets: [OTHER, SECRET] });
    for (const secrets of [[SECRET], [OTHER], [SECRET, OTHER]]) {
      expect(judged(STRIPE_SIGNATURE, headers, { secrets }).genuine).toBe(true);
    }
    expect(judged(STRIPE_SIGNATURE, stripe(), { secrets: [OTHER] }).genuine).toBe(false);
  });

  test("five minutes off is accepted either way, a second more is not", () => {
    const off = (seconds: number) =>
      judged(STRIPE_SIGNATURE, stripe({ at: SECONDS + seconds })).genuine;
    expect([-301, -300, 300, 301].map(off)).toEqual([false, true, true, false]);
  });

  test("a header without a time, with an odd one or without v1 is refused", () => {
    const right = `v1=${hex(`${SECONDS}.${BODY}`)}`;
    for (const header of ["", right, `t=,${right}`, `t=1e9,${right}`, `t=${SECONDS}`, "t"]) {
      expect(judged(STRIPE_SIGNATURE, { "stripe-signature": header }).genuine).toBe(false);
    }
  });
});

test.each([SHOPIFY_SIGNATURE, WOOCOMMERCE_SIGNATURE])(
  "the body alone is signed, in base64, in $header",
  (scheme) => {
    const property = fc.property(fc.string({ unit: "binary", minLength: 1 }), (body) => {
      const signature = createHmac("sha256", SECRET).update(body, "utf8").digest("base64");
      const headers = { [scheme.header]: signature };
      expect(judged(scheme, headers, { body }).genuine).toBe(true);
      expect(judged(scheme, headers, { body: `${body} ` }).genuine).toBe(false);
    });
    fc.assert(property, { seed: 46, numRuns: 100 });
  },
);

test("a time may stand in a header of its own, in seconds or milliseconds", () => {
  for (const [unit, factor] of [
    ["seconds", 1],
    ["milliseconds", 1000],
  ] as const) {
    const scheme: SignatureScheme = {
      ...({ header: "x-signature", algorithm: "sha512", encoding: "base64" } as const),
      time: { header: "x-time", unit },
      tolerance: 60,
    };
    const at = (seconds: number) => {
      const time = String((SECONDS + seconds) * factor);
      const mac = createHmac("sha512", SECRET).update(`${time}.${BODY}`).digest("base64");
      return judged(scheme, { "x-signature": mac, "x-time": time }).genuine;
    };
    expect([-61, -60, 60, 61].map(at)).toEqual([false, true, true, false]);
    const unsigned = createHmac("sha512", SECRET).update(BODY).digest("base64");
    expect(judged(scheme, { "x-signature": unsigned }).genuine).toBe(false);
  }
});

test("no header, however odd, makes it throw or pass", () => {
  const schemes = [GITHUB_SIGNATURE, STRIPE_SIGNATURE, SHOPIFY_SIGNATURE];
  const property = fc.property(
    fc.constantFrom(...schemes),
    fc.string({ unit: "binary" }),
    (scheme, odd) =>
      [odd, `sha256=${odd}`, `t=${SECONDS},v1=${odd}`].every(
        (header) => !judged(scheme, { [scheme.header]: header }).genuine,
      ),
  );
  fc.assert(property, { seed: 46, numRuns: 300 });
});
