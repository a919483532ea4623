import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ManualClock } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import { chance } from "../chance/chance.ts";
import type { PersonAct } from "../people/doing.ts";
import { NO_HABITS } from "../people/habits.ts";
import { openDoor, type RecordingDoor } from "../testing/recording-door.ts";
import { mailContent, sendMail } from "../testing/send-mail.ts";
import { plusSeconds } from "../time/instant.ts";
import { startWorld, type World } from "./world.ts";

const START = "2026-11-23T08:00:00.000Z";
const DAY = 86_400;
/** Many who answer and renew, so that everything happens with few customers. */
const TALKATIVE = { answersPhone: 0.95, renewsOnPhone: 0.6 };
const worlds: World[] = [];
const doors: RecordingDoor[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.stop()));
  await Promise.all(doors.splice(0).map((door) => door.shut()));
});

type Options = Omit<Parameters<typeof startWorld>[0], "clock">;

async function begin(options: Options = {}) {
  const clock = new ManualClock(START);
  const world = await startWorld({ clock, seed: 5, customers: 150, ...options });
  worlds.push(world);
  return { clock, world };
}

async function newDoor(): Promise<RecordingDoor> {
  const door = await openDoor();
  doors.push(door);
  return door;
}

async function text(world: World, to: string, message: string): Promise<void> {
  const { username, password, sender, baseUrl } = world.settings["sms-46elks"];
  const login = Buffer.from(`${username}:${password}`).toString("base64");
  const answer = await fetch(`${baseUrl}/a1/sms`, {
    method: "POST",
    headers: { authorization: `Basic ${login}` },
    body: new URLSearchParams({ from: sender, to, message }),
  });
  expect(answer.status).toBe(200);
}

async function callUp(world: World, id: string, customerId: string, agreementId: string) {
  const { baseUrl, token } = world.settings["dialer-webhook"];
  const entry = { id, customerId, agreementId, name: "Kund", phone: "+46700000001" };
  const answer = await fetch(`${baseUrl}/entries/${id}`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ ...entry, reason: "Inget svar", priority: 50 }),
  });
  expect(answer.status).toBe(201);
}

interface Errand {
  readonly at: string;
  readonly run: (world: World) => Promise<void>;
}

/** What a company does in two months: for each agreement that ends soon an SMS and a call, for some a mail. */
function campaign(world: World): Errand[] {
  const errands: Errand[] = [];
  for (const { id, customerId, end = "" } of world.company.agreements) {
    if (end === "" || end > "2027-02-28") continue;
    const customer = world.crm.records.customer(customerId);
    const { mobile, email } = customer ?? {};
    const words = "Ditt elavtal löper ut. Svara JA för att förlänga.";
    // A mail takes a connection of its own, which waits a tenth of a second before it is greeted.
    if (email !== undefined && errands.length < 16) {
      const content = mailContent(`${id}@exempelkraft.example`, "Ditt elavtal löper ut");
      const mail = { to: email, content };
      const run = async (there: World) => {
        expect(await sendMail(there.mailbox.smtp.port, mail)).toMatch(/^250/);
      };
      errands.push({ at: plusSeconds(START, DAY), run });
    }
    if (mobile !== undefined)
      errands.push({ at: plusSeconds(START, 9 * DAY), run: (there) => text(there, mobile, words) });
    errands.push({
      at: plusSeconds(START, 15 * DAY),
      run: (there) => callUp(there, `call-${id}`, customerId, id),
    });
    if (mobile !== undefined)
      errands.push({
        at: plusSeconds(START, 30 * DAY),
        run: (there) => text(there, mobile, "Glöm inte att skriva under ditt avtal."),
      });
  }
  return errands;
}

/** Runs the campaign; `ticks` says how often the world is told to do what is due. */
async function live(ticks: "at each moment" | "hourly" | "seldom", options: Options = {}) {
  const { clock, world } = await begin({ habits: TALKATIVE, ...options });
  const errands = campaign(world);
  // Errands of one moment run in an order of their own in each way of ticking.
  errands.sort((one, other) => {
    if (one.at !== other.at) return one.at < other.at ? -1 : 1;
    return chance(1, ticks, errands.indexOf(one)) - chance(1, ticks, errands.indexOf(other));
  });
  const moveTo = async (moment: string) => {
    while (ticks !== "seldom" && clock.now() < moment) {
      const due = world.nextDue() ?? moment;
      const next = ticks === "hourly" ? plusSeconds(clock.now(), 3600) : due;
      const step = next > clock.now() ? next : plusSeconds(clock.now(), 1);
      clock.moveTo(step < moment ? step : moment);
      await world.tick();
    }
    clock.moveTo(moment);
  };
  for (const { at, run } of errands) {
    if (at > clock.now()) await moveTo(at);
    await run(world);
  }
  await moveTo(plusSeconds(START, 100 * DAY));
  await world.tick();
  return world;
}

function sorted(acts: readonly PersonAct[]): string[] {
  return acts.map((act) => JSON.stringify(act)).sort();
}

describe("the people", () => {
  test("do the same in every run with the same seed, however and in whatever order things are worked off", async () => {
    const first = await live("at each moment");
    const acts = sorted(first.people.acts);
    const kinds = new Set(first.people.acts.map(({ what }) => what));
    for (const what of ["ordered", "texted", "accepted", "signed", "left"] as const)
      expect(kinds).toContain(what);
    expect(sorted((await live("at each moment")).people.acts)).toEqual(acts);
    expect(sorted((await live("hourly")).people.acts)).toEqual(acts);
    expect(sorted((await live("seldom")).people.acts)).toEqual(acts);
  }, 60_000);

  test("do other things with another seed", async () => {
    const one = await live("seldom");
    const other = await live("seldom", { seed: 6 });
    expect(sorted(other.people.acts)).not.toEqual(sorted(one.people.acts));
  }, 60_000);

  test("do nothing of their own accord when told not to", async () => {
    const world = await live("seldom", { habits: NO_HABITS });
    expect(world.people.acts).toEqual([]);
  }, 30_000);
});

describe("the world", () => {
  test("tells Perennial's doors of everything that a tick does, before the tick ends", async () => {
    const door = await newDoor();
    const { clock, world } = await begin({ habits: { ...NO_HABITS, answersYes: 1 } });
    world.connectTo({
      smsIncomingUrl: `${door.url}/sms`,
      dialerCallbackUrl: `${door.url}/dialer`,
      crmCallbackUrl: `${door.url}/crm`,
    });
    const agreement = world.company.agreements.find(
      ({ end }) => end !== undefined && end < "2027-01-31",
    );
    const customer = world.crm.records.customer(agreement?.customerId ?? "");
    await text(world, customer?.mobile ?? "", "Ditt elavtal löper ut. Svara JA.");
    await callUp(world, "call-1", customer?.id ?? "", agreement?.id ?? "");
    clock.moveTo(plusSeconds(START, 2 * DAY));
    expect(await world.tick()).toBeGreaterThan(0);
    const paths = door.requests.map(({ path }) => path);
    expect(new Set(paths)).toEqual(new Set(["/sms", "/dialer", "/crm"]));
    expect(door.requests.find(({ path }) => path === "/sms")?.body).toMatch(/message=ja/i);
    const answered = door.requests.length;
    await world.tick();
    expect(door.requests).toHaveLength(answered);
    const next = world.nextDue();
    expect(next === undefined || next > clock.now()).toBe(true);
  });

  test("has its people sign what staff register", async () => {
    const { clock, world } = await begin({ habits: { ...NO_HABITS, signs: 1 } });
    const agreement = world.company.agreements.find(({ end }) => end !== undefined);
    const order = world.crm.staff.placeOrder(agreement?.id ?? "", "web");
    clock.moveTo(plusSeconds(START, 20 * DAY));
    await world.tick();
    expect(world.crm.records.agreement(order.id)?.signedAt).toBeDefined();
    expect(world.people.acts).toMatchObject([{ what: "signed", detail: order.id }]);
  });

  test("goes on from a snapshot as if nothing had happened", async () => {
    const whole = await live("seldom");
    const { clock, world } = await begin({ habits: TALKATIVE });
    const errands = campaign(world);
    for (const { at, run } of errands.toSorted((one, other) => (one.at < other.at ? -1 : 1))) {
      clock.moveTo(at);
      await run(world);
    }
    await world.tick();
    const before = world.people.acts.length;
    const json = JSON.parse(JSON.stringify(world.snapshot()));
    const base = { seed: 5, customers: 150, today: "2026-11-23" };
    const second = await startWorld({ clock, ...base, habits: TALKATIVE });
    worlds.push(second);
    second.restore(json);
    clock.moveTo(plusSeconds(START, 100 * DAY));
    await second.tick();
    const acts = [...world.people.acts.slice(0, before), ...second.people.acts];
    expect(sorted(acts)).toEqual(sorted(whole.people.acts));
    expect(second.settings.webhook.token).toBe(world.settings.webhook.token);
  }, 60_000);

  test("takes up from the journals what was accepted after the snapshot", async () => {
    const journal = mkdtempSync(join(tmpdir(), "world-"));
    const { clock, world } = await begin({ journal });
    const json = JSON.parse(JSON.stringify(world.snapshot()));
    await text(world, "+46700000001", "Ditt elavtal löper ut");
    const content = mailContent("late@exempelkraft.example", "Ditt elavtal löper ut");
    await sendMail(world.mailbox.smtp.port, { to: "anna@example.com", content });
    await callUp(world, "call-1", "K100001", "A200001");
    await world.stop();
    const second = await startWorld({ clock, seed: 5, customers: 150, journal });
    worlds.push(second);
    second.restore(json);
    expect(second.sms.accepted.size).toBe(1);
    expect(second.sms.snapshot().steps).toHaveLength(2);
    expect(second.dialer.calls).toMatchObject([{ entry: { id: "call-1" } }]);
    const query = 'message-id:"late@exempelkraft.example"';
    const found = await fetch(
      `${second.mailbox.url}/api/v1/search?${new URLSearchParams({ query })}`,
    );
    expect(await found.json()).toMatchObject({ messages_count: 1 });
    rmSync(journal, { recursive: true });
  });

  test("refuses a snapshot of another world", async () => {
    const { world } = await begin();
    const { world: other } = await begin({ seed: 6 });
    expect(() => other.restore(world.snapshot())).toThrow(/the snapshot is of the world/i);
    expect(() => other.restore({})).toThrow(/no snapshot of version 1/);
  });
});
