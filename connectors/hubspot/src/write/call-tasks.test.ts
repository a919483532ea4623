import type { Command } from "@perennial/contract";
import { afterEach, describe, expect, it } from "vitest";
import {
  type WritingPortal,
  type WritingPortalOptions,
  writingPortal,
} from "../testing/writing-portal.ts";

let world: WritingPortal;

async function begin(options: WritingPortalOptions = {}, prepared = true): Promise<number> {
  world = await writingPortal(options);
  if (prepared) await world.session.prepare?.();
  return world.portal.staff.create("contacts", { email: "anna@example.com" }).id;
}

afterEach(() => world.stop());

function call(customerId: number, id = "call-1", more: object = {}): Command {
  const base = { kind: "put-call", id, customerId: String(customerId), name: "Anna Ek" } as const;
  return { ...base, phone: "+46700000001", reason: "Inget svar på sms", priority: 80, ...more };
}

function withdraw(customerId: number, callId = "call-1"): Command {
  const base = {
    kind: "withdraw-call",
    id: `w-${callId}`,
    customerId: String(customerId),
  } as const;
  return { ...base, callId, reason: "Kunden har svarat" };
}

describe("a call", () => {
  it("is a task of the kind that is called through, with what the agent needs", async () => {
    const id = await begin();
    const expiresAt = "2026-11-30T17:00:00.000Z";
    const more = { offer: "Fast pris", script: "Hej Anna!\nHar du en stund?", expiresAt };
    await world.perform(call(id, "call-1", more));
    const [made] = world.made("tasks");
    expect(made?.properties).toMatchObject({
      hs_task_type: "CALL",
      hs_task_priority: "HIGH",
      hs_task_subject: "Anna Ek: Inget svar på sms",
      hs_timestamp: expiresAt,
    });
    expect(made?.properties.hs_task_body).toBe(
      "Anna Ek, +46700000001<br><br>Inget svar på sms<br><br>Fast pris<br><br>Hej Anna!<br>Har du en stund?",
    );
  });

  it("that was promised is due when the time that was said is over", async () => {
    const id = await begin();
    const agreed = {
      ...{ date: "2026-11-26", from: "14:00", to: "16:00", zone: "Europe/Stockholm" },
      ...{ notBefore: "2026-11-26T13:00:00.000Z", dueBy: "2026-11-26T15:00:00.000Z" },
    };
    await world.perform(call(id, "call-1", { agreed, expiresAt: "2026-12-03T15:00:00.000Z" }));
    expect(world.made("tasks")[0]?.properties).toMatchObject({ hs_timestamp: agreed.dueBy });
  });

  it("that is put again is changed, but not reopened or moved to another day", async () => {
    const id = await begin();
    await world.perform(call(id));
    const made = Number(world.made("tasks")[0]?.id);
    const due = world.value(made, "hs_timestamp", "tasks");
    world.portal.staff.change("tasks", made, { hs_task_status: "IN_PROGRESS" });
    world.clock.moveTo("2026-11-23T08:00:00.000Z");
    await world.perform(call(id, "call-1", { reason: "Svarade inte igår", priority: 10 }));
    expect(world.made("tasks")).toHaveLength(1);
    expect(world.value(made, "hs_task_subject", "tasks")).toBe("Anna Ek: Svarade inte igår");
    expect(world.value(made, "hs_task_priority", "tasks")).toBe("LOW");
    expect(world.value(made, "hs_task_status", "tasks")).toBe("IN_PROGRESS");
    expect(world.value(made, "hs_timestamp", "tasks")).toBe(due);
  });

  it("that is withdrawn is done, and says why", async () => {
    const id = await begin();
    await world.perform(call(id));
    const made = Number(world.made("tasks")[0]?.id);
    for (const _ of [1, 2]) expect((await world.perform(withdraw(id)))?.outcome).toBe("accepted");
    expect(world.value(made, "hs_task_status", "tasks")).toBe("COMPLETED");
    const body = world.value(made, "hs_task_body", "tasks") ?? "";
    expect(body.split("Kunden har svarat")).toHaveLength(2);
  });

  it("that is put and withdrawn in the same go, or was never put, is off the list", async () => {
    const id = await begin();
    const receipts = await world.session.perform([
      withdraw(id),
      call(id),
      withdraw(id, "call-never"),
    ]);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted", "accepted"]);
    const made = Number(world.made("tasks")[0]?.id);
    expect(world.value(made, "hs_task_status", "tasks")).toBe("COMPLETED");
  });

  it("is looked up by whether its task is there, or done", async () => {
    const id = await begin();
    await world.session.perform([call(id), call(id, "call-2"), withdraw(id, "call-2")]);
    const attemptedAt = world.clock.now();
    const asked = [call(id), call(id, "call-3"), withdraw(id), withdraw(id, "call-2")];
    const answers = await world.session.lookUp?.(
      asked.map((command) => ({ command, attemptedAt })),
    );
    expect(answers?.map(({ found }) => found)).toEqual([true, false, false, true]);
  });
});
