import type { AgentCapacityView, PacingView } from "@perennial/api";
import { AWAITING_AGENT, addDays, callsOn, instantAt, localDateOf } from "@perennial/lifecycle";
import { agentCapacityOf } from "@perennial/runtime";
import {
  asTenant,
  countHeld,
  countTurns,
  readAgentCapacity,
  releaseHeld,
  saveAgentCapacity,
  type Tenant,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { HttpProblem } from "./problem.ts";

type CapacityOperation = "getAgentCapacity" | "putAgentCapacity";

/** How many calls the agents can make on a day: told, and set. */
export function capacityHandlers(context: ServerContext): Pick<Handlers, CapacityOperation> {
  const { db, clock } = context;
  return {
    getAgentCapacity: async ({ caller }) => pacing(context, await context.tenant(caller.tenant)),
    putAgentCapacity: async ({ body: { capacity }, caller, audit }) => {
      const tenant = await context.tenant(caller.tenant);
      if (capacity) demandDistinctDays(capacity);
      const before = await pacing(context, tenant);
      await asTenant(db, tenant.id, async (tx) => {
        await saveAgentCapacity(tx, capacity);
        await releaseHeld(tx, AWAITING_AGENT, clock.now());
      });
      context.ring(tenant.id);
      audit({ before: { capacity: before.capacity }, after: { capacity } });
      return pacing(context, tenant);
    },
  };
}

/** Of two numbers for one day nobody would know which holds. */
function demandDistinctDays({ days }: AgentCapacityView): void {
  const at = days.findIndex(({ date }, index) => days.some((d, n) => n < index && d.date === date));
  if (at === -1) return;
  throw new HttpProblem(
    400,
    "Invalid request",
    { sv: "Kapaciteten stämmer inte.", en: "The capacity is not right." },
    [
      {
        place: `body.capacity.days.${at}.date`,
        message: {
          sv: "Dagen har redan ett antal. Ändra det.",
          en: "The day has a number already; change that one.",
        },
      },
    ],
  );
}

async function pacing({ db, clock }: ServerContext, tenant: Tenant): Promise<PacingView> {
  const today = localDateOf(clock.now(), tenant.timeZone);
  const end = instantAt(addDays(today, 1), "00:00", tenant.timeZone);
  const [stored, waiting, given] = await asTenant(db, tenant.id, (tx) =>
    Promise.all([
      readAgentCapacity(tx),
      countHeld(tx, AWAITING_AGENT),
      countTurns(tx, { today, end }),
    ]),
  );
  const capacity = agentCapacityOf(tenant, stored);
  if (!capacity) return { capacity: null, waiting, today: null };
  const { perDay, days, reserve } = capacity;
  return {
    capacity: { perDay, days, reserve },
    waiting,
    today: { date: today, calls: callsOn(today, capacity), given },
  };
}
