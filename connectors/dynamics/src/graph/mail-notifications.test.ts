import type { InboundRequest } from "@perennial/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { clientState, doorAddress } from "./mail/door-address.ts";
import { mailInbound } from "./mail/mail-inbound.ts";
import { mailRef } from "./mail/mail-ref.ts";
import { OutlookMailSettings } from "./mail/outlook-mail-settings.ts";
import { HOOK, type MailSession, mailSession, readMails } from "./testing/mail-session.ts";
import { ADA, BO, DOOR, NOTIFICATION_SECRET, sentMail } from "./testing/mail-world.ts";

let it: MailSession;
beforeEach(async () => {
  it = await mailSession();
});
afterEach(() => it.stop());

const settings = OutlookMailSettings.parse({
  ...{ mailboxes: ["Ada@Contoso.com"], webhookSecret: NOTIFICATION_SECRET },
});
const OWN = doorAddress(HOOK, NOTIFICATION_SECRET, ADA.upn);

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

describe("notifications", () => {
  test("end when the connection is disconnected from here, and those of other doors go on", async () => {
    const elsewhere = await it.open({}, `${DOOR}/hooks/v1/2/outlook`);
    await it.session.prepare?.();
    await elsewhere.prepare?.();
    expect(it.graph.subscriptions.all).toHaveLength(2);
    await it.session.uninstall?.();
    const left = it.graph.subscriptions.all.map(({ notificationUrl }) => notificationUrl);
    expect(left).toEqual([expect.stringContaining("/hooks/v1/2/outlook")]);
    await it.session.uninstall?.();
    it.graph.trouble.add({ status: 500, times: 9 });
    await it.session.uninstall?.();
    expect(it.log.lines.join()).toContain("Outlook's notifications could not be ended");
  });

  test("carry nothing of the secret itself, for they are kept as they come", async () => {
    await it.session.prepare?.();
    it.mailbox.answer(sentMail(it.graph, "cmd-1"), "Ja");
    await it.graph.tick();
    const all = it.notifications.map(({ body, query }) => `${body} ${query}`).join();
    expect(all).toContain("clientState");
    expect(all).not.toContain(NOTIFICATION_SECRET);
  });

  test("are subscribed to once for each mailbox, renewed a day before they end, and made anew", async () => {
    const two = await it.open({ mailboxes: [ADA.upn, BO.upn] });
    await two.prepare?.();
    await two.prepare?.();
    const first = it.graph.subscriptions.all;
    expect(first.map(({ resource }) => resource)).toEqual([
      "/users/ada@contoso.com/mailFolders('inbox')/messages",
      "/users/bo@contoso.com/mailFolders('inbox')/messages",
    ]);
    it.wait(4200 - 1441);
    await readMails(two);
    expect(it.graph.subscriptions.all).toEqual(first);
    it.wait(2);
    await readMails(two);
    const renewed = it.graph.subscriptions.all;
    expect(renewed.map(({ id }) => id)).toEqual(first.map(({ id }) => id));
    const life = Date.parse(renewed[0]?.expirationDateTime ?? "") - Date.parse(it.clock.now());
    expect(life).toBe(4200 * 60_000);
    it.wait(4300);
    await readMails(two);
    expect(it.graph.subscriptions.all).toHaveLength(2);
    await it.session.prepare?.();
    expect(it.graph.subscriptions.all).toMatchObject([{ userId: ADA.id }]);
  });

  test("of a subscription that was taken away have it made anew", async () => {
    await it.session.prepare?.();
    const [one] = it.graph.subscriptions.all;
    it.graph.subscriptions.lifecycle(one?.id ?? "", "subscriptionRemoved");
    expect(await hear()).toEqual({ signals: [], problems: [] });
    expect(it.graph.subscriptions.all).toHaveLength(1);
    expect(it.graph.subscriptions.all[0]?.id).not.toBe(one?.id);
  });

  test("of one mailbox are had although another is not there", async () => {
    const two = await it.open({ mailboxes: ["nobody@contoso.com", ADA.upn] });
    await two.prepare?.();
    expect(it.graph.subscriptions.all).toMatchObject([{ userId: ADA.id }]);
    expect(it.log.lines.join()).toContain("notifications are not in order");
  });

  test("that cannot be had are logged, and reading goes on", async () => {
    await it.stop();
    it = await mailSession({ proxy: {} });
    const lost = await it.open({}, "https://nobody.invalid/hooks/v1/1/outlook");
    it.mailbox.answer(sentMail(it.graph, "cmd-1"), "Ja");
    expect((await readMails(lost)).signals).toHaveLength(1);
    expect(it.log.lines.join()).toContain("notifications are not in order");
    expect(it.log.lines.join()).not.toContain(NOTIFICATION_SECRET);
  });

  test("and questions of strangers are refused", () => {
    const post = { method: "POST", headers: {}, body: "" };
    const judge = (request: Partial<InboundRequest>) =>
      mailInbound.verify({ ...post, url: OWN, ...request }, settings, it.clock.now()).genuine;
    expect(judge({ url: `${OWN}&validationToken=x` })).toBe(true);
    expect(judge({ url: `${HOOK}?validationToken=x` })).toBe(false);
    expect(judge({ url: `${OWN.replace("ada", "bo")}&validationToken=x` })).toBe(false);
    const value = [{ subscriptionId: "1", resource: "Users/1/Messages/2", changeType: "created" }];
    expect(judge({ body: JSON.stringify({ value }) })).toBe(false);
    const known = { ...value[0], clientState: clientState(NOTIFICATION_SECRET, ADA.upn) };
    const bare = { ...value[0], clientState: NOTIFICATION_SECRET };
    expect(judge({ body: JSON.stringify({ value: [bare] }) })).toBe(false);
    expect(judge({ body: JSON.stringify({ value: [known] }) })).toBe(true);
    expect(judge({ url: HOOK, body: JSON.stringify({ value: [known] }) })).toBe(false);
    expect(judge({ body: JSON.stringify({ value: [known, ...value] }) })).toBe(false);
    expect(judge({ body: JSON.stringify({ value: [] }) })).toBe(false);
    const none = OutlookMailSettings.parse({});
    const request = { ...post, url: OWN, body: JSON.stringify({ value: [known] }) };
    expect(mailInbound.verify(request, none, it.clock.now()).genuine).toBe(false);
  });

  test("of a mailbox that is no longer the connection's have nothing read", () => {
    const value = [{ subscriptionId: "1", resource: "Users/1/Messages/2", changeType: "created" }];
    const request = { method: "POST", url: OWN, headers: {}, body: JSON.stringify({ value }) };
    const ref = mailRef({ mailbox: ADA.upn, id: "2" });
    expect(mailInbound.toSignals(request, settings).changed).toEqual([ref]);
    const others = { ...settings, mailboxes: [BO.upn] };
    expect(mailInbound.toSignals(request, others).changed).toEqual([]);
  });

  test("are answered as Graph wants it: its question with the question, decoded, as plain text", () => {
    const url = `${HOOK}?validationToken=Validation%3A+a%2Bb%20%3Cb%3E`;
    expect(mailInbound.answer?.({ method: "POST", url, headers: {}, body: "" }, settings)).toEqual({
      status: 200,
      headers: { "content-type": "text/plain; charset=utf-8", "x-content-type-options": "nosniff" },
      body: "Validation: a+b <b>",
    });
    expect(
      mailInbound.answer?.({ method: "POST", url: HOOK, headers: {}, body: "" }, settings),
    ).toBeUndefined();
  });
});
