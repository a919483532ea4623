import { testContext } from "@perennial/connector-kit/testing";
import { afterEach, expect, test } from "vitest";
import { createOrgTools } from "../org-tools.ts";
import { SalesforceSettings } from "../salesforce-settings.ts";
import { type SalesforceWorld, salesforceWorld } from "../testing/salesforce-world.ts";
import { readPlannedVisits } from "./planned-visits.ts";

const worlds: SalesforceWorld[] = [];
afterEach(async () => {
  await Promise.all(worlds.splice(0).map((world) => world.stop()));
});

const SPAN = {
  ...{ owner: "Eva Lund", from: "2026-12-01", to: "2026-12-07" },
  timeZone: "Europe/Stockholm",
} as const;

async function planning() {
  const world = await salesforceWorld();
  worlds.push(world);
  const { client, clock, org } = world;
  const OwnerId = org.staff.hire({
    ...{ username: "eva@example.com", firstName: "Eva", lastName: "Lund" },
  });
  const settings = SalesforceSettings.parse({ orgId: org.id, purchases: [] });
  const tools = createOrgTools({ client, settings, context: testContext({ clock }) });
  const WhoId = org.staff.create("Contact", { LastName: "Ek" }).id;
  return { staff: org.staff, OwnerId, WhoId, told: () => readPlannedVisits(tools, SPAN) };
}

test("an event of a whole day is on its day, whatever the zone", async () => {
  const { staff, OwnerId, WhoId, told } = await planning();
  const { id } = staff.create("Event", {
    ...{ OwnerId, WhoId, Subject: "Mässa", IsAllDayEvent: true, DurationInMinutes: 1_440 },
    ...{ ActivityDate: "2026-12-07", StartDateTime: "2026-12-07T00:00:00.000Z" },
    EndDateTime: "2026-12-07T00:00:00.000Z",
  });
  expect(await told()).toEqual([
    { id, customerId: WhoId, date: "2026-12-07", kind: "meeting", title: "Mässa" },
  ]);
});

test("calls, e-mails and what is about a lead are no visits of customers", async () => {
  const { staff, OwnerId, WhoId, told } = await planning();
  const task = { OwnerId, ActivityDate: "2026-12-02", Subject: "Ring" };
  staff.create("Task", { ...task, WhoId, Type: "Call" });
  staff.create("Task", { ...task, WhoId, TaskSubtype: "Call" });
  const lead = staff.create("Lead", { LastName: "Ny", Company: "Nya AB" }).id;
  staff.create("Task", { ...task, WhoId: lead });
  const { id } = staff.create("Task", { ...task, WhoId, Subject: "Besök", Type: "Meeting" });
  expect((await told()).map((visit) => visit.id)).toEqual([id]);
});
