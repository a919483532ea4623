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

function task(customerId: number, id = "task-1", more: object = {}): Command {
  const base = {
    kind: "create-task",
    id,
    customerId: String(customerId),
    title: "Ring Anna",
  } as const;
  return { ...base, body: "Avtalet löper ut.", ...more };
}

function note(customerId: number, id = "note-1", more: object = {}): Command {
  const base = { kind: "add-note", id, customerId: String(customerId) } as const;
  return { ...base, at: "2026-11-22T07:59:00.000Z", text: "Påminnelse <b>skickad</b>", ...more };
}

/** The ids that an activity of the app is associated with. */
function associated(type: string, id: string | undefined): readonly string[] {
  return world.hubspot.accepted.entries.flatMap((one) =>
    one.act === "associate" && one.from === type && one.fromId === id
      ? [`${one.to}:${one.toId}:${one.typeId}`]
      : [],
  );
}

describe("a task", () => {
  it("is on the contact's timeline and the deal's, for when it is due", async () => {
    const id = await begin();
    const deal = world.portal.staff.create("deals", { dealname: "El", dealstage: "closedwon" });
    const command = task(id, "task-1", {
      agreementId: `deal:${deal.id}`,
      dueAt: "2026-12-01T09:00:00.000Z",
    });
    const receipt = await world.perform(command);
    const [made] = world.made("tasks");
    expect(receipt).toEqual({ commandId: "task-1", outcome: "accepted", providerId: made?.id });
    expect(made?.properties).toMatchObject({
      hs_timestamp: "2026-12-01T09:00:00.000Z",
      hs_task_subject: "Ring Anna",
      hs_task_body: "Avtalet löper ut.",
      hs_task_status: "NOT_STARTED",
      hs_task_type: "TODO",
    });
    expect(associated("tasks", made?.id).toSorted()).toEqual([
      `contacts:${id}:204`,
      `deals:${deal.id}:216`,
    ]);
  });

  it("is made once however often it comes, and stays as people left it", async () => {
    const id = await begin();
    const first = await world.perform(task(id));
    const made = Number(world.made("tasks")[0]?.id);
    world.portal.staff.change("tasks", made, { hs_task_status: "COMPLETED" });
    const other = await world.open({ portalId: String(world.portal.id) });
    expect(await world.perform(task(id))).toEqual(first);
    expect(await other.perform([task(id)])).toEqual([first]);
    expect(world.made("tasks")).toHaveLength(1);
    expect(world.value(made, "hs_task_status", "tasks")).toBe("COMPLETED");
  });

  it("goes to the user that its role stands for, by the settings, the address or the name", async () => {
    const users = [
      {
        id: 1,
        email: "ada@example.com",
        firstName: "Ada",
        lastName: "Admin",
        isAdministrator: true,
      },
      { id: 2, email: "sven@example.com", firstName: "Sven", lastName: "Säljare" },
    ];
    world = await writingPortal({
      settings: { owners: [{ assignee: "kundvård", email: "sven@example.com" }] },
    });
    for (const user of users) world.portal.staff.hire(user);
    const owner = (email: string) =>
      world.portal.owners.all.find((one) => one.user.email === email)?.id;
    const { id } = world.portal.staff.create("contacts", { email: "anna@example.com" });
    const assignees = ["Kundvård", "ADA@example.com", "sven säljare", "nobody"];
    await world.session.perform(
      assignees.map((assignee, n) => task(id, `task-${n}`, { assignee })),
    );
    expect(world.made("tasks").map(({ properties }) => properties.hubspot_owner_id)).toEqual([
      owner("sven@example.com"),
      owner("ada@example.com"),
      owner("sven@example.com"),
      undefined,
    ]);
    expect(world.made("tasks")[3]?.properties.hs_task_body).toContain("nobody");
  });

  it("for nobody in particular is the contact's owner's, unless that one has left", async () => {
    await begin();
    const [owner] = world.portal.owners.all;
    const hubspot_owner_id = owner?.id ?? "";
    const contact = (email: string) =>
      world.portal.staff.create("contacts", { email, hubspot_owner_id }).id;
    await world.perform(task(contact("b@example.com")));
    expect(world.made("tasks")[0]?.properties.hubspot_owner_id).toBe(hubspot_owner_id);
    const left = contact("c@example.com");
    world.portal.owners.archive(hubspot_owner_id);
    world.clock.moveTo("2026-11-22T08:20:00.000Z");
    expect((await world.perform(task(left, "task-2")))?.outcome).toBe("accepted");
    expect(world.made("tasks")[1]?.properties.hubspot_owner_id).toBeUndefined();
  });

  it("is still made where users may not be read", async () => {
    const id = await begin({
      scopes: [
        ...["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write"],
        ...["crm.schemas.contacts.read", "crm.schemas.contacts.write"],
      ],
    });
    const receipt = await world.perform(task(id, "task-1", { assignee: "kundvård" }));
    expect(receipt?.outcome).toBe("accepted");
    expect(world.log.lines.some((line) => line.includes("users may not be read"))).toBe(true);
  });

  it("is put on what a merged contact has become, and costs no other when its contact is gone", async () => {
    const stays = await begin();
    const gone = world.portal.staff.create("contacts", { email: "a2@example.com" }).id;
    world.portal.staff.merge("contacts", stays, { id: gone });
    const receipts = await world.session.perform([
      task(gone, "task-1"),
      task(999_999, "task-2"),
      task(stays, "task-3"),
    ]);
    expect(receipts).toMatchObject([
      { outcome: "accepted" },
      { outcome: "refused", kind: "not-found" },
      { outcome: "accepted" },
    ]);
    const owners = world.made("tasks").flatMap(({ id }) => associated("tasks", id));
    expect(owners).toEqual([`contacts:${stays}:204`, `contacts:${stays}:204`]);
  });
});

describe("a task whose deal is not there any more", () => {
  it("is put on what the deal was merged into, and on the contact alone where it was deleted", async () => {
    const id = await begin();
    const deal = () => world.portal.staff.create("deals", { dealname: "El" }).id;
    const [stays, merged, deleted] = [deal(), deal(), deal()];
    world.portal.staff.merge("deals", stays, { id: merged });
    world.portal.staff.archive("deals", deleted);
    const receipts = await world.session.perform([
      task(id, "task-1", { agreementId: `deal:${merged}` }),
      task(id, "task-2", { agreementId: `deal:${deleted}` }),
    ]);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(["accepted", "accepted"]);
    const ends = world.made("tasks").map((one) => associated("tasks", one.id).toSorted());
    expect(ends).toEqual([[`contacts:${id}:204`, `deals:${stays}:216`], [`contacts:${id}:204`]]);
  });
});

describe("in a portal that lets no property of ours be made", () => {
  it("a task is found again by a mark in its text", async () => {
    const id = await begin({}, false);
    await world.perform(task(id));
    const [made] = world.made("tasks");
    expect(made?.properties.hs_task_body).toMatch(/^Avtalet löper ut\..*perennial[0-9a-f]{24}$/);
    await world.perform(task(id));
    expect(world.made("tasks")).toHaveLength(1);
    const attemptedAt = world.clock.now();
    const answers = await world.session.lookUp?.([
      { command: task(id), attemptedAt },
      { command: task(id, "task-2"), attemptedAt },
    ]);
    expect(answers).toEqual([
      { commandId: "task-1", found: true, providerId: made?.id },
      { commandId: "task-2", found: false },
    ]);
  });

  it("many are found by few searches", async () => {
    const id = await begin({}, false);
    const tasks = Array.from({ length: 10 }, (_, n) => task(id, `task-${n}`));
    await world.session.perform(tasks);
    await world.session.perform(tasks);
    expect(world.made("tasks")).toHaveLength(10);
    expect(world.portal.requests.search.total).toBe(4);
  });
});

describe("a line on the timeline", () => {
  it("is a note, its text as it was written", async () => {
    const id = await begin();
    await world.perform(note(id, "note-1", { channel: "email" }));
    const [made] = world.made("notes");
    expect(made?.properties).toMatchObject({
      hs_timestamp: "2026-11-22T07:59:00.000Z",
      hs_note_body: "Påminnelse &lt;b&gt;skickad&lt;/b&gt;",
    });
    expect(associated("notes", made?.id)).toEqual([`contacts:${id}:202`]);
  });

  it("of a text message stands in the log of them, and is not sent again", async () => {
    const id = await begin();
    for (const _ of [1, 2]) await world.perform(note(id, "note-1", { channel: "sms" }));
    const [made, ...others] = world.made("communications");
    expect(others).toEqual([]);
    expect(made?.properties).toMatchObject({
      hs_communication_channel_type: "SMS",
      hs_communication_logged_from: "CRM",
    });
    expect(associated("communications", made?.id)).toEqual([`contacts:${id}:81`]);
  });

  it("is left out where the administrator wants none", async () => {
    const id = await begin({ settings: { logMessages: false } });
    expect((await world.perform(note(id)))?.outcome).toBe("accepted");
    expect(world.made("notes")).toEqual([]);
  });
});

describe("when the answer is lost", () => {
  it("the outcome is unknown, and the repeat makes no second one", async () => {
    const id = await begin();
    await world.perform(task(id, "task-0"));
    await world.hubspot.faults.set({ dropAfterAccept: 1 });
    expect((await world.perform(task(id)))?.outcome).not.toBe("accepted");
    await world.hubspot.faults.clear();
    expect((await world.perform(task(id)))?.outcome).toBe("accepted");
    expect(
      world.made("tasks").filter((one) => one.properties.perennial_command_id === "task-1"),
    ).toHaveLength(1);
  });
});
