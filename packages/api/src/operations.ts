import { ASIDE_OPERATIONS } from "./aside-operations.ts";
import { CARD_OPERATIONS } from "./card-operations.ts";
import { CONNECTION_OPERATIONS } from "./connection-operations.ts";
import { CUSTOMER_OPERATIONS } from "./customer-operations.ts";
import { EVENT_OPERATIONS } from "./event-operations.ts";
import { INSIGHT_OPERATIONS } from "./insight-operations.ts";
import { PLAN_OPERATIONS } from "./plan-operations.ts";
import { PROGRAM_OPERATIONS } from "./program-operations.ts";
import { RESULT_OPERATIONS } from "./result-operations.ts";
import { SERVER_OPERATIONS } from "./server-operations.ts";
import { SETTINGS_OPERATIONS } from "./settings-operations.ts";
import { STANDING_OPERATIONS } from "./standing-operations.ts";
import { VOUCHER_OPERATIONS } from "./voucher-operations.ts";

/** Everything a client can ask. */
export const OPERATIONS = {
  ...SERVER_OPERATIONS,
  ...ASIDE_OPERATIONS,
  ...CONNECTION_OPERATIONS,
  ...SETTINGS_OPERATIONS,
  ...CUSTOMER_OPERATIONS,
  ...CARD_OPERATIONS,
  ...PROGRAM_OPERATIONS,
  ...RESULT_OPERATIONS,
  ...PLAN_OPERATIONS,
  ...STANDING_OPERATIONS,
  ...VOUCHER_OPERATIONS,
  ...INSIGHT_OPERATIONS,
  ...EVENT_OPERATIONS,
} as const;

export type Operations = typeof OPERATIONS;
export type OperationId = keyof Operations;
