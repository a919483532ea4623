import { afterEach, beforeEach, expect, test } from "vitest";
import { type DynamicsWorld, dynamicsWorld } from "../testing/dynamics-world.ts";
import { checkOrganization } from "./check-organization.ts";

const NEEDED = ["prvReadContact", "prvWriteContact", "prvCreateActivity"];
let world: DynamicsWorld;
beforeEach(async () => {
  world = await dynamicsWorld();
});
afterEach(() => world.stop());

const check = () => checkOrganization(world.client, NEEDED);

test("all is well with the role of the solution", async () => {
  expect(await check()).toEqual({ ok: true, todo: [] });
});

test("what the role lacks is named, in both languages; a privilege for one's own rows is not enough", async () => {
  world.org.staff.setRole(world.role, {
    prvReadUser: "global",
    prvReadContact: "global",
    prvWriteContact: "basic",
  });
  const { ok, todo } = await check();
  expect(ok).toBe(false);
  expect(todo).toMatchObject([
    {
      en: expect.stringContaining("prvWriteContact, prvCreateActivity"),
      sv: expect.stringContaining("saknar behörigheter"),
    },
  ]);
  expect(todo[0]?.en).not.toContain("prvReadContact");
});

test("no application user, and a disabled one, are told of with the way to mend it", async () => {
  world.org.staff.setDisabled(world.appUser, true);
  expect(await check()).toMatchObject({
    ok: false,
    todo: [{ en: expect.stringContaining("is disabled") }],
  });
  world.org.staff.remove("systemuser", world.appUser);
  expect(await check()).toMatchObject({
    ok: false,
    todo: [{ sv: expect.stringContaining("Lägg till appen som programanvändare") }],
  });
});

test("a tenant that took the app out is no question of roles", async () => {
  world.tenant.remove("7f0f3f0a-0000-4000-8000-00000000aaaa");
  await expect(check()).rejects.toMatchObject({ kind: "unauthenticated" });
});
