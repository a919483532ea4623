import { type Agreement, Consent, Customer, ManualClock } from "@perennial/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { signatureFault, signatureHeaders } from "../courier/signature.ts";
import { openDoor, type RecordingDoor } from "../testing/recording-door.ts";
import { plusSeconds } from "../time/instant.ts";
import { type Crm, startCrm } from "./crm.ts";
import type { CrmItem } from "./crm-item.ts";

const START = "2026-03-01T08:00:00.000Z";
const customer = Customer.parse({
  id: "K1",
  name: "Anna Berg",
  mobile: "+46700000001",
  email: "anna@example.com",
  updatedAt: "2026-01-01T08:00:00.000Z",
});
const agreement: Agreement = {
  id: "A1",
  customerId: "K1",
  party: "own",
  product: "Fast 1 år",
  kind: "fixed",
  status: "active",
  start: "2025-04-01",
  end: "2026-03-31",
  currency: "SEK",
  attributes: { priceOre: 80 },
  updatedAt: "2025-03-10T08:00:00.000Z",
};
const consent = Consent.parse({
  customerId: "K1",
  channel: "sms",
  state: "given",
  at: "2025-03-10T08:00:00.000Z",
  source: "web-form",
});
const company = {
  customers: [customer],
  agreements: [agreement],
  consents: [consent],
  purchases: [],
};

let clock: ManualClock;
let crm: Crm;
let door: RecordingDoor;
beforeEach(async () => {
  clock = new ManualClock(START);
  door = await openDoor();
  crm = await startCrm({
    clock,
    company,
    customFields: { customer: ["careState"], agreement: [] },
  });
});
afterEach(async () => {
  await crm.stop();
  await door.shut();
});

interface Page {
  readonly items: readonly CrmItem[];
  readonly cursor: string;
  readonly more: boolean;
}

async function changes(query: Record<string, string> = {}): Promise<Page> {
  const answer = await fetch(`${crm.url}/changes?${new URLSearchParams(query)}`, {
    headers: { authorization: `Bearer ${crm.token}` },
  });
  return JSON.parse(await answer.text());
}

async function post(content: unknown, headers: Record<string, string> = {}) {
  const body = JSON.stringify(content);
  const answer = await fetch(`${crm.url}/commands`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      ...signatureHeaders(crm.signingSecret, "msg_1", clock.now(), body),
      ...headers,
    },
    body,
  });
  const json: { results?: { id: string; status: string; message?: string }[] } = JSON.parse(
    await answer.text(),
  );
  return { status: answer.status, ...json };
}

const update = (values: object, changes: object = {}) => ({
  kind: "update-record",
  id: `u-${JSON.stringify(values)}`,
  customerId: "K1",
  object: "customer",
  recordId: "K1",
  values,
  ...changes,
});
const note = { kind: "add-note", id: "n1", customerId: "K1", at: START, text: "Sms skickat" };

describe("the feed of changes", () => {
  test("gives everything from the beginning, page by page", async () => {
    const first = await changes({ limit: "2" });
    expect(first.items.map(({ type, id }) => [type, id])).toEqual([
      ["customer", "K1"],
      ["agreement", "A1"],
    ]);
    expect(first.more).toBe(true);
    const second = await changes({ limit: "2", cursor: first.cursor });
    expect(second).toMatchObject({
      items: [{ type: "consent", id: "K1:sms:marketing" }],
      more: false,
    });
    expect(await changes({ cursor: second.cursor })).toEqual({
      items: [],
      cursor: second.cursor,
      more: false,
    });
  });

  test("tells a record once, as it is now, at the place of its last change", async () => {
    const { cursor } = await changes();
    crm.staff.changeCustomer("K1", { email: "a.berg@example.com" });
    crm.staff.moveEnd("A1", "2026-04-30");
    crm.staff.changeCustomer("K1", { email: "anna.berg@example.com" });
    const { items } = await changes({ cursor });
    expect(items).toMatchObject([
      { type: "agreement", record: { end: "2026-04-30" } },
      { type: "customer", record: { email: "anna.berg@example.com" } },
    ]);
  });

  test("a record's updatedAt rises with each change, though the clock stands still", () => {
    const first = crm.staff.changeCustomer("K1", { segment: "farm" });
    const second = crm.staff.changeCustomer("K1", { segment: "household" });
    expect([first.updatedAt, second.updatedAt]).toEqual([START, "2026-03-01T08:00:00.001Z"]);
  });

  test("refuses strangers, cursors it never gave and limits out of range", async () => {
    const stranger = await fetch(`${crm.url}/changes`);
    expect(stranger.status).toBe(401);
    for (const query of ["cursor=x", "cursor=999", "limit=0", "limit=2000"]) {
      const answer = await fetch(`${crm.url}/changes?${query}`, {
        headers: { authorization: `Bearer ${crm.token}` },
      });
      expect([query, answer.status]).toEqual([query, 400]);
    }
  });
});

describe("commands", () => {
  test("set known fields, own fields and attributes, and empty them with null", async () => {
    const values = { valueClass: "gold", careState: "customer-care", "attributes.score": 7 };
    const { results } = await post({ commands: [update(values)] });
    expect(results).toEqual([{ id: expect.any(String), status: "done" }]);
    expect(crm.records.customer("K1")).toMatchObject({
      valueClass: "gold",
      attributes: { careState: "customer-care", score: 7 },
    });
    await post({ commands: [update({ valueClass: null, "attributes.score": null })] });
    const after = crm.records.customer("K1");
    expect(after?.valueClass).toBeUndefined();
    expect(after?.attributes).toEqual({ careState: "customer-care" });
  });

  test.each([
    [update({ favouriteColour: "blue" }), "unknown field favouriteColour"],
    [update({ id: "K2" }), "unknown field id"],
    [update({ updatedAt: START }), "unknown field updatedAt"],
    [update({ valueClass: "platinum" }), "valueClass: "],
    [update({ name: null }), "name: "],
    [update({ phase: "retain" }, { recordId: "K9" }), "customer K9 is not K1"],
    [update({ status: "ended" }, { object: "agreement", recordId: "A9" }), "no agreement A9"],
    [{ ...note, id: "n9", customerId: "K9" }, "no customer K9"],
    [{ ...note, id: "n8", colour: "blue" }, "Unrecognized key"],
    [
      {
        kind: "send-sms",
        id: "s1",
        customerId: "K1",
        class: "service",
        to: "+46700000001",
        text: "Hej",
      },
      "does not take send-sms",
    ],
  ])("refuse %j and change nothing", async (command, message) => {
    const { status, results } = await post({ commands: [command] });
    expect(status).toBe(200);
    expect(results?.[0]).toMatchObject({ id: command.id, status: "refused" });
    expect(results?.[0]?.message).toContain(message);
    expect(crm.records.customer("K1")).toEqual(customer);
  });

  test("are carried out once for each id, whatever comes again", async () => {
    const task = { kind: "create-task", id: "t1", customerId: "K1", title: "Ring", body: "Fråga" };
    const first = await post({ commands: [note, task] });
    const second = await post({ commands: [task, note] });
    expect(second.results).toEqual(first.results?.toReversed());
    expect(crm.notesOf("K1")).toEqual([{ id: "n1", at: START, text: "Sms skickat" }]);
    expect(crm.tasksOf("K1")).toHaveLength(1);
    expect(crm.accepted.entries.map(({ result }) => result.id)).toEqual(["n1", "t1"]);
    const other = await post({ commands: [{ ...note, text: "Annat" }] });
    expect(other.results?.[0]).toMatchObject({ status: "refused" });
  });

  test("that change nothing leave the record as it was", async () => {
    const { cursor } = await changes();
    await post({ commands: [update({ name: "Anna Berg" })] });
    expect((await changes({ cursor })).items).toEqual([]);
  });

  test("must be signed, now, and with the token where one is given", async () => {
    const commands = [note];
    expect((await post({ commands }, { "webhook-signature": "v1,AAAA" })).status).toBe(401);
    const body = JSON.stringify({ commands });
    const old = signatureHeaders(crm.signingSecret, "msg_1", plusSeconds(START, -301), body);
    expect((await post({ commands }, old)).status).toBe(401);
    expect((await post({ commands }, { authorization: "Bearer wrong" })).status).toBe(401);
    expect((await post({ commands }, { authorization: `Bearer ${crm.token}` })).status).toBe(200);
  });

  test("come as JSON, at least one and at most a hundred, each with an id", async () => {
    expect((await post({ commands: [note] }, { "content-type": "text/plain" })).status).toBe(415);
    expect((await post({ commands: [] })).status).toBe(400);
    expect((await post([note])).status).toBe(400);
    expect((await post({ commands: [{ kind: "add-note" }] })).status).toBe(400);
    const many = Array.from({ length: 101 }, (_, index) => ({ ...note, id: `m${index}` }));
    expect((await post({ commands: many })).status).toBe(400);
    expect((await post({ commands: many.slice(1) })).results).toHaveLength(100);
  });
});

describe("pushes", () => {
  const pushed = () =>
    door.requests.flatMap(({ body }) => {
      const { data }: { data: { items: CrmItem[] } } = JSON.parse(body);
      return data.items;
    });

  test("tell of changes, signed, those of one moment together", async () => {
    crm.setCallbackUrl(`${door.url}/records`);
    crm.staff.changeCustomer("K1", { segment: "farm" });
    crm.staff.moveEnd("A1", "2026-04-30");
    await crm.tick();
    const [push, ...others] = door.requests;
    expect(others).toEqual([]);
    const { headers, body } = push ?? { headers: {}, body: "" };
    expect(JSON.parse(body)).toMatchObject({ type: "records.changed", timestamp: START });
    expect(signatureFault(crm.signingSecret, headers, body, clock.now())).toBeUndefined();
    expect(pushed().map(({ type, id }) => [type, id])).toEqual([
      ["customer", "K1"],
      ["agreement", "A1"],
    ]);
  });

  test("tell at once of a record that changes again at the same moment", async () => {
    crm.setCallbackUrl(door.url);
    for (const segment of ["farm", "household"]) {
      crm.staff.changeCustomer("K1", { segment });
      await crm.tick();
    }
    expect(door.requests).toHaveLength(2);
  });

  test("keep their order while the door is shut", async () => {
    crm.setCallbackUrl(door.url);
    await door.shut();
    for (const segment of ["farm", "household"]) {
      crm.staff.changeCustomer("K1", { segment });
      await crm.tick();
      clock.moveTo(plusSeconds(clock.now(), 60));
    }
    await door.open();
    clock.moveTo(plusSeconds(clock.now(), 600));
    await crm.tick();
    expect(pushed().map(({ record }) => "segment" in record && record.segment)).toEqual([
      "farm",
      "household",
    ]);
  });

  test("never give up, and come again as they were", async () => {
    crm.setCallbackUrl(door.url);
    door.answer = () => ({ status: 500 });
    crm.staff.changeCustomer("K1", { segment: "farm" });
    for (let days = 1; days <= 20; days += 1) {
      clock.moveTo(plusSeconds(START, days * 86_400));
      await crm.tick();
    }
    const failed = door.requests.length;
    expect(failed).toBeGreaterThan(15);
    door.answer = () => ({ status: 202 });
    for (const days of [22, 24]) {
      clock.moveTo(plusSeconds(START, days * 86_400));
      await crm.tick();
    }
    expect(door.requests).toHaveLength(failed + 1);
    expect(new Set(door.requests.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
    expect(new Set(door.requests.map(({ body }) => body)).size).toBe(1);
  });
});

describe("renewals", () => {
  const pass = async (instant: string) => {
    clock.moveTo(instant);
    await crm.tick();
  };

  test("an order continues the agreement and takes over on its first day, once it is signed", async () => {
    const order = crm.staff.placeOrder("A1", "web");
    expect(order).toMatchObject({
      id: "A1-R1",
      renewalOf: "A1",
      status: "ordered",
      start: "2026-04-01",
      end: "2027-03-31",
      orderedAt: START,
      orderChannel: "web",
    });
    await pass("2026-03-05T10:00:00.000Z");
    crm.staff.sign("A1-R1");
    await pass("2026-03-31T21:59:59.000Z");
    expect(crm.records.agreement("A1")?.status).toBe("active");
    await pass("2026-03-31T22:00:00.000Z");
    expect(crm.records.agreement("A1")?.status).toBe("ended");
    expect(crm.records.agreement("A1-R1")).toMatchObject({
      status: "active",
      acceptedAt: "2026-03-05T10:00:00.000Z",
      signedAt: "2026-03-05T10:00:00.000Z",
    });
  });

  test("an order may be signed after its first day, and takes over then", async () => {
    crm.staff.placeOrder("A1", "web");
    await pass("2026-04-05T08:00:00.000Z");
    expect(crm.records.agreement("A1")?.status).toBe("ended");
    expect(crm.records.agreement("A1-R1")?.status).toBe("ordered");
    crm.staff.sign("A1-R1");
    await crm.tick();
    expect(crm.records.agreement("A1-R1")?.status).toBe("active");
  });

  test("an order that nobody signs is cancelled 45 days after it was made", async () => {
    const ended: string[] = [];
    crm.onEnded(({ id }) => ended.push(id));
    crm.staff.placeOrder("A1", "phone");
    await pass("2026-04-15T07:59:59.000Z");
    expect(crm.records.agreement("A1-R1")?.status).toBe("ordered");
    expect(ended).toEqual([]);
    await pass("2026-04-15T08:00:00.000Z");
    expect(crm.records.agreement("A1-R1")?.status).toBe("cancelled");
    expect(ended).toEqual(["A1"]);
  });

  test("an end that was moved counts, and the old one does not", async () => {
    crm.staff.moveEnd("A1", "2026-04-30");
    await pass("2026-04-15T08:00:00.000Z");
    expect(crm.records.agreement("A1")?.status).toBe("active");
    await pass("2026-05-01T08:00:00.000Z");
    expect(crm.records.agreement("A1")?.status).toBe("ended");
  });

  test("a second order after a cancelled one has an id of its own", () => {
    crm.staff.cancel(crm.staff.placeOrder("A1", "web").id);
    expect(crm.staff.placeOrder("A1", "web").id).toBe("A1-R2");
  });

  test("only an active agreement is renewed", () => {
    crm.staff.cancel("A1");
    expect(() => crm.staff.placeOrder("A1", "web")).toThrow(/A1 is cancelled/);
  });
});

describe("views for people", () => {
  test("show a customer with everything that belongs to it", async () => {
    await post({ commands: [note] });
    const answer = await fetch(`${crm.url}/customers/K1?token=${crm.token}`);
    expect(await answer.json()).toEqual({
      customer,
      agreements: [agreement],
      consents: [consent],
      purchases: [],
      notes: [{ id: "n1", at: START, text: "Sms skickat" }],
      tasks: [],
    });
    expect((await fetch(`${crm.url}/customers/K1`)).status).toBe(401);
    expect((await fetch(`${crm.url}/customers/K9?token=${crm.token}`)).status).toBe(404);
  });
});

describe("a restart", () => {
  test("keeps records, results and what is still to be pushed, and gives new places", async () => {
    crm.setCallbackUrl(door.url);
    await post({ commands: [note] });
    const { cursor } = await changes();
    crm.staff.placeOrder("A1", "web");
    const snapshot = JSON.parse(JSON.stringify(crm.snapshot()));
    await crm.stop();
    crm = await startCrm({ clock, company });
    crm.restore(snapshot);
    // What was still to be pushed goes to where the door is now.
    crm.setCallbackUrl(door.url);
    await crm.tick();
    expect(door.requests).toHaveLength(1);
    expect((await changes({ cursor })).items.map(({ id }) => id)).toEqual(["A1-R1"]);
    expect((await post({ commands: [note] })).results).toEqual([{ id: "n1", status: "done" }]);
    expect(crm.notesOf("K1")).toHaveLength(1);
    crm.staff.sign("A1-R1");
    clock.moveTo("2026-04-01T08:00:00.000Z");
    await crm.tick();
    expect(crm.records.agreement("A1-R1")?.status).toBe("active");
  });
});
