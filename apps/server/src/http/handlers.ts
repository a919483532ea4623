import type { ServerContext } from "../server-context.ts";
import { asideHandlers } from "./aside-handlers.ts";
import type { Handlers } from "./bind.ts";
import { cardHandlers } from "./card-handlers.ts";
import { connectionHandlers } from "./connection-handlers.ts";
import { customerHandlers } from "./customer-handlers.ts";
import { eventHandlers } from "./event-handlers.ts";
import { insightHandlers } from "./insight-handlers.ts";
import { operationHandlers } from "./operation-handlers.ts";
import { planHandlers } from "./plan-handlers.ts";
import { programHandlers } from "./program-handlers.ts";
import { resultHandlers } from "./result-handlers.ts";
import { settingsHandlers } from "./settings-handlers.ts";
import { standingHandlers } from "./standing-handlers.ts";
import { voucherHandlers } from "./voucher-handlers.ts";

/** A handler for every operation. */
export function createHandlers(context: ServerContext): Handlers {
  return {
    ...operationHandlers(context),
    ...asideHandlers(context),
    ...eventHandlers(context),
    ...connectionHandlers(context),
    ...settingsHandlers(context),
    ...customerHandlers(context),
    ...cardHandlers(context),
    ...programHandlers(context),
    ...resultHandlers(context),
    ...planHandlers(context),
    ...standingHandlers(context),
    ...voucherHandlers(context),
    ...insightHandlers(context),
  };
}
