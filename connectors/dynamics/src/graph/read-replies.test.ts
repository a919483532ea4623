import type { InboundRequest } from "@perennial/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mailInbound } from "./mail/mail-inbound.ts";
import { mailRef } from "./mail/mail-ref.ts";
import { OutlookMailSettings } from "./mail/outlook-mail-settings.ts";
import { type MailSession, mailSession, readMails } from "./testing/mail-session.ts";
import { ADA, BO, DOOR, NOTIFICATION_SECRET, sentMail } from "./testing/mail-world.ts";

let it: MailSession;
beforeEach(async () => {
  it = await mailSession();
});
afterEach(() => it.stop());

const settings = OutlookMailSettings.parse({
  ...{ mailboxes: ["Ada@Contoso.com"], webhookSecret: NOTIFICATION_SECRET },
});

/** What the last notification means, read through as a server does. */
async function hear() {
  await it.graph.tick();
  const last = it.notifications.at(-1);
  if (last === undefined) throw new Error("nothing was told");
  const { method, path, query, headers, body } = last;
  const request: InboundRequest = { method, url: `${DOOR}${path}?${query}`, headers, body };
  expect(mailInbound.verify(request, settings, it.clock.now())).toEqual({ genuine: true });
  const { changed = [] } = mailInbound.toSignals(request, settings);
  return it.session.readRecords?.(changed);
}

describe("an answer", () => {
  test("is heard of at once, and is told in the customer's own words", async () => {
    await it.session.prepare?.();
    await it.send({});
    const [sent] = it.mailbox.messages;
    const answer = sent && it.mailbox.answer(sent, "STOPP");
    expect(await hear()).toEqual({
      problems: [],
      signals: [
        {
          ...{ type: "message.replied", id: `outlook-mail:${answer?.id}`, channel: "email" },
          ...{ at: "2026-11-22T08:00:00.000Z", from: "anna@example.com", text: "STOPP" },
        },
      ],
    });
  });

  test("is found without a notification, once, under the same name", async () => {
    const quiet = await it.open({}, "http://localhost:4000/hooks/v1/1/outlook");
    const { cursor } = await readMails(quiet);
    expect(it.graph.subscriptions.all).toEqual([]);
    it.wait(5);
    const answer = it.mailbox.answer(sentMail(it.graph, "cmd-1"), "Ja tack\n\nAnna");
    const told = await readMails(quiet, cursor);
    expect(told.signals).toMatchObject([
      { id: `outlook-mail:${answer.id}`, text: "Ja tack\n\nAnna" },
    ]);
    expect((await readMails(quiet, told.cursor)).signals).toEqual([]);
  });

  test("is told in the mailbox that the owner has read, moved and answered", async () => {
    const { cursor } = await readMails(it.session);
    const answer = it.mailbox.answer(sentMail(it.graph, "cmd-1"), "Ja");
    it.mailbox.change(answer, { isRead: true });
    expect((await readMails(it.session, cursor)).signals).toHaveLength(1);
    it.mailbox.move(it.mailbox.message(answer.id), "archive");
    const ref = mailRef({ mailbox: ADA.upn, id: answer.id });
    expect((await it.session.readRecords?.([ref]))?.signals).toHaveLength(1);
    it.mailbox.remove(it.mailbox.message(answer.id));
    expect((await it.session.readRecords?.([ref]))?.signals).toEqual([]);
  });

  test.each([
    ["somebody else's affair", {}],
    ["a newsletter", { headers: [{ name: "List-Unsubscribe", value: "<https://x.example>" }] }],
  ])("is not %s: of that nothing is told, and its words are not read", async (_what, more) => {
    const { cursor } = await readMails(it.session);
    const before = it.requests.length;
    it.mailbox.receive({ from: "mamma@example.com", subject: "Middag", text: "Hemligt", ...more });
    expect((await readMails(it.session, cursor)).signals).toEqual([]);
    expect(
      it.requests.slice(before).filter(({ query }) => query.get("$select")?.includes("body")),
    ).toEqual([]);
  });

  test("is not a program's, nor a copy of what we sent", async () => {
    const { cursor } = await readMails(it.session);
    const sent = sentMail(it.graph, "cmd-1", ADA.upn);
    const base = {
      from: "anna@example.com",
      subject: "Frånvaro",
      text: "Jag är ledig",
      answers: sent.id,
    };
    it.mailbox.receive({ ...base, headers: [{ name: "Auto-Submitted", value: "auto-replied" }] });
    it.mailbox.receive({ ...base, headers: [{ name: "Auto-Submitted", value: "No" }] });
    expect((await readMails(it.session, cursor)).signals).toHaveLength(1);
  });

  test("in one of two mailboxes is found although the other is kept from us", async () => {
    await it.stop();
    it = await mailSession({ mailboxes: [ADA.upn] });
    const both = await it.open({ mailboxes: [BO.upn, ADA.upn] });
    it.mailbox.answer(sentMail(it.graph, "cmd-1"), "Ja");
    const told = await readMails(both);
    expect(told.signals).toMatchObject([{ text: "Ja" }]);
    expect(told.problems).toEqual([expect.stringContaining("bo@contoso.com: GET")]);
  });

  test("that a notification names is read although another's mailbox is closed to us", async () => {
    await it.stop();
    it = await mailSession({ mailboxes: [ADA.upn] });
    const { id } = it.mailbox.answer(sentMail(it.graph, "cmd-1"), "Ja");
    const refs = [mailRef({ mailbox: BO.upn, id: "1" }), mailRef({ mailbox: ADA.upn, id })];
    const read = await it.session.readRecords?.(refs);
    expect(read?.signals).toMatchObject([{ text: "Ja" }]);
    expect(read?.problems).toMatchObject([{ place: "bo@contoso.com/1" }]);
  });

  test("behind a link that is too old is found from a day before it", async () => {
    const { cursor } = await readMails(it.session);
    it.mailbox.answer(sentMail(it.graph, "cmd-1"), "Ja");
    const old = cursor.replace(/deltatoken=\d+/, "deltatoken=999");
    expect(old).not.toBe(cursor);
    expect((await readMails(it.session, old)).signals).toMatchObject([{ text: "Ja" }]);
    await expect(readMails(it.session, "{}")).rejects.toMatchObject({ kind: "invalid" });
  });
});

describe("a report", () => {
  const report = (text: string, more: object = {}) => {
    const sent = sentMail(it.graph, "cmd-1", "anan@example.com");
    const type = { name: "Content-Type", value: 'multipart/report; report-type="delivery-status"' };
    it.mailbox.receive({
      ...{ from: "postmaster@contoso.com", subject: "Kan inte levereras", text },
      ...{ answers: sent.id, headers: [type], ...more },
    });
  };

  test("that a mail did not arrive is told as that mail's", async () => {
    const { cursor } = await readMails(it.session);
    report("Det gick inte.\n550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found\n");
    expect((await readMails(it.session, cursor)).signals).toMatchObject([
      {
        ...{ type: "message.failed", commandId: "cmd-1", permanent: true },
        reason: "550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found",
      },
    ]);
  });

  test("of a full mailbox is not for good; of a delay, nothing", async () => {
    const { cursor } = await readMails(it.session);
    report("552 5.2.2 mailbox full");
    report("451 4.4.1 still trying");
    expect((await readMails(it.session, cursor)).signals).toMatchObject([{ permanent: false }]);
  });
});
