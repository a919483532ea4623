import type { LocalizedText } from "@perennial/contract";
import { AWAITING_AGENT } from "../capacity/agent-capacity.ts";
import { NO_CAPACITY } from "../enrolment/advance.ts";

/** Why a call waits for an agent, or was not made because none had time; nothing for any other reason. */
export function capacityReason({
  reason,
}: {
  readonly reason: string | null;
}): LocalizedText | undefined {
  switch (reason) {
    case AWAITING_AGENT:
      return {
        sv: "Samtalet väntar på sin tur, för säljarna hinner inte fler samtal i dag.",
        en: "The call waits for its turn, because the agents have no time for more calls today.",
      };
    case NO_CAPACITY:
      return {
        sv: "Ingen säljare har tid för samtalet före sista dagen.",
        en: "No agent has time for the call before the last day.",
      };
    default:
      return undefined;
  }
}
