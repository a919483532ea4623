import { beforeAll, describe, expect, test } from "vitest";
import { asRole, asStranger, refusalOf } from "../../testing/as-role.ts";
import { queryAs } from "../../testing/query-as.ts";
import { useServer } from "../../testing/test-server.ts";

const server = useServer();
const client = () => server().client;
const REMINDER = { program: "renewal", template: "reminder", channel: "sms" } as const;
const NOTICE = { program: "renewal", template: "notice", channel: "email" } as const;

async function customer(): Promise<string> {
  const { items } = await client().ask("listAgreements", { query: { limit: 1 } });
  return items[0]?.customerId ?? "";
}

describe("the list of messages", () => {
  test("has every text of every program with its languages, steps and length", async () => {
    const { items } = await client().ask("listTemplates");
    expect(
      items.find(({ template, channel }) => template === "reminder" && channel === "sms"),
    ).toMatchObject({
      ...{ program: "renewal", state: "active", source: "published", class: "marketing" },
      ...{ locales: ["sv", "en"], missing: [], broken: [], inDraft: false, changed: false },
      sms: { sv: { encoding: "gsm-7", segments: expect.any(Number) } },
    });
    expect(items.every(({ steps }) => steps.length > 0)).toBe(true);
  });

  test("opens a text with its fields in words, and its draft once there is one", async () => {
    const params = { program: "renewal", template: "reminder" };
    const open = await client().ask("getTemplate", { params, query: { channel: "sms" } });
    expect(open.texts.map(({ locale }) => locale)).toEqual(["sv", "en"]);
    expect(open.fields.find(({ field }) => field === "agreement.end")).toMatchObject({
      ...{ used: true, words: { sv: expect.stringContaining("avtalet") } },
    });
    expect(open).toMatchObject({ revision: 0, version: 1 });
    const missing = client().ask("getTemplate", { params, query: { channel: "task" } });
    expect(await refusalOf(missing)).toMatchObject({ status: 404 });
  });
});

describe("a preview", () => {
  test("is what a customer would get, and nothing is sent or kept by it", async () => {
    const before = await queryAs(server(), "select count(*) as n from outbox");
    const id = await customer();
    const body = { ...NOTICE, customer: id };
    const preview = await client().ask("previewMessage", { body });
    expect(preview).toMatchObject({ fault: null, customer: { id }, missing: [], problems: [] });
    expect(preview.html).toContain("<!doctype html>");
    expect(preview.subject).toMatch(/^Ditt elavtal löper ut den \d/);
    expect(await queryAs(server(), "select count(*) as n from outbox")).toEqual(before);
    const english = await client().ask("previewMessage", { body: { ...body, locale: "en" } });
    expect(english.subject).toMatch(/^Your electricity agreement ends on /);
  });

  test("with usual values tells its length and what stands for values that are missing", async () => {
    const text =
      'Hej {{ customer.firstName }}! {{ customer.attributes.solarPanels | default: "–" }} 🌱';
    const preview = await client().ask("previewMessage", { body: { ...REMINDER, text } });
    expect(preview).toMatchObject({
      ...{ customer: null, text: expect.stringMatching(/^Hej Alexandra! /) },
      sms: { encoding: "ucs-2", segments: 1 },
    });
  });

  test("tells values that are missing, and mistakes in the text with line and column", async () => {
    const id = await customer();
    const text = "Hej!\n{{ customer.attributes.solarPanels }} {{ nope }";
    const broken = await client().ask("previewMessage", { body: { ...REMINDER, text } });
    expect(broken).toMatchObject({
      ...{ text: null, fault: "The text has mistakes; see its problems." },
      problems: [{ line: 2, column: 39, code: "template-syntax" }],
    });
    const body = { ...REMINDER, customer: id, text: "Hej!\n{{ enrolment.nothing }}" };
    const empty = await client().ask("previewMessage", { body });
    expect(empty).toMatchObject({
      ...{ text: null, fault: expect.stringContaining("enrolment.nothing") },
      missing: [{ field: "enrolment.nothing", line: 2, column: 1 }],
    });
    const nobody = client().ask("previewMessage", { body: { ...REMINDER, customer: "nobody" } });
    expect(await refusalOf(nobody)).toMatchObject({ status: 404 });
  });
});

describe("a test", () => {
  let recipient = "";
  beforeAll(async () => {
    const body = { channel: "sms", address: "070-174 06 05", name: "Kim" } as const;
    const put = await client().ask("putTestRecipient", { body });
    expect(put).toMatchObject({
      ...{
        recipient: { address: "+46701740605", verifiedAt: null },
        sent: { outcome: "accepted" },
      },
      demoCode: expect.stringMatching(/^\d{6}$/),
    });
    recipient = put.recipient.id;
    const unverified = client().ask("testSend", { body: { ...REMINDER, recipient } });
    expect(await refusalOf(unverified)).toMatchObject({ status: 409 });
    const params = { id: recipient };
    const wrong = client().ask("verifyTestRecipient", { params, body: { code: "000000" } });
    if (put.demoCode !== "000000") {
      expect(await refusalOf(wrong)).toMatchObject({ problems: [{ place: "body.code" }] });
    }
    const code = put.demoCode ?? "";
    const verified = await client().ask("verifyTestRecipient", { params, body: { code } });
    expect(verified.verifiedAt).not.toBeNull();
  });

  test("goes by the real connection, marked, and counts nowhere", async () => {
    const id = await customer();
    const before = await queryAs(server(), "select count(*) as n from decisions");
    const body = { ...REMINDER, customer: id, recipient };
    expect(await client().ask("testSend", { body })).toMatchObject({
      ...{ outcome: "accepted", connection: "sms", providerId: expect.any(String) },
    });
    const sent = server().world.sms.accepted.entries.at(-1);
    expect(sent).toMatchObject({
      to: "+46701740605",
      message: expect.stringMatching(/^TEST: Hej /),
    });
    expect(await queryAs(server(), "select count(*) as n from decisions")).toEqual(before);
    const timeline = await client().ask("getTimeline", { params: { id } });
    expect(JSON.stringify(timeline)).not.toContain("TEST: ");
  });

  test("is refused where the text, the channel or the address is not right", async () => {
    const bad = client().ask("testSend", { body: { ...NOTICE, recipient } });
    expect(await refusalOf(bad)).toMatchObject({ problems: [{ place: "body.recipient" }] });
    const broken = client().ask("testSend", { body: { ...REMINDER, recipient, text: "{{" } });
    expect(await refusalOf(broken)).toMatchObject({ status: 409 });
    const again = client().ask("putTestRecipient", {
      body: { channel: "email", address: "no address" },
    });
    expect(await refusalOf(again)).toMatchObject({ problems: [{ place: "body.address" }] });
  });

  test("a code is not sent twice in a minute, and five wrong ones end it", async () => {
    const body = { channel: "email", address: "Kim@Bolaget.example" } as const;
    const { recipient: mail, demoCode } = await client().ask("putTestRecipient", { body });
    expect(mail.address).toBe("kim@bolaget.example");
    expect(await refusalOf(client().ask("putTestRecipient", { body }))).toMatchObject({
      ...{ status: 409, title: "Too soon" },
    });
    const params = { id: mail.id };
    const code = demoCode === "111111" ? "222222" : "111111";
    for (let times = 0; times < 5; times++) {
      await refusalOf(client().ask("verifyTestRecipient", { params, body: { code } }));
    }
    const right = client().ask("verifyTestRecipient", { params, body: { code: demoCode ?? "" } });
    expect((await refusalOf(right)).detail).toContain("too often");
    expect(await client().ask("deleteTestRecipient", { params })).toEqual({ deleted: true });
  });

  test("takes a marketer, of the same company", async () => {
    const [viewer, agent] = await Promise.all([
      asRole(server(), "viewer"),
      asRole(server(), "agent"),
    ]);
    const stranger = await asStranger(server());
    const send = { body: { ...REMINDER, recipient } };
    expect(await refusalOf(agent.ask("testSend", send))).toMatchObject({ status: 403 });
    expect(await refusalOf(agent.ask("listTestRecipients"))).toMatchObject({ status: 403 });
    expect(
      await refusalOf(viewer.ask("putTestRecipient", { body: { channel: "sms", address: "070" } })),
    ).toMatchObject({ status: 403 });
    expect(await refusalOf(stranger.ask("testSend", send))).toMatchObject({ status: 404 });
    expect(await refusalOf(stranger.ask("previewMessage", { body: REMINDER }))).toMatchObject({
      status: 404,
    });
    expect((await stranger.ask("listTestRecipients")).items).toEqual([]);
    expect((await stranger.ask("listTemplates")).items).toEqual([]);
    const params = { id: recipient };
    const verify = stranger.ask("verifyTestRecipient", { params, body: { code: "123456" } });
    expect(await refusalOf(verify)).toMatchObject({ status: 404 });
  });
});
