import { describe, expect, test } from "vitest";
import { signatureFault, signatureHeaders } from "./signature.ts";

const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
const NOW = "2026-03-01T08:00:00.000Z";
const signed = signatureHeaders(SECRET, "msg_1", NOW, "{}");

describe("signatures of Standard Webhooks", () => {
  test("are those of the specification's own example", () => {
    const at = new Date(1_614_265_330_000).toISOString();
    const headers = signatureHeaders(
      SECRET,
      "msg_p5jXN8AQM9LWM0D4loKWxJek",
      at,
      '{"test": 2432232314}',
    );
    expect(headers["webhook-signature"]).toBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    expect(headers["webhook-timestamp"]).toBe("1614265330");
  });

  test("hold for five minutes, among others, and for this content alone", () => {
    expect(signatureFault(SECRET, signed, "{}", NOW)).toBeUndefined();
    expect(signatureFault(SECRET, signed, "{}", "2026-03-01T08:05:00.000Z")).toBeUndefined();
    const among = { ...signed, "webhook-signature": `v1,AAAA ${signed["webhook-signature"]}` };
    expect(signatureFault(SECRET, among, "{}", NOW)).toBeUndefined();
    expect(signatureFault(SECRET, signed, "{ }", NOW)).toMatch(/does not fit/);
    expect(signatureFault(SECRET, signed, "{}", "2026-03-01T08:05:01.000Z")).toMatch(/too far/);
    expect(signatureFault("whsec_AAAA8GKYqrTwjUPD8ILPZIo2LaLaSw", signed, "{}", NOW)).toMatch(
      /does not fit/,
    );
  });

  test("need all three headers", () => {
    for (const name of ["webhook-id", "webhook-timestamp", "webhook-signature"])
      expect(signatureFault(SECRET, { ...signed, [name]: "" }, "{}", NOW)).toMatch(/are required/);
  });
});
