import { optionsOf } from "@perennial/simulators";
import { afterEach, describe, expect, it } from "vitest";
import { REQUIRED_SCOPES } from "../account/scopes.ts";
import { type WritingPortal, writingPortal } from "../testing/writing-portal.ts";

let world: WritingPortal;

afterEach(() => world.stop());

function properties(type = "contacts") {
  const found = world.portal.records.type(type);
  return found === undefined ? undefined : world.portal.records.book(found);
}

function made(): readonly string[] {
  return world.hubspot.accepted.entries.flatMap((one) =>
    one.act === "property" || one.act === "property-group" ? [`${one.objectType}.${one.name}`] : [],
  );
}

describe("a new portal", () => {
  it("gets our group and our properties, of their right types", async () => {
    world = await writingPortal();
    await world.session.prepare?.();
    const book = properties();
    expect(book?.group("perennial")).toMatchObject({ label: "Perennial" });
    const types = ["phase", "tier", "value_class", "next_renewal", "paused_until"].map(
      (name) => book?.get(`perennial_${name}`)?.type,
    );
    expect(types).toEqual(["enumeration", "string", "enumeration", "date", "date"]);
    expect(book?.get("perennial_phase")?.options.map(({ value }) => value)).toEqual([
      "welcome",
      "develop",
      "retain",
    ]);
    for (const type of ["tasks", "notes", "communications"]) {
      expect(properties(type)?.get("perennial_command_id")?.hasUniqueValue).toBe(true);
    }
  });

  it("gets nothing the second time", async () => {
    world = await writingPortal();
    await world.session.prepare?.();
    const first = made();
    await world.session.prepare?.();
    await (await world.open({ portalId: String(world.portal.id) })).prepare?.();
    expect(made()).toEqual(first);
    expect(new Set(first).size).toBe(first.length);
  });

  it("gets a property for every field of the settings that is ours to make, and no other", async () => {
    world = await writingPortal({
      settings: { writeBack: { score: "perennial_last_score", tier: "club_tier" } },
    });
    await world.session.prepare?.();
    expect(properties()?.get("perennial_last_score")).toMatchObject({
      type: "string",
      label: "Last score",
      groupName: "perennial",
    });
    expect(properties()?.get("club_tier")).toBeUndefined();
    expect(properties()?.get("perennial_phase")).toBeUndefined();
  });
});

describe("a portal whose settings write words back", () => {
  it("gets properties that take them, with labels that say what they are", async () => {
    const writeBack = {
      ...{ programs: "perennial_programs", nextStepAt: "perennial_next_step_at" },
      ...{ tierShare: "perennial_tier_share", say: "perennial_say" },
    };
    world = await writingPortal({ settings: { writeBack } });
    await world.session.prepare?.();
    const look = (name: string) => properties()?.get(name);
    expect(Object.values(writeBack).map((name) => [look(name)?.type, look(name)?.label])).toEqual([
      ["string", "Programs"],
      ["datetime", "Next step at"],
      ["number", "Way to the next tier"],
      ["string", "What to say"],
    ]);
    expect(look("perennial_say")?.fieldType).toBe("textarea");
  });
});

describe("what an administrator has made", () => {
  it("keeps its label, its order and its own options, and gets those that are missing", async () => {
    world = await writingPortal();
    const options = [
      { value: "retain", label: "Behåll", displayOrder: 5, hidden: false },
      { value: "vip", label: "VIP", displayOrder: 6, hidden: true },
    ];
    world.portal.staff.addProperty("contacts", {
      ...{ name: "perennial_phase", type: "enumeration", label: "Fas", options },
    });
    await world.session.prepare?.();
    const property = properties()?.get("perennial_phase");
    expect(property?.label).toBe("Fas");
    expect(property?.options).toMatchObject([
      ...options,
      { value: "welcome", displayOrder: 7 },
      { value: "develop", displayOrder: 8 },
    ]);
  });

  it("with our name and another type is left, and the administrator is told", async () => {
    world = await writingPortal();
    world.portal.staff.addProperty("contacts", {
      ...{ name: "perennial_next_renewal", type: "enumeration", options: optionsOf("soon") },
    });
    await expect(world.session.prepare?.()).rejects.toMatchObject({
      kind: "invalid",
      message: expect.stringMatching(/perennial_next_renewal.*enumeration.*should be date/),
    });
    expect(properties()?.get("perennial_next_renewal")?.type).toBe("enumeration");
  });

  it("with our name, and archived, is told with what to do, and nothing is made", async () => {
    world = await writingPortal();
    world.portal.staff.addProperty("contacts", {
      ...{ name: "perennial_tier", type: "string", archivedMs: 1 },
    });
    await expect(world.session.prepare?.()).rejects.toMatchObject({
      kind: "conflict",
      message: expect.stringMatching(/perennial_tier of contacts is archived.*restore it/),
    });
    expect(made()).toEqual([]);
  });
});

it("a portal that lets no activity have a property of ours is ready all the same", async () => {
  world = await writingPortal({ scopes: REQUIRED_SCOPES });
  world.portal.staff.addProperty("tasks", {
    ...{ name: "perennial_command_id", type: "string", archivedMs: 1 },
  });
  await world.session.prepare?.();
  expect(world.log.lines.some((line) => line.includes('"object":"tasks"'))).toBe(true);
  expect(properties("notes")?.get("perennial_command_id")).toBeDefined();
});

it("a portal whose scopes do not reach is refused with the scopes' names", async () => {
  world = await writingPortal({ scopes: ["oauth", "crm.objects.contacts.read"] });
  await expect(world.session.prepare?.()).rejects.toMatchObject({
    kind: "forbidden",
    message: expect.stringContaining("crm.schemas.contacts"),
  });
});
