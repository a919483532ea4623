import type { SendingView } from "@perennial/api";
import { ContactPolicy } from "@perennial/lifecycle";
import { asTenant, changeTenant, countHeld, releaseHeld, type Tenant } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";

type SendingOperation = "getSending" | "setSending";

/** Stopping everything with one click (ux.md, 2), and letting it go on. */
export function sendingHandlers(context: ServerContext): Pick<Handlers, SendingOperation> {
  const { db, clock } = context;
  return {
    getSending: async ({ caller }) => sendingView(context, await context.tenant(caller.tenant)),
    setSending: async ({ body: { paused }, caller, audit }) => {
      const tenant = await context.tenant(caller.tenant);
      const before = pauseOf(tenant);
      if (paused !== (before !== null)) {
        const now = clock.now();
        const sendingPaused = paused ? { since: now, by: caller.name } : null;
        await asTenant(db, tenant.id, async (tx) => {
          await changeTenant(tx, { policy: { ...tenant.policy, sendingPaused } });
          if (!paused) await releaseHeld(tx, "sending-paused", now);
        });
        audit({ before: { paused: !paused }, after: { paused } });
        context.ring(tenant.id);
      }
      return sendingView(context, await context.tenant(caller.tenant));
    },
  };
}

async function sendingView({ db }: ServerContext, tenant: Tenant): Promise<SendingView> {
  const pause = pauseOf(tenant);
  const waiting =
    pause === null ? 0 : await asTenant(db, tenant.id, (tx) => countHeld(tx, "sending-paused"));
  return { paused: pause !== null, since: pause?.since ?? null, by: pause?.by ?? null, waiting };
}

function pauseOf({ policy }: Tenant): ContactPolicy["sendingPaused"] {
  return ContactPolicy.shape.sendingPaused.catch(null).parse(policy.sendingPaused);
}
