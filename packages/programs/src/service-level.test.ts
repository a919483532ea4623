import { expect, test } from "vitest";
import { ProgramStory } from "./testing/program-story.ts";

type ValueClass = "gold" | "silver" | "bronze";

async function moved(direction: "up" | "down", to: ValueClass): Promise<ProgramStory> {
  const anna = await ProgramStory.of("service-level", { at: "2026-03-02T05:00:00.000Z" });
  anna.tell({ type: "customer.class-changed", to, direction });
  return anna;
}

test.each([
  ["up", "gold", ["set serviceLevel=own-contact", "task gold-task"]],
  ["up", "silver", ["set serviceLevel=priority", "task silver-task"]],
  ["down", "silver", ["set serviceLevel=priority", "task lower-task"]],
  ["down", "bronze", ["set serviceLevel=self-service", "task lower-task"]],
  ["up", "bronze", ["set serviceLevel=self-service"]],
] as const)(
  "%s to %s sets the level and tells who has to know (M-15)",
  async (direction, to, done) => {
    const anna = await moved(direction, to);
    const lines = [...done, "ended: completed"].map((line) => `day 0 ${line}`);
    expect([...anna.lines].sort()).toEqual(lines.sort());
  },
);

test("every change is a round of its own", async () => {
  const anna = await moved("down", "silver");
  anna.wait("P30D");
  anna.tell({ type: "customer.class-changed", from: "silver", to: "gold", direction: "up" });
  expect(anna.world.customer.attributes).toEqual({ serviceLevel: "own-contact" });
  expect(anna.lines).toContain("day 30 task gold-task");
  expect(anna.texts.get("gold-task")?.text).toContain("ingen är utsedd, utse någon");
});

test("started by hand it sets the level of the class there is, and none where there is none", async () => {
  const at = "2026-03-02T05:00:00.000Z";
  const silver = await ProgramStory.of("service-level", { at, customer: { valueClass: "silver" } });
  silver.tell({ type: "program.requested", program: "service-level", by: "kim" });
  expect(silver.world.customer.attributes).toEqual({ serviceLevel: "priority" });
  const nobody = await ProgramStory.of("service-level", { at });
  nobody.tell({ type: "program.requested", program: "service-level", by: "kim" });
  expect(nobody.lines).toEqual([]);
});
