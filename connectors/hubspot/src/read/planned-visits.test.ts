import { afterEach, expect, test } from "vitest";
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from "../account/scopes.ts";
import {
  type PortalReading,
  type PortalReadingOptions,
  readingPortal,
} from "../testing/reading.ts";

const open: PortalReading[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

const SPAN = {
  ...{ owner: "eva@example.com", from: "2026-12-01", to: "2026-12-07" },
  timeZone: "Europe/Stockholm",
} as const;
const AT = "2026-12-02T09:00:00Z";

async function planning(options: PortalReadingOptions = {}) {
  const reading = await readingPortal(options);
  open.push(reading);
  const { staff, owners } = reading.portal;
  const eva = owners.add({ id: 901, email: "eva@example.com", firstName: "Eva" });
  const contact = staff.create("contacts", { firstname: "Anna" }).id;
  const plan = (type: "meetings" | "tasks", properties: Readonly<Record<string, string>>) =>
    staff.create(
      type,
      { hs_timestamp: AT, hubspot_owner_id: eva.id, ...properties },
      { contacts: contact },
    ).id;
  const told = async () => (await reading.session.plannedVisits?.(SPAN)) ?? [];
  return { ...reading, staff, eva, contact, plan, told };
}

test("a meeting and a task are told with what the rep calls them", async () => {
  const { plan, told, contact } = await planning();
  const meeting = plan("meetings", { hs_meeting_title: " Genomgång " });
  const task = plan("tasks", { hs_task_type: "TODO", hs_timestamp: "2026-12-01T07:00:00Z" });
  const visit = { customerId: String(contact) };
  expect(await told()).toEqual([
    { ...visit, id: `tasks/${task}`, date: "2026-12-01", kind: "task" },
    {
      ...visit,
      id: `meetings/${meeting}`,
      date: "2026-12-02",
      kind: "meeting",
      title: "Genomgång",
    },
  ]);
});

test("calls, e-mails, what was put off or moved, and what is about no contact are no visits", async () => {
  const { plan, told, staff, eva } = await planning();
  plan("tasks", { hs_task_type: "CALL" });
  plan("tasks", { hs_task_type: "EMAIL" });
  plan("tasks", { hs_task_type: "TODO", hs_task_status: "DEFERRED" });
  plan("meetings", { hs_meeting_outcome: "RESCHEDULED" });
  staff.create("meetings", { hs_timestamp: AT, hubspot_owner_id: eva.id });
  const made = plan("meetings", { hs_meeting_outcome: "COMPLETED" });
  expect((await told()).map(({ id }) => id)).toEqual([`meetings/${made}`]);
});

test("where the portal's users may not be read, it says what to allow", async () => {
  const scopes = [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES].filter(
    (scope) => scope !== "crm.objects.owners.read",
  );
  const { told } = await planning({ scopes });
  await expect(told()).rejects.toMatchObject({
    kind: "forbidden",
    message: expect.stringContaining("connect again and allow crm.objects.owners.read"),
  });
});
