import { expect, test } from "vitest";
import { failureOf, meaningOfRefusal, smsTwilioExceptions } from "./sms-twilio-errors.ts";

test.each([
  [21211, "invalid"],
  [21610, "invalid"],
  [21614, "invalid"],
  [21617, "invalid"],
  [21408, "forbidden"],
  [21659, "forbidden"],
  [21611, "rate-limited"],
  [0, "invalid"],
])("a 400 with code %i is %s", (code, kind) => {
  expect(meaningOfRefusal(code)).toMatchObject({ kind });
});

test("a failure is told with Twilio's code, and a number that does not exist as permanent", () => {
  expect(failureOf(30003)).toEqual({ reason: "Twilio 30003: the phone cannot be reached" });
  expect(failureOf(30005)).toMatchObject({ permanent: true });
  expect(failureOf(39999).reason).toBe("Twilio 39999: it could not be delivered");
  expect(failureOf(undefined)).toEqual({ reason: "Twilio could not deliver it" });
});

test("a limit without a word of when to come back waits a minute, a day's an hour", () => {
  const minute = { kind: "rate-limited", retryAfter: 60_000 };
  expect(meaningOfRefusal(21611)).toEqual(minute);
  expect(smsTwilioExceptions({ status: 429, words: "Too Many Requests" })).toEqual(minute);
  expect(meaningOfRefusal(63038).retryAfter).toBe(3_600_000);
  const words = "Account exceeded the daily messages limit";
  expect(smsTwilioExceptions({ status: 429, words })?.retryAfter).toBe(3_600_000);
  expect(smsTwilioExceptions({ status: 500, words })).toBeUndefined();
});
