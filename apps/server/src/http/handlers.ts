import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { customerHandlers } from "./customer-handlers.ts";
import { eventHandlers } from "./event-handlers.ts";
import { operationHandlers } from "./operation-handlers.ts";
import { programHandlers } from "./program-handlers.ts";

/** A handler for every operation. */
export function createHandlers(context: ServerContext): Handlers {
  return {
    ...operationHandlers(context),
    ...eventHandlers(context),
    ...customerHandlers(context),
    ...programHandlers(context),
  };
}
