import { anyCommand } from "@perennial/conformance";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  ORG_URL,
  type OrganizationSession,
  organizationSession,
  readAll,
} from "../testing/organization-session.ts";

/** The door of `testContext`. */
const DOOR = "https://perennial.example/hooks/conn-1";
const SECRET = "a-secret-of-webhooks-000";
let it: OrganizationSession;
let anna: string;
beforeEach(async () => {
  it = await organizationSession({ webhookSecret: SECRET });
  anna = it.org.staff.create("contact", { lastname: "Ek" }).id;
});
afterEach(() => it.stop());

const task = (id: string) => ({ ...anyCommand("create-task", id), customerId: anna });

describe("an organisation that shuts us out", () => {
  test.each([
    [
      "disables the application user",
      () => it.org.staff.setDisabled(it.appUser, true),
      "the application user of our app is disabled; an administrator enables it",
    ],
    [
      "deletes the application user",
      () => it.org.staff.remove("systemuser", it.appUser),
      "the organisation has no application user for our app; an administrator adds it",
    ],
    [
      "takes the consent back",
      () => it.tenant.remove(it.app.clientId),
      "the tenant no longer knows our app: an administrator removed it or never agreed",
    ],
    [
      "blocks the app in the tenant",
      () => it.tenant.setEnabled(it.app.clientId, false),
      "an administrator has blocked our app in the tenant",
    ],
    [
      "is deleted",
      () => it.tenant.removeResource(ORG_URL),
      "the tenant knows no organisation at this address: it was deleted or moved",
    ],
  ])("and %s makes the connection stand still with what to do", async (_what, turn, words) => {
    const { cursor } = await readAll(it.session);
    turn();
    // Tokens that were given before are good for an hour.
    it.wait(3_600);
    const told = { kind: "unauthenticated", message: expect.stringContaining(words) };
    await expect(readAll(it.session, cursor)).rejects.toMatchObject(told);
    await expect(it.session.check()).rejects.toThrow(/application user|tenant/i);
    expect(await it.perform(task("t1"))).toMatchObject({ outcome: "not-done", ...told });
  });

  test("and lets us in again has everything go on where it stood", async () => {
    const { cursor } = await readAll(it.session);
    it.org.staff.setDisabled(it.appUser, true);
    await expect(readAll(it.session, cursor)).rejects.toMatchObject({ kind: "unauthenticated" });
    it.org.staff.change("contact", anna, { lastname: "Berg" });
    it.org.staff.setDisabled(it.appUser, false);
    expect((await readAll(it.session, cursor)).signals).toMatchObject([
      { type: "customer.changed", customer: { name: "Berg" } },
    ]);
    expect(await it.perform(task("t1"))).toMatchObject({ outcome: "accepted" });
  });
});

describe("disconnecting from our side", () => {
  const endpoints = () => it.org.staff.list("serviceendpoint").map(({ values }) => values.url);
  const steps = () => it.org.staff.list("sdkmessageprocessingstep").length;

  test("takes our webhooks out, and nobody else's", async () => {
    await it.session.prepare?.();
    it.org.staff.create("serviceendpoint", {
      ...{ name: "Perennial", url: "https://other.example/hooks", contract: 8 },
    });
    expect(endpoints()).toEqual([DOOR, "https://other.example/hooks"]);
    expect(steps()).toBeGreaterThan(0);
    await it.session.uninstall?.();
    expect([endpoints(), steps()]).toEqual([["https://other.example/hooks"], 0]);
    await it.session.uninstall?.();
    expect(endpoints()).toEqual(["https://other.example/hooks"]);
  });

  test("is nobody kept from, though we may not, or the organisation is gone", async () => {
    it.org.staff.setRole(it.role, { prvReadUser: "global" });
    await it.session.uninstall?.();
    expect(it.log.lines.join()).toContain("the organisation's webhooks could not be taken out");
    await it.org.stop();
    await it.session.uninstall?.();
    expect(it.log.lines).toHaveLength(2);
  });

  test("asks nothing of an organisation without webhooks of ours", async () => {
    const session = await it.open({ webhookSecret: undefined });
    const before = it.org.daily.total;
    await session.uninstall?.();
    expect(it.org.daily.total).toBe(before);
  });
});
