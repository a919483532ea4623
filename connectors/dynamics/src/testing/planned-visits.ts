import type { World } from "@perennial/conformance";
import type { Dataverse } from "@perennial/simulators";

const HOUR = 3_600_000;
const EVA = "eva@example.com";
const BO = "Bo Ek";

/** Reps who plan visits in an organisation: Eva as appointments, Bo as tasks. */
export function plannedIn({ staff }: Dataverse): NonNullable<World["visits"]> {
  const eva = staff.hire({ firstName: "Eva", lastName: "Lund", email: EVA });
  const bo = staff.hire({ firstName: "Bo", lastName: "Ek", email: "bo@example.com" });
  const appointments = new Map<string, string>();
  return {
    reps: [EVA, BO],
    async plan(rep, at) {
      const contact = staff.create("contact", { lastname: "Besök" }).id;
      const scheduledend = new Date(Date.parse(at) + HOUR).toISOString();
      const about = { regardingobjectid: { table: "contact", id: contact }, subject: "Visit" };
      const ownedBy = (id: string) => ({ ownerid: { table: "systemuser", id } });
      if (rep === BO) {
        staff.create("task", { ...about, ...ownedBy(bo), scheduledend: at });
        return contact;
      }
      const time = { scheduledstart: at, scheduledend };
      const { id } = staff.create("appointment", { ...about, ...ownedBy(eva), ...time });
      appointments.set(contact, id);
      return contact;
    },
    async callOff(customerId) {
      const id = appointments.get(customerId) ?? "";
      staff.change("appointment", id, { statecode: 2, statuscode: 4 });
    },
  };
}
