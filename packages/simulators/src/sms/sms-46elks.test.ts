import { ManualClock } from "@perennial/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openDoor, type RecordingDoor } from "../testing/recording-door.ts";
import { plusSeconds } from "../time/instant.ts";
import { type Sms46elks, startSms46elks } from "./sms-46elks.ts";

const START = "2026-03-01T08:00:00.000Z";
const FROM = "+46766861004";
const TO = "+46700000001";

let clock: ManualClock;
let sms: Sms46elks;
let door: RecordingDoor;
beforeEach(async () => {
  clock = new ManualClock(START);
  door = await openDoor();
  sms = await startSms46elks({ clock, deadNumbers: 0, incomingUrl: `${door.url}/incoming` });
});
afterEach(async () => {
  await sms.stop();
  await door.shut();
});

function authorization(): string {
  const { username, password } = sms.credentials;
  return `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
}

function send(form: Record<string, string>, headers: Record<string, string> = {}) {
  return fetch(`${sms.url}/a1/sms`, {
    method: "POST",
    headers: { authorization: authorization(), ...headers },
    body: new URLSearchParams(form),
  });
}

async function get(path: string) {
  const answer = await fetch(`${sms.url}${path}`, { headers: { authorization: authorization() } });
  return { status: answer.status, body: await answer.text() };
}

async function list(query: Record<string, string>) {
  const { status, body } = await get(`/a1/sms?${new URLSearchParams(query)}`);
  const page: { data: { id: string; to: string; created: string }[]; next?: string } =
    JSON.parse(body);
  return { status, ...page };
}

const form = { from: FROM, to: TO, message: "Hej! Ditt elavtal löper ut." };

describe("sending", () => {
  test("answers as 46elks does", async () => {
    const answer = await send({ ...form, message: "å".repeat(161) });
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      id: expect.stringMatching(/^s[0-9a-f]{32}$/),
      status: "created",
      direction: "outgoing",
      from: FROM,
      to: TO,
      message: "å".repeat(161),
      created: "2026-03-01T08:00:00.000000",
      parts: 2,
      cost: 10_000,
    });
    expect(sms.accepted.entries).toMatchObject([{ n: 1, at: START, to: TO, parts: 2 }]);
  });

  test("gives every SMS a moment and an id of its own, though the clock stands still", async () => {
    const answers: { id: string; created: string }[] = [];
    for (let count = 0; count < 3; count += 1)
      answers.push(JSON.parse(await (await send(form)).text()));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(3);
    expect(answers.map(({ created }) => created)).toEqual([
      "2026-03-01T08:00:00.000000",
      "2026-03-01T08:00:00.000001",
      "2026-03-01T08:00:00.000002",
    ]);
  });

  test("a dry run tells the cost and sends nothing", async () => {
    const answer = await send({ ...form, dryrun: "yes" });
    expect(await answer.json()).toMatchObject({ estimated_cost: 5000, parts: 1 });
    expect(sms.accepted.size).toBe(0);
  });

  test.each([
    [{ to: TO, message: "Hej" }, 403, "Missing key from"],
    [{ from: FROM, message: "Hej" }, 403, "Missing key to"],
    [{ from: FROM, to: TO, message: "" }, 403, "Missing key message"],
    [{ ...form, to: "0700000001" }, 400, "Invalid to"],
    [{ ...form, from: "Exempelkraft AB" }, 400, "Invalid from"],
    [{ ...form, whendelivered: "perennial.example/report" }, 400, "Invalid whendelivered"],
  ])("refuses %j in plain text", async (wrong, status, detail) => {
    const answer = await send(wrong);
    expect([answer.status, await answer.text()]).toEqual([status, detail]);
    expect(sms.accepted.size).toBe(0);
  });

  test("refuses what is not a form, wrong credentials, methods and paths", async () => {
    const json = await send(form, { "content-type": "application/json" });
    expect([json.status, await json.text()]).toEqual([403, "Missing key from"]);
    const stranger = await send(form, { authorization: "Basic d3Jvbmc6d3Jvbmc=" });
    expect(stranger.status).toBe(401);
    expect(await stranger.text()).toMatch(/^API access requires Basic HTTP authentication/);
    expect((await get("/a1/mms")).status).toBe(404);
    expect((await get("/sms")).status).toBe(404);
    const removal = await fetch(`${sms.url}/a1/sms`, {
      method: "DELETE",
      headers: { authorization: authorization() },
    });
    expect(removal.status).toBe(405);
  });

  test("stops when the account is empty", async () => {
    const poor = await startSms46elks({ clock, balance: 7000 });
    const post = () =>
      fetch(`${poor.url}/a1/sms`, {
        method: "POST",
        headers: { authorization: authorization() },
        body: new URLSearchParams(form),
      });
    expect((await post()).status).toBe(200);
    const refused = await post();
    expect([refused.status, await refused.text()]).toEqual([403, "Not enough credits"]);
    const me = await fetch(`${poor.url}/a1/me`, { headers: { authorization: authorization() } });
    expect(await me.json()).toMatchObject({ currency: "SEK", balance: 2000 });
    await poor.stop();
  });
});

describe("the history", () => {
  test("comes newest first, in pages that follow each other without gap or repeat", async () => {
    for (let count = 0; count < 7; count += 1) {
      await send({ ...form, message: `Nummer ${count}` });
      clock.moveTo(plusSeconds(clock.now(), 1));
    }
    const seen: string[] = [];
    for (let start: string | undefined = ""; start !== undefined; ) {
      const page = await list({ limit: "3", ...(start === "" ? {} : { start }) });
      seen.push(...page.data.map(({ created }) => created));
      start = page.next;
    }
    const created = sms.accepted.entries.map((entry) => entry.created);
    expect(seen).toEqual(created.toReversed());
  });

  test("start is the newest moment wanted and end the oldest", async () => {
    for (let count = 0; count < 5; count += 1) {
      await send(form);
      clock.moveTo(plusSeconds(clock.now(), 60));
    }
    const { data } = await list({
      start: "2026-03-01T08:03:00",
      end: "2026-03-01T08:01:00.000000",
    });
    expect(data.map(({ created }) => created.slice(11, 16))).toEqual(["08:03", "08:02", "08:01"]);
  });

  test("can be asked for one number", async () => {
    await send(form);
    await send({ ...form, to: "+46700000002" });
    const { data } = await list({ to: "+46700000002" });
    expect(data.map(({ to }) => to)).toEqual(["+46700000002"]);
  });

  test("refuses parameters it does not understand", async () => {
    expect((await get("/a1/sms?start=yesterday")).body).toBe("Invalid start");
    expect((await get("/a1/sms?limit=0")).status).toBe(400);
    expect((await get("/a1/sms/s00000000000000000000000000000000")).status).toBe(404);
  });
});

describe("delivery reports", () => {
  const report = () => ({ ...form, whendelivered: `${door.url}/report?command=c1&token=t` });

  test("come when the clock gets there: sent, then delivered", async () => {
    const { id }: { id: string } = JSON.parse(await (await send(report())).text());
    expect(sms.nextDue()).toBe("2026-03-01T08:00:02.000Z");
    expect(await sms.tick()).toBe(0);
    clock.moveTo("2026-03-01T08:00:10.000Z");
    await sms.tick();
    expect(door.requests.map(({ path, query, body }) => [path, query, body])).toEqual([
      ["/report", "command=c1&token=t", `id=${id}&status=sent`],
      [
        "/report",
        "command=c1&token=t",
        `id=${id}&status=delivered&delivered=2026-03-01T08%3A00%3A06Z`,
      ],
    ]);
    expect(JSON.parse((await get(`/a1/sms/${id}`)).body)).toMatchObject({
      status: "delivered",
      delivered: "2026-03-01T08:00:06Z",
    });
  });

  test("say failed for a number that nobody answers", async () => {
    const dead = await startSms46elks({ clock, deadNumbers: 1 });
    await fetch(`${dead.url}/a1/sms`, {
      method: "POST",
      headers: { authorization: authorization() },
      body: new URLSearchParams(report()),
    });
    clock.moveTo(plusSeconds(START, 10));
    await dead.tick();
    expect(door.requests.at(-1)?.body).toMatch(/status=failed$/);
    await dead.stop();
  });

  test("are tried again while the door is shut, and arrive once it opens", async () => {
    await send(report());
    await door.shut();
    clock.moveTo(plusSeconds(START, 10));
    await sms.tick();
    expect(sms.nextDue()).toBe(plusSeconds(START, 20));
    await door.open();
    clock.moveTo(plusSeconds(START, 3600));
    await sms.tick();
    expect(door.requests.map(({ body }) => body.match(/status=(\w+)/)?.[1])).toEqual([
      "sent",
      "delivered",
    ]);
    expect(sms.givenUp).toEqual([]);
  });

  test("are given up after several attempts over more than six hours", async () => {
    await send(report());
    door.answer = () => ({ status: 500 });
    for (let hours = 1; hours <= 24; hours += 1) {
      clock.moveTo(plusSeconds(START, hours * 3600));
      await sms.tick();
    }
    expect(sms.givenUp).toHaveLength(2);
    expect(door.requests.length / 2).toBeGreaterThanOrEqual(5);
    expect(sms.nextDue()).toBeUndefined();
  });
});

describe("incoming SMS", () => {
  test("are posted as a form", async () => {
    sms.receive({ from: TO, to: FROM, message: "JA & tack" });
    await sms.tick();
    const [request] = door.requests;
    expect(request?.path).toBe("/incoming");
    expect(request?.headers["content-type"]).toBe("application/x-www-form-urlencoded");
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      direction: "incoming",
      id: expect.stringMatching(/^s[0-9a-f]{32}$/),
      from: TO,
      to: FROM,
      created: "2026-03-01T08:00:00.000000",
      message: "JA & tack",
    });
  });

  test("a text in the answer is sent back as an SMS, as 46elks does", async () => {
    door.answer = () => ({ status: 200, body: "accepted" });
    sms.receive({ from: TO, to: FROM, message: "JA" });
    await sms.tick();
    expect(sms.accepted.entries).toMatchObject([
      { direction: "outgoing-reply", from: FROM, to: TO, message: "accepted" },
    ]);
  });

  test("an answer without a body sends nothing", async () => {
    sms.receive({ from: TO, to: FROM, message: "JA" });
    await sms.tick();
    expect(sms.accepted.size).toBe(0);
  });
});

describe("a restart", () => {
  test("goes on from a snapshot with what is still to be reported", async () => {
    await send({ ...form, whendelivered: `${door.url}/report` });
    const snapshot = JSON.parse(JSON.stringify(sms.snapshot()));
    const other = await startSms46elks({ clock, deadNumbers: 0 });
    other.restore(snapshot);
    clock.moveTo(plusSeconds(START, 10));
    await other.tick();
    expect(door.requests).toHaveLength(2);
    expect(other.snapshot().history).toHaveLength(1);
    await other.stop();
  });
});
