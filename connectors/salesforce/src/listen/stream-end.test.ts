import { expect, test } from "vitest";
import { refusalIn } from "./stream-end.ts";

const refused = (channel: string, error: string, ext?: object) => ({
  ...{ channel, successful: false, error, ...(ext && { ext }) },
});
const NOT_VALID = { sfdc: { failureReason: "401::Authentication invalid" } };

test.each([
  [refused("/meta/handshake", "403::Handshake denied", NOT_VALID), "unauthenticated"],
  [refused("/meta/connect", "401::Authentication invalid"), "unauthenticated"],
  [refused("/meta/connect", "403::Unknown client"), "forgotten"],
  [refused("/meta/connect", "403::Organization total events daily limit exceeded"), "spent"],
  [refused("/meta/handshake", "403::Organization concurrent user limit exceeded"), "forgotten"],
  [refused("/meta/subscribe", "400::The replayId {7} you provided was invalid."), "place-unknown"],
  [refused("/meta/subscribe", "403:denied_by_security_policy:create_denied"), "refused"],
  [refused("/meta/handshake", "403::Handshake denied"), "refused"],
  [refused("/meta/connect", "503::Server is too busy"), "forgotten"],
  // What a host answers that the org has left.
  [{ errorCode: "INVALID_SESSION_ID", message: "Session expired or invalid" }, "unauthenticated"],
  ["Not Found", "unauthenticated"],
])("%o", (message, kind) => {
  expect(refusalIn(message)?.kind).toBe(kind);
});

test.each([
  { channel: "/meta/connect", successful: true },
  { channel: "/data/perennial__Perennial__chn", data: {} },
])("is no refusal: %o", (message) => {
  expect(refusalIn(message)).toBeUndefined();
});
