import { expect } from "vitest";
import type { Household } from "./electricity-portal.ts";
import type { PortalTown } from "./portal-town.ts";

/** What HubSpot takes of an app in a portal in ten seconds (crm/hubspot.md, 4.4). */
export const ALLOWED = 110;

/**
 * What has to be true at the end of every story: the whole log tells no token, secret, signature, address or number,
 * nothing was made twice, and HubSpot was never asked for more than it allows.
 */
export function expectOrder(town: PortalTown, households: readonly Household[]): void {
  const { log, secrets } = town;
  // The lines were tapped: there is something to look for.
  expect(secrets.length).toBeGreaterThan(5);
  expect(secrets.filter((each) => log.includes(each))).toEqual([]);
  const people = households.flatMap(({ email, mobile }) => [email, mobile]);
  expect([town.administrator, ...people].filter((each) => log.includes(each))).toEqual([]);
  expect(log).not.toMatch(/\+46\d{6,}/);
  // What one command makes is there once.
  const made = town.acts.flatMap((act) =>
    act.act === "create" ? (act.properties.perennial_command_id ?? []) : [],
  );
  expect(new Set(made).size).toBe(made.length);
  expect(town.portal.requests.general.peak).toBeLessThanOrEqual(ALLOWED);
  expect(town.errors).toEqual([]);
}

/** The activities of a kind on a contact, as HubSpot took them: when, and what was in them. */
export function activitiesOn(
  town: PortalTown,
  kind: "communications" | "notes" | "tasks",
  contactId: number,
): readonly { readonly at: string; readonly id: string; readonly text: string }[] {
  const mine = new Set(
    town.acts.flatMap((act) =>
      act.act === "associate" &&
      act.from === kind &&
      act.to === "contacts" &&
      act.toId === String(contactId)
        ? [act.fromId]
        : [],
    ),
  );
  return town.acts.flatMap((act) =>
    act.act === "create" && act.objectType === kind && mine.has(act.id)
      ? [{ at: act.at, id: act.id, text: Object.values(act.properties).join("\n") }]
      : [],
  );
}

/** The texts that have reached a phone. */
export function textsTo(town: PortalTown, { mobile }: Household): readonly string[] {
  return town.sms.accepted.entries.filter(({ to }) => to === mobile).map(({ message }) => message);
}

/** The subjects of the mails that have reached an address. */
export function mailsTo(town: PortalTown, { email }: Household): readonly string[] {
  return town.mailbox.accepted.entries
    .filter(({ to }) => to.includes(email))
    .map(({ subject }) => subject);
}

/** What a record holds in HubSpot. */
export function valuesOf(town: PortalTown, objectType: "contacts" | "deals", id: number) {
  return town.portal.staff.look(objectType, id)?.values ?? {};
}

/** How the connection does, as the settings page shows it. */
export function healthOf(town: PortalTown) {
  return town.pageOf().ask("getConnection", { params: { id: "hubspot" } });
}

/** Expects texts with these words, in this order. */
export const saying = (...words: readonly string[]) =>
  words.map((each) => expect.stringContaining(each));
