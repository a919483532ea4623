import { ManualClock } from "@perennial/contract";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { FaultOptions } from "../fault/faults.ts";
import { type Sms46elks, startSms46elks } from "../sms/sms-46elks.ts";
import { plusSeconds } from "../time/instant.ts";

// Through the SMS provider: the door is the same for all of them.
const START = "2026-03-01T08:00:00.000Z";
let clock: ManualClock;
let sms: Sms46elks;
beforeEach(async () => {
  clock = new ManualClock(START);
  sms = await startSms46elks({ clock });
});
afterEach(() => sms.stop());

async function send(): Promise<Response | "dropped"> {
  const { username, password } = sms.credentials;
  const login = Buffer.from(`${username}:${password}`).toString("base64");
  const body = new URLSearchParams({ from: "Exempel", to: "+46700000001", message: "Hej" });
  const headers = { authorization: `Basic ${login}` };
  try {
    return await fetch(`${sms.url}/a1/sms`, { method: "POST", headers, body });
  } catch {
    return "dropped";
  }
}

async function statusOf(answer: Response | "dropped"): Promise<number | "dropped"> {
  return answer === "dropped" ? answer : answer.status;
}

function change(faults: FaultOptions): Promise<Response> {
  return fetch(`${sms.url}/_faults`, { method: "PUT", body: JSON.stringify(faults) });
}

describe("faults of a door", () => {
  test("too many requests: 429 with Retry-After, or without, and nothing accepted", async () => {
    await sms.faults.set({ tooMany: 1, retryAfterSeconds: 7 });
    const first = await send();
    expect(await statusOf(first)).toBe(429);
    expect(first !== "dropped" && first.headers.get("retry-after")).toBe("7");
    await sms.faults.set({ retryAfterSeconds: null });
    const second = await send();
    expect(second !== "dropped" && second.headers.get("retry-after")).toBeNull();
    expect(sms.accepted.size).toBe(0);
  });

  test("a server error comes before anything is accepted", async () => {
    await sms.faults.set({ serverError: 1 });
    expect(await statusOf(await send())).toBe(500);
    expect(sms.accepted.size).toBe(0);
  });

  test("accepts and drops the connection: the sender hears nothing, the log knows", async () => {
    await sms.faults.set({ dropAfterAccept: 1 });
    expect(await send()).toBe("dropped");
    expect(sms.accepted.size).toBe(1);
  });

  test("drops the connection and accepts later, when the clock gets there", async () => {
    await sms.faults.set({ acceptLate: 1, lateSeconds: 30 });
    expect(await send()).toBe("dropped");
    expect(sms.accepted.size).toBe(0);
    expect(sms.nextDue()).toBe(plusSeconds(START, 30));
    clock.moveTo(plusSeconds(START, 30));
    await sms.tick();
    expect(sms.accepted.entries).toMatchObject([{ at: plusSeconds(START, 30) }]);
  });

  test("nobody listens, and then somebody does again on the same port", async () => {
    const { url } = sms;
    await sms.faults.set({ refuseConnections: true });
    const refused = await fetch(url).catch((error: Error) => error.cause);
    expect(refused).toMatchObject({ code: "ECONNREFUSED" });
    await sms.faults.clear();
    expect(sms.url).toBe(url);
    expect(await statusOf(await send())).toBe(200);
  });

  test("a run with the same seed meets the same faults", async () => {
    const run = async () => {
      await sms.faults.set({ seed: 11, tooMany: 0.2, serverError: 0.2, dropAfterAccept: 0.2 });
      const statuses = [];
      for (let count = 0; count < 30; count += 1) statuses.push(await statusOf(await send()));
      return statuses;
    };
    const first = await run();
    expect(new Set(first)).toEqual(new Set([200, 429, 500, "dropped"]));
    expect(await run()).toEqual(first);
  });
});

describe("control over HTTP", () => {
  test("changes faults, and shows them and the log, whatever the faults", async () => {
    const changed = await change({ serverError: 1, seed: 4 });
    expect(await changed.json()).toMatchObject({ serverError: 1, seed: 4, tooMany: 0 });
    expect(await statusOf(await send())).toBe(500);
    await change({ serverError: 0 });
    await send();
    await send();
    const log = await (await fetch(`${sms.url}/_accepted?after=1`)).json();
    expect(log).toMatchObject({ size: 2, accepted: [{ n: 2 }] });
  });

  test("refuses faults that do not exist", async () => {
    const wrong: object = { serverErrors: 1 };
    const answer = await change(wrong);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ error: expect.stringContaining("is unknown") });
    expect((await fetch(`${sms.url}/_faults`, { method: "PUT", body: "[]" })).status).toBe(400);
    expect((await fetch(`${sms.url}/_nothing`)).status).toBe(404);
  });
});

test("a port that is taken is told in words", async () => {
  const port = Number(new URL(sms.url).port);
  await expect(startSms46elks({ clock, port })).rejects.toThrow(/Port \d+ on 127.0.0.1/);
});
