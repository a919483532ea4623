import { useAsk } from "../api/use-ask.ts";
import { useSession } from "../session/use-session.ts";

/** The day it is for the company: by the server's clock, which a demo turns, in its own zone. */
export function useToday(): string | undefined {
  const { tenant } = useSession();
  const { data } = useAsk("getClock");
  return data && dayIn(tenant.timeZone, data.now);
}

function dayIn(timeZone: string, instant: string): string {
  // The one locale whose dates are written as the API writes them.
  return new Intl.DateTimeFormat("sv-SE", { timeZone }).format(new Date(instant));
}
