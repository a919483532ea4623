import { memoryTokenStore } from "@perennial/connector-kit/testing";
import type { Session } from "@perennial/contract";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { z } from "zod";
import { GRAPH_URL } from "../dynamics-credentials.ts";
import { ORG_URL } from "../testing/organization-session.ts";
import { createOutlookMail } from "./mail/outlook-mail-connector.ts";
import { OutlookMailSettings } from "./mail/outlook-mail-settings.ts";
import { mailCommand } from "./testing/mail-session.ts";
import { type WorkSession, workSession } from "./testing/work-session.ts";

const SERVICE = {
  id: "aaaaaaaa-0000-4000-8000-000000000009",
  name: "Kundtjänst",
  upn: "kund@contoso.onmicrosoft.com",
};
let it: WorkSession;
let ada: string;
beforeEach(async () => {
  it = await workSession();
  ada = it.tenant.users[0]?.upn ?? "";
  it.tenant.addUser(SERVICE);
  it.tenant.consent({
    ...{ clientId: it.app.clientId, redirectUris: [] },
    permissions: { [GRAPH_URL]: ["Mail.Send", "Mail.ReadWrite"] },
  });
  it.org.staff.change("systemuser", it.rep, { internalemailaddress: ada.toUpperCase() });
});
afterEach(() => it.stop());

function open(settings: Partial<z.input<typeof OutlookMailSettings>>): Promise<Session> {
  const details = { tenantId: it.tenant.id };
  const tokens = memoryTokenStore({ accessToken: "none", expiresAt: it.clock.now(), details });
  return createOutlookMail().open(OutlookMailSettings.parse(settings), { ...it.context, tokens });
}

const byOwner = { from: "owner", orgUrl: ORG_URL } as const;
const sentBy = (id: string) => it.graph.person(id).mailbox.messages.map(({ subject }) => subject);

test("the customer's owner sends, where the settings have the owner's mailbox", async () => {
  const session = await open({ ...byOwner, mailboxes: [SERVICE.upn, ada] });
  await session.perform([mailCommand({ customerId: it.anna })]);
  expect([sentBy(ada), sentBy(SERVICE.id)]).toEqual([["Ditt avtal"], []]);
});

test("the first mailbox sends for an owner who is not in the list, has left, or is a team, and for nobody's customer", async () => {
  const kept = await open({ ...byOwner, mailboxes: [SERVICE.upn] });
  await kept.perform([mailCommand({ id: "m1", customerId: it.anna, subject: "1" })]);
  const session = await open({ ...byOwner, mailboxes: [SERVICE.upn, ada] });
  it.org.staff.setDisabled(it.rep, true);
  await session.perform([mailCommand({ id: "m2", customerId: it.anna, subject: "2" })]);
  const team = it.org.staff.addTeam("Norr", []);
  it.org.staff.change("contact", it.anna, { ownerid: { table: "team", id: team } });
  await session.perform([mailCommand({ id: "m3", customerId: it.anna, subject: "3" })]);
  const gone = "99999999-0000-4000-8000-000000000000";
  await session.perform([mailCommand({ id: "m4", customerId: gone, subject: "4" })]);
  expect([sentBy(ada), sentBy(SERVICE.id)]).toEqual([[], ["4", "3", "2", "1"]]);
});

test("a mail whose customer changed hands meanwhile is still found", async () => {
  const session = await open({ ...byOwner, mailboxes: [SERVICE.upn, ada] });
  const command = mailCommand({ customerId: it.anna });
  await session.perform([command]);
  it.org.staff.setDisabled(it.rep, true);
  const attempts = [{ command, attemptedAt: it.clock.now() }];
  expect(await session.lookUp?.(attempts)).toMatchObject([{ found: true }]);
});

test("an organisation that cannot be asked leaves the mail not done, in the connector's own name", async () => {
  const session = await open({ ...byOwner, mailboxes: [SERVICE.upn, ada] });
  it.org.staff.unassign(it.appUser, it.role);
  const [receipt] = await session.perform([mailCommand({ customerId: it.anna })]);
  expect(receipt).toMatchObject({ outcome: "refused", kind: "forbidden" });
  expect([sentBy(ada), sentBy(SERVICE.id)]).toEqual([[], []]);
});

test("the owner needs an organisation to be read from", () => {
  const parsed = OutlookMailSettings.safeParse({ from: "owner", mailboxes: [ada] });
  expect(parsed.error?.issues).toMatchObject([{ path: ["orgUrl"] }]);
  const twice = OutlookMailSettings.safeParse({ mailboxes: [ada, ada.toUpperCase()] });
  expect(twice.error?.issues).toMatchObject([{ path: ["mailboxes", 1] }]);
});
