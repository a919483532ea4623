import { type LoopbackServer, startServer, testContext } from "@perennial/connector-kit/testing";
import { ManualClock, type SendEmail } from "@perennial/contract";
import { type Mailbox, startMailbox } from "@perennial/simulators";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createSmtp } from "./smtp-connector.ts";

const connector = createSmtp();
const NOW = "2026-03-02T09:00:00.000Z";
const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const STOP = "https://p.example/unsubscribe/x";
const MJML = `<mjml><mj-body><mj-section><mj-column>
  <mj-text>Hej Åsa! <a href="https://e.example/order?a=1&amp;b=2">Beställ</a></mj-text>
  <mj-text><a href="${STOP}">Avsluta</a></mj-text>
</mj-column></mj-section></mj-body></mjml>`;
const email = (id: string, parts: Partial<SendEmail> = {}): SendEmail => ({
  ...{ kind: "send-email", class: "marketing", id, customerId: "c-1001" },
  ...{ to: "asa.ek@example.com", subject: "Nytt avtal", text: "Hej Åsa!", html: MJML, ...parts },
});

const clock = new ManualClock(NOW);
let mailbox: Mailbox;
let door: LoopbackServer;
beforeEach(async () => {
  mailbox = await startMailbox({ clock });
  door = await startServer(() => ({ status: 202 }));
  mailbox.forwardReportsTo({ url: `${door.url}/hook`, token: SECRET });
});
afterEach(async () => {
  await mailbox.stop();
  await door.close();
});

function settingsOf() {
  return connector.settings.parse({
    ...{ ...mailbox.smtp, encryption: "none", fromAddress: "klubben@elbolaget.example" },
    reports: { secret: SECRET, returnPath: "studs@elbolaget.example" },
    trackLinks: { secret: "links-s3cret-0123456789-canary" },
  });
}

/** Sends one mail, and gives what the mail server took. */
async function sent(command: SendEmail) {
  const session = await connector.open(settingsOf(), testContext({ clock }));
  const [receipt] = await session.perform([command]);
  await session.close();
  const mail = mailbox.accepted.entries.at(-1);
  return { receipt, mail, html: mailbox.htmlOf(mail?.id ?? "") ?? "" };
}

function heard() {
  return door.requests.flatMap(({ headers, body }) => {
    const request = { method: "POST", url: `${door.url}/hook`, headers, body, receivedAt: NOW };
    const verdict = connector.inbound?.verify(request, settingsOf(), NOW);
    expect(verdict).toEqual({ genuine: true });
    return connector.inbound?.toSignals(request, settingsOf()).signals ?? [];
  });
}

describe("a mail in MJML", () => {
  test("arrives as HTML beside its plain text, with its links as they are", async () => {
    const { receipt, mail, html } = await sent(email("t1-e2-3"));
    expect(receipt).toMatchObject({ outcome: "accepted" });
    expect(mailbox.textOf(mail?.id ?? "")?.trim()).toBe("Hej Åsa!");
    expect(html).toContain('href="https://e.example/order?a=1&amp;b=2"');
    expect(html).not.toMatch(/<mj|<img/);
  });

  test("with a mistake in it is refused with its line, and not sent", async () => {
    const { receipt } = await sent(
      email("t1-e2-3", { html: MJML.replace("<mj-text>", "<mj-txt>") }),
    );
    expect(receipt).toMatchObject({
      ...{
        outcome: "refused",
        kind: "invalid",
        message: expect.stringMatching(/line 2 \(mj-txt\)/),
      },
    });
    expect(mailbox.accepted.size).toBe(0);
  });

  test("to who agreed to it is tracked, but never the way to say stop", async () => {
    const { html } = await sent(email("t1-e2-3", { track: true, unsubscribeUrl: STOP }));
    const [, href = ""] = /href="([^"]*)"[^>]*>Beställ/.exec(html) ?? [];
    const url = href.replaceAll("&amp;", "&");
    expect(url).toMatch(/^https:\/\/perennial\.example\/hooks\/conn-1\?m=t1-e2-3&/);
    const request = { method: "GET", url, headers: {}, body: "", receivedAt: NOW };
    expect(connector.inbound?.answer?.(request, settingsOf())).toMatchObject({
      headers: { location: "https://e.example/order?a=1&b=2" },
    });
    expect(html).toContain(`href="${STOP}"`);
    expect(html).toMatch(/<img src="https:\/\/perennial\.example[^>]*>\s*<\/body>/);
  });
});

describe("what a mail system reports", () => {
  test("is understood by what we wrote into the mail and its envelope", async () => {
    const { mail } = await sent(email("t1-e2-3"));
    expect(mail?.from).toMatch(/^studs\+t1-e2-3\.[0-9a-f]{20}@elbolaget\.example$/);
    const id = mail?.id ?? "";
    mailbox.bounce(id, { action: "delayed", status: "4.4.1" });
    mailbox.bounce(id);
    mailbox.complain(id);
    await mailbox.tick();
    expect(heard()).toMatchObject([
      { type: "message.failed", commandId: "t1-e2-3", permanent: true },
      { type: "message.complained", commandId: "t1-e2-3", feedback: "abuse" },
    ]);
  });

  test("is understood for any id that a command can have", async () => {
    for (const id of ["t1/å ö", "x".repeat(100), "A..b%"]) {
      const { mail } = await sent(email(id));
      mailbox.complain(mail?.id ?? "");
      await mailbox.tick();
      expect(heard().at(-1)).toMatchObject({ commandId: id });
    }
  });
});

describe("one click to unsubscribe", () => {
  /** A complaint quotes the header as the mail server got it. */
  const headersOf = async (command: SendEmail) => {
    const { mail } = await sent(command);
    mailbox.complain(mail?.id ?? "");
    await mailbox.tick();
    return door.requests.at(-1)?.body;
  };

  test("is offered in marketing alone", async () => {
    const unsubscribeUrl = STOP;
    expect(await headersOf(email("t1-e2-3", { unsubscribeUrl }))).toContain(
      "List-Unsubscribe=One-Click",
    );
    const service = email("t1-e2-4", { unsubscribeUrl, class: "statutory" });
    expect(await headersOf(service)).not.toContain("List-Unsubscribe");
  });
});
