import { signWebhook } from "@perennial/connector-kit";
import type { InboundRequest } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { type BounceParts, bounce, complaint } from "./__fixtures__/reports.ts";
import { createSmtp } from "./smtp-connector.ts";
import { messageProof, returnPathOf } from "./smtp-proof.ts";
import { tracedUrl } from "./smtp-tracking.ts";

const { inbound, settings: schema } = createSmtp();

const NOW = "2026-03-02T09:05:00.000Z";
const SECRET = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const OLD = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
const LINKS = "links-s3cret-0123456789-canary";
const DOOR = "https://p.example/hooks/v1/1/mail";
const plain = { host: "smtp.example.com", fromAddress: "kundtjanst@elbolaget.example" };
const settings = schema.parse({
  ...plain,
  reports: { secret: SECRET, previousSecret: OLD },
  trackLinks: { secret: LINKS },
});
const ID = "t1-e2-3";
const quoted = { messageId: `${ID}@elbolaget.example`, proof: messageProof(ID, SECRET) };

function posted(body: string, headers: Record<string, string> = {}): InboundRequest {
  const all = { "content-type": "message/rfc822", ...headers };
  return { method: "POST", url: DOOR, headers: all, body, receivedAt: NOW };
}

const got = (url: string, method = "GET"): InboundRequest => ({
  ...{ method, url, headers: {}, body: "", receivedAt: NOW },
});
const meaning = (body: string, of = settings) => inbound?.toSignals(posted(body), of);
const verdict = (request: InboundRequest, of = settings) => inbound?.verify(request, of, NOW);
const bounced = (parts: BounceParts) => meaning(bounce(quoted, parts))?.signals;

describe("judging a forwarded mail", () => {
  const body = bounce(quoted);

  test("it is genuine with a Standard Webhooks signature or with the secret as a bearer token", () => {
    const signed = signWebhook({ id: "m1", at: NOW, body, secrets: [SECRET] });
    expect(verdict(posted(body, signed))).toEqual({ genuine: true, deliveryId: "m1" });
    for (const secret of [SECRET, OLD]) {
      const authorization = `Bearer ${secret}`;
      expect(verdict(posted(body, { authorization }))).toEqual({ genuine: true });
    }
  });

  test("without, with another, tampered with or stale it is refused, also where nothing is set up", () => {
    const signed = signWebhook({ id: "m1", at: NOW, body, secrets: [SECRET] });
    const stale = signWebhook({
      id: "m1",
      at: "2026-03-02T08:00:00.000Z",
      body,
      secrets: [SECRET],
    });
    const wrong = [
      posted(body),
      posted(body, { authorization: "Bearer " }),
      posted(body, { authorization: `Bearer ${SECRET}x` }),
      posted(`${body} `, signed),
      posted(body, stale),
    ];
    expect(wrong.map((each) => verdict(each)?.genuine)).toEqual(wrong.map(() => false));
    const authorization = `Bearer ${SECRET}`;
    expect(verdict(posted(body, { authorization }), schema.parse(plain))?.genuine).toBe(false);
  });
});

describe("a bounce", () => {
  test("for ever names the command, the code and the words", () => {
    expect(meaning(bounce(quoted))).toEqual({
      problems: [],
      signals: [
        {
          ...{ type: "message.failed", id: `mail:${ID}:failed`, commandId: ID, permanent: true },
          at: "2026-03-02T09:00:05.000Z",
          reason: "5.1.1 550 5.1.1 <anna.ek@example.com>: Recipient address rejected",
        },
      ],
    });
  });

  test("of a full mailbox or after days of trying is a failure, but not for ever", () => {
    for (const status of ["5.2.2", "4.4.7", "5.7.1", "5.0.0"]) {
      const [signal] = bounced({ status }) ?? [];
      expect(signal).toMatchObject({ type: "message.failed", reason: expect.any(String) });
      expect(signal).not.toHaveProperty("permanent");
    }
    expect(bounced({ status: "5.2.1" })).toMatchObject([{ permanent: true }]);
  });

  test("that only tells of a delay means nothing yet, and one of success is a delivery", () => {
    expect(bounced({ action: "delayed", status: "4.4.1" })).toEqual([]);
    expect(bounced({ action: "delivered", status: "2.0.0" })).toMatchObject([
      { type: "message.delivered", commandId: ID },
    ]);
  });

  test("is known by the address it came to, where it quotes nothing", () => {
    const to = returnPathOf(ID, "studs@elbolaget.example", SECRET);
    expect(to).toBe(`studs+${ID}.${quoted.proof}@elbolaget.example`);
    const body = bounce({ messageId: "lost@mx.example.com" }, { to: `<${to}>` });
    expect(meaning(body)?.signals).toMatchObject([{ commandId: ID }]);
  });

  test("of a message sent before the secret was changed still counts", () => {
    const proof = messageProof(ID, OLD);
    expect(meaning(bounce({ ...quoted, proof }))?.signals).toHaveLength(1);
  });

  test("that anyone could have written is a problem and acts on nothing", () => {
    const forged = [
      bounce({ messageId: quoted.messageId }),
      bounce({ ...quoted, proof: messageProof(ID, "guess") }),
      bounce({ ...quoted, messageId: "t1-e2-4@elbolaget.example" }),
      bounce({ messageId: "%E0%A4%A@x" }),
    ];
    for (const body of forged) {
      expect(meaning(body)).toMatchObject({ signals: [], problems: [{ place: "body" }] });
    }
  });

  test("survives bare line feeds and quoted-printable or base64 parts", () => {
    expect(meaning(bounce(quoted).replaceAll("\r\n", "\n"))?.signals).toHaveLength(1);
    const [before = "", after = ""] = bounce(quoted).split(/(?=Reporting-MTA)/);
    const [fields = "", rest = ""] = after.split(/(?=\r\n\r\n--2EA4)/);
    for (const [encoding, encoded] of [
      ["base64", Buffer.from(fields).toString("base64")],
      ["quoted-printable", fields.replace("Action: f", "Action=3A =\r\nf")],
    ]) {
      const head = before.replace(
        /\r\n\r\n$/,
        `\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n`,
      );
      expect(meaning(`${head}${encoded}${rest}`)?.signals, encoding).toHaveLength(1);
    }
  });
});

describe("a complaint", () => {
  test("names the command and how the provider calls it", () => {
    expect(meaning(complaint(quoted))?.signals).toEqual([
      {
        ...{ type: "message.complained", id: `mail:${ID}:complained`, commandId: ID },
        ...{ at: "2026-03-02T09:00:05.000Z", channel: "email", feedback: "abuse" },
      },
    ]);
  });

  test("is none where the recipient says that it is no spam", () => {
    expect(meaning(complaint(quoted, "not-spam"))).toEqual({ signals: [], problems: [] });
  });
});

test("other mail, an answer or nonsense, means nothing", () => {
  const answer = "From: anna@example.com\r\nSubject: Re: Ditt elavtal\r\n\r\nJa tack!";
  const bare = "Content-Type: multipart/report; report-type=delivery-status\r\n\r\nno boundary";
  for (const body of [answer, bare, "", "\0", "{}"]) {
    expect(meaning(body), body).toEqual({ signals: [], problems: [] });
  }
  expect(meaning("__proto__: x\r\nContent-Type: multipart/report\r\n\r\n")?.signals).toEqual([]);
});

describe("a tracked address", () => {
  const key = { url: DOOR, secret: LINKS };
  const target = "https://elbolaget.example/order?a=1&b=å";
  const clicked = tracedUrl({ kind: "clicked", commandId: ID, target: new URL(target).href }, key);
  const opened = tracedUrl({ kind: "opened", commandId: ID }, key);

  test("leads on to its target and is a click, as often as it is followed the same one", () => {
    expect(verdict(got(clicked))).toMatchObject({ genuine: true });
    const signals = inbound?.toSignals(got(clicked), settings).signals;
    expect(signals).toMatchObject([{ type: "message.clicked", at: NOW, commandId: ID }]);
    expect(inbound?.toSignals(got(clicked), settings).signals).toEqual(signals);
    expect(inbound?.answer?.(got(clicked), settings)).toMatchObject({
      status: 302,
      headers: { location: new URL(target).href, "cache-control": "no-store, private" },
    });
  });

  test("of the image is an opening, answered with one point", () => {
    expect(inbound?.toSignals(got(opened), settings).signals).toMatchObject([
      { type: "message.opened", at: NOW, commandId: ID },
    ]);
    const answer = inbound?.answer?.(got(opened), settings);
    expect(answer).toMatchObject({ status: 200, headers: { "content-type": "image/gif" } });
    const image = Buffer.from(answer?.body ?? "", "base64").toString("latin1");
    expect(image.slice(0, 6)).toBe("GIF89a");
  });

  test("asked for by HEAD, as scanners do, is answered and counts for nothing", () => {
    const looked = verdict(got(clicked, "HEAD"));
    expect(looked).toMatchObject({ genuine: true });
    expect(looked).not.toEqual(verdict(got(clicked)));
    expect(inbound?.toSignals(got(clicked, "HEAD"), settings).signals).toEqual([]);
  });

  test("with another target, command or secret, or none, leads nowhere and is refused", () => {
    const elsewhere = new URL(clicked);
    elsewhere.searchParams.set("u", "https://evil.example/");
    const another = new URL(clicked);
    another.searchParams.set("m", "t1-e2-4");
    const asOpening = new URL(clicked);
    asOpening.searchParams.delete("u");
    const foreign = tracedUrl({ kind: "opened", commandId: ID }, { ...key, secret: "other" });
    for (const url of [elsewhere.href, another.href, asOpening.href, foreign, DOOR, "nonsense"]) {
      expect(verdict(got(url))?.genuine, url).toBe(false);
      expect(inbound?.answer?.(got(url), settings), url).toBeUndefined();
      expect(inbound?.toSignals(got(url), settings).signals, url).toEqual([]);
    }
    expect(verdict(got(clicked), schema.parse(plain))?.genuine).toBe(false);
  });
});
