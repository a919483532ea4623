import type { World } from "@perennial/conformance";
import type { Instant } from "@perennial/contract";
import type { Portal } from "@perennial/simulators";

const HOUR = 3_600_000;
/** Eva is known by her address, Bo by his name. */
const REPS = [
  { id: 901, email: "eva@example.com", firstName: "Eva", lastName: "Lund" },
  { id: 902, email: "bo@example.com", firstName: "Bo", lastName: "Ek" },
] as const;

/** Reps who plan visits in a portal: Eva as meetings, Bo as tasks. */
export function plannedIn({ staff, owners }: Portal): NonNullable<World["visits"]> {
  const [eva, bo] = [owners.add(REPS[0]), owners.add(REPS[1])];
  const meetings = new Map<string, number>();
  return {
    reps: [eva.user.email, "Bo Ek"],
    async plan(rep, at) {
      const contact = staff.create("contacts", { firstname: "Besök" }).id;
      const isMeeting = rep === eva.user.email;
      const properties = isMeeting
        ? { ...meetingAt(at), hubspot_owner_id: eva.id }
        : { ...taskAt(at), hubspot_owner_id: bo.id };
      const { id } = staff.create(isMeeting ? "meetings" : "tasks", properties, {
        contacts: contact,
      });
      if (isMeeting) meetings.set(String(contact), id);
      return String(contact);
    },
    async callOff(customerId) {
      staff.change("meetings", meetings.get(customerId) ?? 0, { hs_meeting_outcome: "CANCELED" });
    },
  };
}

function meetingAt(at: Instant) {
  const end = new Date(Date.parse(at) + HOUR).toISOString();
  return {
    ...{ hs_timestamp: at, hs_meeting_start_time: at, hs_meeting_end_time: end },
    hs_meeting_title: "Visit",
  };
}

function taskAt(at: Instant) {
  return { hs_timestamp: at, hs_task_subject: "Visit", hs_task_type: "TODO" };
}
