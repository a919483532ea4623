import { CUSTOMER_OPERATIONS } from "./customer-operations.ts";
import { EVENT_OPERATIONS } from "./event-operations.ts";
import { PROGRAM_OPERATIONS } from "./program-operations.ts";
import { SERVER_OPERATIONS } from "./server-operations.ts";

/** Everything a client can ask. */
export const OPERATIONS = {
  ...SERVER_OPERATIONS,
  ...CUSTOMER_OPERATIONS,
  ...PROGRAM_OPERATIONS,
  ...EVENT_OPERATIONS,
} as const;

export type Operations = typeof OPERATIONS;
export type OperationId = keyof Operations;
