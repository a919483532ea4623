import { expect, test } from "vitest";
import { groupDevelopment } from "./group-development.ts";

test("a group is followed from day to day: who came, who went, and what it is worth (V-15)", () => {
  const member = (customerId: string, value: number) => ({
    customerId,
    value,
    flow: "active" as const,
  });
  const [first, second] = groupDevelopment([
    { on: "2026-02-01", members: [member("B", 100), member("C", 501)] },
    { on: "2026-01-01", members: [member("A", 100), member("B", 200)] },
  ]);
  expect(first).toMatchObject({ on: "2026-01-01", members: 2, joined: 2, left: 0, remaining: 2 });
  expect(second).toMatchObject({
    members: 2,
    joined: 1,
    left: 1,
    remaining: 1,
    value: 601,
    averageValue: 301,
  });
  expect(second?.states.active).toBe(2);
});

test("a group without members has no average", () => {
  expect(groupDevelopment([{ on: "2026-01-01", members: [] }])[0]).not.toHaveProperty(
    "averageValue",
  );
});
