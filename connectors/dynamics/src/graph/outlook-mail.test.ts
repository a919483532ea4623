import { memoryTokenStore } from "@perennial/connector-kit/testing";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { HOOK, type MailSession, mailCommand, mailSession } from "./testing/mail-session.ts";
import { ADA, BO } from "./testing/mail-world.ts";

let it: MailSession;
beforeEach(async () => {
  it = await mailSession();
});
afterEach(() => it.stop());

const attempt = () => [{ command: mailCommand(), attemptedAt: it.clock.now() }];

describe("a mail", () => {
  test("is drafted and sent from the first mailbox, and is no out-of-office program's to answer", async () => {
    expect(await it.send({ html: "<p>Hej & välkommen</p>" })).toMatchObject({
      outcome: "accepted",
      providerId: it.mailbox.messages[0]?.id,
    });
    expect(it.mailbox.messages).toMatchObject([
      {
        ...{ folder: "sentitems", subject: "Ditt avtal", contentType: "html" },
        content: "<p>Hej & välkommen</p>",
        to: [{ address: "anna@example.com" }],
        headers: [
          { name: "x-perennial-command", value: "t1-e2-3" },
          { name: "x-auto-response-suppress", value: "OOF, AutoReply" },
        ],
      },
    ]);
  });

  test("without a formatted body is plain text", async () => {
    await it.send({ text: "Hej & välkommen <b>" });
    expect(it.mailbox.messages).toMatchObject([
      { contentType: "text", content: "Hej & välkommen <b>" },
    ]);
  });

  test.each([
    [
      "marketing that has to say how to unsubscribe",
      { class: "marketing", unsubscribeUrl: "https://p.example/u/1" },
      "send marketing through an SMTP connection",
    ],
    [
      "what has to say how to unsubscribe, whatever it is called",
      { class: "service", unsubscribeUrl: "https://p.example/u/1" },
      "send marketing through an SMTP connection",
    ],
    [
      "what the law has everybody told",
      { class: "statutory" },
      "does not go from a colleague's mailbox",
    ],
  ] as const)("%s is another connection's, and nothing is drafted", async (_what, more, words) => {
    expect(await it.send(more)).toMatchObject({
      outcome: "refused",
      kind: "unsupported",
      message: expect.stringContaining(words),
    });
    expect(it.mailbox.messages).toEqual([]);
  });

  test.each([
    ["MJML", { html: " <mjml><mj-body></mj-body></mjml>" }, "the body is MJML"],
    [
      "two recipients in one",
      { to: "anna@example.com, bo@example.com" },
      "not a single e-mail address",
    ],
  ] as const)("%s is refused, and nothing is drafted", async (_what, more, words) => {
    expect(await it.send(more)).toMatchObject({
      outcome: "refused",
      kind: "invalid",
      message: expect.stringContaining(words),
    });
    expect(it.mailbox.messages).toEqual([]);
  });

  test("that is sent again, by whomever, is sent once", async () => {
    const first = await it.send({});
    const other = await it.open();
    expect([await it.send({}), ...(await other.perform([mailCommand()]))]).toEqual([first, first]);
    expect(it.taken()).toBe(1);
    expect(it.mailbox.messages).toHaveLength(1);
  });

  test("whose command differs in capitals alone is another", async () => {
    await it.send({ id: "cmd-a" });
    await it.send({ id: "cmd-A" });
    expect(it.taken()).toBe(2);
  });

  test("of which only the draft was made is not done, and the next attempt sends that draft", async () => {
    it.graph.trouble.add({ status: 503, path: "/send" });
    expect(await it.send({})).toMatchObject({ outcome: "unknown", kind: "unavailable" });
    expect(await it.session.lookUp?.(attempt())).toEqual([{ commandId: "t1-e2-3", found: false }]);
    expect(await it.send({})).toMatchObject({ outcome: "accepted" });
    expect(it.mailbox.messages).toMatchObject([{ folder: "sentitems" }]);
  });

  test("whose sending got no answer is unknown, found when asked for, and not sent again", async () => {
    await it.faults.cut?.();
    expect(await it.send({})).toMatchObject({ outcome: "unknown" });
    await it.clear();
    expect(await it.session.lookUp?.(attempt())).toMatchObject([{ found: true }]);
    expect(await it.send({})).toMatchObject({ outcome: "accepted" });
    expect(it.taken()).toBe(1);
  });

  test("whose search, or draft, got no answer was surely not sent", async () => {
    it.graph.trouble.add({ status: 500, path: "/messages", times: 9 });
    expect(await it.send({})).toMatchObject({ outcome: "not-done", kind: "unavailable" });
    it.graph.trouble.clear();
    expect(it.taken()).toBe(0);
  });

  test("that may be drafted and not sent is refused, and leaves no draft behind", async () => {
    it.tenant.revoke(it.app.clientId, "https://graph.microsoft.com", "Mail.Send");
    const details = { tenantId: it.tenant.id };
    const tokens = memoryTokenStore({ accessToken: "none", expiresAt: it.clock.now(), details });
    const session = await it.open({}, HOOK, tokens);
    expect(await session.perform([mailCommand()])).toMatchObject([
      { outcome: "refused", kind: "forbidden" },
    ]);
    expect(it.mailbox.messages).toEqual([]);
  });

  test("is put off for as long as Graph says", async () => {
    it.graph.trouble.add({ status: 429, retryAfterSeconds: 40, times: 9 });
    expect(await it.send({})).toMatchObject({ outcome: "not-done", retryAfter: 40_000 });
    it.graph.trouble.clear();
    it.graph.trouble.add({ status: 429, times: 9 });
    expect(await it.send({})).toMatchObject({ outcome: "not-done", retryAfter: 10_000 });
  });

  test("of twenty at once meets no limit of the mailbox", async () => {
    await it.graph.faults.set({ delayMs: 15 });
    const commands = Array.from({ length: 20 }, (_one, n) => mailCommand({ id: `cmd-${n}` }));
    const receipts = await it.session.perform(commands);
    expect(new Set(receipts.map(({ outcome }) => outcome))).toEqual(new Set(["accepted"]));
    expect(it.taken()).toBe(20);
  });

  test("has its signs as they were written, whatever they are", async () => {
    const signs = fc.string({ unit: "grapheme", minLength: 1, maxLength: 60 });
    const local = fc.stringMatching(/^[a-z0-9!#$%&'*+/=?^_`{|}~-]{1,20}$/);
    let made = 0;
    await fc.assert(
      fc.asyncProperty(signs, signs, local, async (subject, html, name) => {
        made += 1;
        const to = `${name}@example.com`;
        expect(
          await it.send({ id: `å'"%&+#/?=;,(${made}`, to, subject, html: `<p>${html}` }),
        ).toMatchObject({ outcome: "accepted" });
        expect(it.mailbox.messages[0]).toMatchObject({
          ...{ subject: subject.replace(/[\r\n\u2028\u2029]+/g, " "), content: `<p>${html}` },
          to: [{ address: to }],
        });
        expect(it.mailbox.messages).toHaveLength(made);
      }),
      { numRuns: 25 },
    );
  });
});

describe("mailboxes", () => {
  test("that are not there, or kept from us, are named by the check", async () => {
    await it.session.check();
    const wrong = await it.open({ mailboxes: [ADA.upn, "nobody@contoso.com"] });
    await expect(wrong.check()).rejects.toMatchObject({
      kind: "not-found",
      message: expect.stringContaining("nobody@contoso.com: the tenant has no such mailbox"),
    });
    await it.stop();
    it = await mailSession({ mailboxes: [ADA.upn] });
    const both = await it.open({ mailboxes: [ADA.upn, BO.upn] });
    await expect(both.check()).rejects.toMatchObject({
      kind: "forbidden",
      message: expect.stringContaining("RBAC for Applications"),
    });
  });

  test("are needed", async () => {
    await expect(it.open({ mailboxes: [] })).rejects.toMatchObject({
      kind: "invalid",
      message: "fill in the mailboxes in the settings",
    });
  });
});
