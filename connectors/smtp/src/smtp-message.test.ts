import type { SendEmail } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { createSmtp } from "./smtp-connector.ts";
import { toMessage } from "./smtp-message.ts";
import { commandToken, messageIdOf } from "./smtp-message-id.ts";

const smtpConnector = createSmtp();

const NOW = "2026-03-02T09:00:00.000Z";
const command: SendEmail = {
  kind: "send-email",
  class: "marketing",
  id: "cmd-1",
  customerId: "c-1001",
  to: "anna.ek@example.com",
  subject: "Erbjudanden i mars",
  text: "Hej!",
};
const settings = smtpConnector.settings.parse({
  host: "smtp.example.com",
  fromAddress: "klubben@Elbolaget.example",
  fromName: "Elbolaget, klubben",
});

describe("a message", () => {
  test("carries its command, and that no machine should answer", () => {
    expect(toMessage(command, settings, NOW)).toEqual({
      messageId: "<cmd-1@elbolaget.example>",
      from: { name: "Elbolaget, klubben", address: "klubben@Elbolaget.example" },
      to: { name: "", address: "anna.ek@example.com" },
      subject: "Erbjudanden i mars",
      text: "Hej!",
      sentAt: NOW,
      headers: { "X-Perennial-Command": "cmd-1", "Auto-Submitted": "auto-generated" },
    });
  });

  test("can be unsubscribed from with one click where an address for it is given", () => {
    const unsubscribeUrl = "https://p.example/u/abc?c=1\r\nBcc: x@y.example";
    const { headers } = toMessage({ ...command, unsubscribeUrl }, settings, NOW);
    expect(headers).toMatchObject({
      "List-Unsubscribe": "<https://p.example/u/abc?c=1Bcc:%20x@y.example>",
      "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    });
  });

  test("has the formatted body and the reply address where there are any", () => {
    const replyTo = "svar@elbolaget.example";
    const message = toMessage({ ...command, html: "<p>Hej!</p>" }, { ...settings, replyTo }, NOW);
    expect(message).toMatchObject({ html: "<p>Hej!</p>", replyTo });
  });
});

describe("a Message-ID", () => {
  test("is the command's id at the sender's domain", () => {
    expect(messageIdOf("01J9-abc_d.e", "a@b.example")).toBe("01J9-abc_d.e@b.example");
  });

  test("of an odd id is escaped, and two ids never share one", () => {
    const odd = ["a b", "a%20b", "å", ".a", "a.", "a..b", "a@b", "a\r\nb", "<a>"];
    const tokens = odd.map(commandToken);
    expect(tokens).toEqual([
      "a%20b",
      "a%2520b",
      "%C3%A5",
      "%2Ea",
      "a%2E",
      "a%2E%2Eb",
      "a%40b",
      "a%0D%0Ab",
      "%3Ca%3E",
    ]);
    expect(new Set(tokens).size).toBe(odd.length);
  });
});

describe("settings", () => {
  const ok = (parts: object) => smtpConnector.settings.safeParse({ ...settings, ...parts }).success;

  test("have defaults for a submission server", () => {
    expect(settings).toMatchObject({ port: 587, encryption: "starttls" });
  });

  test("take a user name only with a password", () => {
    expect(ok({ username: "u", password: "p" })).toBe(true);
    expect(ok({ username: "u" })).toBe(false);
    expect(ok({ search: { url: "https://m.example", password: "p" } })).toBe(false);
  });
});
