import { ManualClock } from "@perennial/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDoor } from "../testing/recording-door.ts";
import { mailContent, sendMail } from "../testing/send-mail.ts";
import { plusSeconds } from "../time/instant.ts";
import { type Mailbox, startMailbox } from "./mailbox.ts";

const START = "2026-03-01T08:00:00.000Z";
const TO = "anna@example.com";
let clock: ManualClock;
let mailbox: Mailbox;
beforeEach(async () => {
  clock = new ManualClock(START);
  mailbox = await startMailbox({ clock });
});
afterEach(() => mailbox.stop());

const send = (id: string, subject = "Ditt elavtal löper ut", to: string | string[] = TO) =>
  sendMail(mailbox.smtp.port, { to, content: mailContent(id, subject) });

async function search(query: string) {
  const answer = await fetch(`${mailbox.url}/api/v1/search?${new URLSearchParams({ query })}`);
  const found: { messages_count: number; messages: { ID: string; MessageID: string }[] } =
    JSON.parse(await answer.text());
  return found;
}

describe("mail that comes in", () => {
  test("is accepted, logged and found by its Message-ID", async () => {
    expect(await send("c1@exempelkraft.example")).toMatch(/^250 2\.0\.0 Ok: queued as \w{22}$/);
    expect(mailbox.accepted.entries).toMatchObject([
      {
        n: 1,
        at: START,
        messageId: "c1@exempelkraft.example",
        to: [TO],
        subject: "Ditt elavtal löper ut",
      },
    ]);
    const found = await search('message-id:"c1@exempelkraft.example"');
    expect(found).toMatchObject({
      messages_count: 1,
      messages: [
        { MessageID: "c1@exempelkraft.example", Subject: "Ditt elavtal löper ut", Snippet: "Hej!" },
      ],
    });
    expect((await search('message-id:"c2@exempelkraft.example"')).messages).toEqual([]);
  });

  test("that came twice is there twice", async () => {
    await send("c1@exempelkraft.example");
    await send("c1@exempelkraft.example");
    expect((await search("message-id:<C1@exempelkraft.example>")).messages_count).toBe(2);
  });

  test("shows its text and its recipients, hidden ones as well", async () => {
    await send("c1@exempelkraft.example", "Hej", [TO, "hidden@example.com"]);
    const [summary] = (await search("subject:hej")).messages;
    const message = await (await fetch(`${mailbox.url}/api/v1/message/${summary?.ID}`)).json();
    expect(message).toMatchObject({
      From: { Name: "Exempelkraft", Address: "kundservice@exempelkraft.example" },
      Bcc: [{ Address: TO }, { Address: "hidden@example.com" }],
      Text: "Hej!\r\n",
      ReturnPath: "kundservice@exempelkraft.example",
    });
  });

  test("is listed newest first, page by page", async () => {
    for (const id of ["a@x.example", "b@x.example", "c@x.example"]) await send(id);
    const page = await fetch(`${mailbox.url}/api/v1/messages?start=1&limit=2`);
    const { total, messages }: { total: number; messages: { MessageID: string }[] } = JSON.parse(
      await page.text(),
    );
    expect(total).toBe(3);
    expect(messages.map(({ MessageID }) => MessageID)).toEqual(["b@x.example", "a@x.example"]);
  });

  test("can be searched by several words, and by words it must not have", async () => {
    await send("a@x.example", "Klubbens erbjudanden i mars");
    await send("b@x.example", "Klubbens erbjudanden i april");
    const found = await search('subject:"klubbens erbjudanden" -mars to:anna');
    expect(found.messages.map(({ MessageID }) => MessageID)).toEqual(["b@x.example"]);
  });
});

describe("refusals", () => {
  test.each([
    ["a recipient below .invalid", { to: "anna@nowhere.invalid" }, /^550 5\.1\.1/],
    ["an address that is none", { to: "not an address" }, /^501/],
    ["a mail without From", { to: TO, content: "Subject: Hej\r\n\r\nHej" }, /^554 5\.6\.0/],
  ])("%s", async (_, mail, reply) => {
    const content = mailContent("c1@x.example", "Hej");
    expect(await sendMail(mailbox.smtp.port, { content, ...mail })).toMatch(reply);
    expect(mailbox.accepted.size).toBe(0);
  });

  test("whoever may not send is refused, where a log-in is asked for", async () => {
    const guarded = await startMailbox({ clock, auth: { user: "perennial", pass: "s3cret" } });
    const mail = { to: TO, content: mailContent("c1@x.example", "Hej") };
    const { port } = guarded.smtp;
    expect(await sendMail(port, mail)).toMatch(/^530/);
    expect(await sendMail(port, { ...mail, auth: { user: "perennial", pass: "wrong" } })).toMatch(
      /^535/,
    );
    expect(await sendMail(port, { ...mail, auth: { user: "perennial", pass: "s3cret" } })).toMatch(
      /^250/,
    );
    await guarded.stop();
  });

  test("unknown paths and searches for nothing", async () => {
    expect((await fetch(`${mailbox.url}/api/v1/search`)).status).toBe(400);
    expect((await fetch(`${mailbox.url}/api/v1/message/none`)).status).toBe(404);
    expect((await fetch(`${mailbox.url}/api/v2/messages`)).status).toBe(404);
    expect((await fetch(`${mailbox.url}/api/v1/messages`, { method: "DELETE" })).status).toBe(405);
  });
});

describe("faults", () => {
  test("a server error or too much mail refuses for now and accepts nothing", async () => {
    await mailbox.faults.set({ serverError: 1 });
    expect(await send("c1@x.example")).toMatch(/^451 4\.3\.0/);
    await mailbox.faults.set({ serverError: 0, tooMany: 1 });
    expect(await send("c1@x.example")).toMatch(/^450 4\.7\.1/);
    expect(mailbox.accepted.size).toBe(0);
  });

  test("the connection breaks after the content was accepted", async () => {
    await mailbox.faults.set({ dropAfterAccept: 1 });
    expect(await send("c1@x.example")).toBe("dropped");
    expect(mailbox.accepted.size).toBe(1);
    await mailbox.faults.clear();
    expect((await search('message-id:"c1@x.example"')).messages_count).toBe(1);
  });

  test("the connection breaks and the mail is accepted later, its content whole", async () => {
    await mailbox.faults.set({ acceptLate: 1, lateSeconds: 60 });
    expect(await send("c1@x.example")).toBe("dropped");
    await mailbox.faults.clear();
    expect((await search('message-id:"c1@x.example"')).messages_count).toBe(0);
    clock.moveTo(plusSeconds(START, 60));
    await mailbox.tick();
    const found = await search('message-id:"c1@x.example"');
    expect(mailbox.textOf(found.messages[0]?.ID ?? "")).toBe("Hej!\r\n");
  });

  test("greylisting puts a stranger off until some time has passed", async () => {
    await mailbox.faults.set({ greylist: 1, greylistSeconds: 300 });
    expect(await send("c1@x.example")).toMatch(/^451 4\.7\.1 .*greylisted/);
    clock.moveTo(plusSeconds(START, 299));
    expect(await send("c1@x.example")).toMatch(/^451/);
    clock.moveTo(plusSeconds(START, 300));
    expect(await send("c1@x.example")).toMatch(/^250/);
  });

  test("nobody listens on either port, and then somebody does again", async () => {
    const { port } = mailbox.smtp;
    await mailbox.faults.set({ refuseConnections: true });
    expect(await send("c1@x.example")).toBe("dropped");
    await expect(fetch(mailbox.url)).rejects.toThrow();
    await mailbox.faults.clear();
    expect(mailbox.smtp.port).toBe(port);
    expect(await send("c1@x.example")).toMatch(/^250/);
  });
});

test("a restart keeps what is in the box", async () => {
  await send("c1@x.example");
  const snapshot = JSON.parse(JSON.stringify(mailbox.snapshot()));
  const other = await startMailbox({ clock });
  other.restore(snapshot);
  expect(other.textOf(snapshot.mails[0].record.id)).toBe("Hej!\r\n");
  await other.stop();
});

describe("reports", () => {
  test("of a bounce and of a complaint quote the mail and go to their door, again until taken", async () => {
    const door = await openDoor();
    mailbox.forwardReportsTo({ url: `${door.url}/reports`, token: "t0ken" });
    await send("c1@exempelkraft.example");
    const [{ id = "" } = {}] = mailbox.accepted.entries;
    door.answer = () => ({ status: 503 });
    mailbox.bounce(id, { status: "5.2.2" });
    await mailbox.tick();
    const snapshot = JSON.parse(JSON.stringify(mailbox.snapshot()));
    mailbox.restore(snapshot);
    door.answer = () => ({ status: 202 });
    clock.moveTo(plusSeconds(START, 60));
    mailbox.complain(id);
    await mailbox.tick();
    expect(door.requests.map(({ headers, body }) => [headers, body])).toMatchObject([
      [{}, expect.stringMatching(/^Action: failed\r\nStatus: 5\.2\.2\r\n/m)],
      [{}, expect.stringMatching(/^Action: failed/m)],
      [{}, expect.stringMatching(/^Feedback-Type: abuse/m)],
    ]);
    for (const { headers, body } of door.requests) {
      expect(headers).toMatchObject({
        ...{ "content-type": "message/rfc822", authorization: "Bearer t0ken" },
      });
      expect(body).toContain("Message-ID: <c1@exempelkraft.example>");
    }
    await door.shut();
  });

  test("of a mail that is not there are refused", () => {
    expect(() => mailbox.bounce("none")).toThrow(/"none" is not kept/);
  });
});
