import type { World } from "@perennial/conformance";
import { dateIn } from "@perennial/connector-kit";
import type { Org } from "@perennial/simulators";

const ZONE = "Europe/Stockholm";
const HOUR = 3_600_000;
const EVA = "eva@example.com";
const BO = "Bo Ek";

/** Reps who plan visits in an org: Eva as events, Bo as tasks. Who calls an event off deletes it. */
export function plannedIn({ staff }: Org): NonNullable<World["visits"]> {
  const eva = staff.hire({ username: EVA, email: EVA, firstName: "Eva", lastName: "Lund" });
  const bo = staff.hire({
    ...{ username: "bo@example.com", email: "bo@example.com" },
    ...{ firstName: "Bo", lastName: "Ek" },
  });
  const events = new Map<string, string>();
  return {
    reps: [EVA, BO],
    async plan(rep, at) {
      const WhoId = staff.create("Contact", { LastName: "Besök" }).id;
      if (rep === BO) {
        const ActivityDate = dateIn(ZONE, at);
        staff.create("Task", { ...{ WhoId, OwnerId: bo, Subject: "Visit" }, ActivityDate });
        return WhoId;
      }
      const EndDateTime = new Date(Date.parse(at) + HOUR).toISOString();
      const time = { StartDateTime: at, EndDateTime, ActivityDateTime: at };
      const { id } = staff.create("Event", {
        ...{ WhoId, OwnerId: eva, Subject: "Visit", DurationInMinutes: 60 },
        ...time,
      });
      events.set(WhoId, id);
      return WhoId;
    },
    async callOff(customerId) {
      staff.delete(events.get(customerId) ?? "");
    },
  };
}
