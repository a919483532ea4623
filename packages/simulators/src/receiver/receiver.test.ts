import { ManualClock } from "@perennial/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import { signatureHeaders } from "../courier/signature.ts";
import { Receiver } from "./receiver.ts";

const SECRET = `whsec_${Buffer.alloc(32, 5).toString("base64")}`;
const NOW = "2026-03-02T09:00:00.000Z";
const clock = new ManualClock(NOW);

let receiver: Receiver;
beforeEach(async () => {
  receiver = await Receiver.start({ clock, secret: SECRET });
});
afterEach(() => receiver.stop());

async function post(id: string, body = "{}", secret = SECRET): Promise<number> {
  const headers = signatureHeaders(secret, id, NOW, body);
  return (await fetch(`${receiver.url}/hooks`, { method: "POST", headers, body })).status;
}

test("what is signed is taken and kept as it came", async () => {
  expect(await post("evt_1", '{"type":"ping.v1"}')).toBe(204);
  expect(receiver.accepted.entries).toMatchObject([
    { id: "evt_1", path: "/hooks", body: '{"type":"ping.v1"}', at: NOW },
  ]);
});

test("a repeat is answered like the first time and taken once, also two at the same time", async () => {
  const statuses = await Promise.all([post("evt_1"), post("evt_1"), post("evt_2")]);
  expect(statuses).toEqual([204, 204, 204]);
  expect([receiver.accepted.size, receiver.repeats]).toEqual([2, 1]);
});

test("what is not signed with its secret is refused, with the reason", async () => {
  const other = `whsec_${Buffer.alloc(32, 6).toString("base64")}`;
  expect(await post("evt_1", "{}", other)).toBe(401);
  receiver.expect(other);
  expect(await post("evt_1", "{}", other)).toBe(204);
  const bare = await fetch(receiver.url, { method: "POST", body: "{}" });
  expect(await bare.text()).toContain("webhook-signature");
});

test("it can be gone, and out of order", async () => {
  receiver.gone = true;
  expect(await post("evt_1")).toBe(410);
  receiver.gone = false;
  receiver.faults.set({ serverError: 1 });
  expect(await post("evt_1")).toBe(500);
  receiver.faults.set({ serverError: 0, dropAfterAccept: 1 });
  await expect(post("evt_1")).rejects.toThrow();
  receiver.faults.set({ dropAfterAccept: 0 });
  expect(await post("evt_1")).toBe(204);
  expect([receiver.accepted.size, receiver.repeats]).toEqual([1, 1]);
});
