import { asTenant, listOutbox } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { mutable } from "./customer-handlers.ts";
import { HttpProblem } from "./problem.ts";
import { connectionView, outboxView } from "./views.ts";

type OperationOperation = "health" | "listOutbox" | "listConnections" | "getClock" | "forwardClock";

/** What can be asked about the server and its connections. */
export function operationHandlers(context: ServerContext): Pick<Handlers, OperationOperation> {
  const { db, clock } = context;
  return {
    health: async () => ({
      status: "ready",
      version: context.version,
      now: clock.now(),
      demo: context.demo !== undefined,
    }),
    listOutbox: ({ query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const page = await listOutbox(tx, query);
        return mutable({ ...page, items: page.items.map(outboxView) });
      }),
    listConnections: async ({ caller }) => {
      const open = await context.connections.all(caller.tenant);
      const at = { tenant: caller.tenant, publicUrl: context.publicUrl };
      return { items: open.map((each) => connectionView(each, at)) };
    },
    getClock: async () => ({ now: clock.now(), demo: context.demo !== undefined }),
    forwardClock: ({ body }) => {
      // The demo begins after the doors are open.
      const { demo } = context;
      if (!demo) {
        throw new HttpProblem(
          409,
          "Not a demo",
          "Only the demo's clock can be turned. Start the server with --demo.",
        );
      }
      return demo.forward(body.by);
    },
  };
}
