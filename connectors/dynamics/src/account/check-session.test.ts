import { anyCommand } from "@perennial/conformance";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DynamicsSettings } from "../dynamics-settings.ts";
import {
  type OrganizationSession,
  organizationSession,
  readAll,
} from "../testing/organization-session.ts";
import { neededPrivileges } from "./needed-privileges.ts";

let at: OrganizationSession;
beforeEach(async () => {
  at = await organizationSession();
});
afterEach(() => at.stop());

test("a session that may do what its settings ask for is in order", async () => {
  const session = await at.open({
    customers: { tables: ["contact", "account"] },
    agreements: [{ name: "service", from: "entitlement" }],
  });
  await expect(session.check()).resolves.toBeUndefined();
});

test("what the role lacks for the settings is named, and no more is asked for than they need", async () => {
  const names = [
    ...["prvReadContact", "prvWriteContact", "prvAppendToContact", "prvReadUser"],
    ...["prvCreateActivity", "prvReadActivity", "prvWriteActivity", "prvAppendActivity"],
    "prvAssignActivity",
  ];
  at.org.staff.setRole(at.role, Object.fromEntries(names.map((name) => [name, "global"])));
  await expect(at.session.check()).resolves.toBeUndefined();
  const session = await at.open({ purchases: [{ name: "orders", from: "salesorder" }] });
  await expect(session.check()).rejects.toMatchObject({
    ...{ kind: "forbidden", message: expect.stringContaining("prvReadOrder") },
  });
});

test("the privileges that are asked for suffice for everything that is read and written", async () => {
  const settings = DynamicsSettings.parse({
    agreements: [{ name: "service", from: "entitlement" }],
  });
  const names = neededPrivileges(settings);
  at.org.staff.setRole(at.role, Object.fromEntries(names.map((name) => [name, "global"])));
  const ownerid = { table: "systemuser", id: at.org.staff.hire({ firstName: "O", lastName: "E" }) };
  const customerId = at.org.staff.create("contact", { lastname: "Ek", ownerid }).id;
  const session = await at.open({ agreements: settings.agreements, purchases: settings.purchases });
  const receipts = await session.perform([
    { ...anyCommand("create-task", "1"), customerId },
    { ...anyCommand("put-call", "2"), customerId },
    { ...anyCommand("withdraw-call", "3"), customerId, callId: "2" },
    { ...anyCommand("add-note", "4"), customerId },
    { ...anyCommand("update-consent", "5"), customerId },
  ]);
  expect(receipts.filter(({ outcome }) => outcome !== "accepted")).toEqual([]);
  const { signals } = await readAll(session);
  expect(signals.map(({ type }) => type)).toContain("customer.changed");
  expect(at.log.lines).toEqual([]);
});

test("without an address of an organisation a session is not opened, and says what to fill in", async () => {
  await expect(at.open({ orgUrl: undefined })).rejects.toMatchObject({
    ...{ kind: "invalid", message: expect.stringContaining("fill in the environment's address") },
  });
});

test("an organisation of another tenant gets no token of ours", async () => {
  const session = await at.open({ orgUrl: "https://fabrikam.crm4.dynamics.com" });
  await expect(session.check()).rejects.toMatchObject({ kind: "unauthenticated" });
});
