import { ACTIVITY_OPERATIONS } from "./activity-operations.ts";
import { ASIDE_OPERATIONS } from "./aside-operations.ts";
import { ASSESSMENT_OPERATIONS } from "./assessment-operations.ts";
import { AUDIT_OPERATIONS } from "./audit-operations.ts";
import { CALL_OPERATIONS } from "./call-operations.ts";
import { CALLER_OPERATIONS } from "./caller-operations.ts";
import { CAPACITY_OPERATIONS } from "./capacity-operations.ts";
import { CARD_OPERATIONS } from "./card-operations.ts";
import { CONNECTION_OPERATIONS } from "./connection-operations.ts";
import { CONNECTOR_OPERATIONS } from "./connector-operations.ts";
import { CONTACTABILITY_OPERATIONS } from "./contactability-operations.ts";
import { CUSTOMER_OPERATIONS } from "./customer-operations.ts";
import { DEFINITION_OPERATIONS } from "./definition-operations.ts";
import { EVENT_OPERATIONS } from "./event-operations.ts";
import { FINDING_OPERATIONS } from "./finding-operations.ts";
import { HISTORY_OPERATIONS } from "./history-operations.ts";
import { IMPORT_OPERATIONS } from "./import-operations.ts";
import { INSIGHT_OPERATIONS } from "./insight-operations.ts";
import { LIBRARY_OPERATIONS } from "./library-operations.ts";
import { MESSAGE_OPERATIONS } from "./message-operations.ts";
import { ONBOARDING_OPERATIONS } from "./onboarding-operations.ts";
import { PEOPLE_OPERATIONS } from "./people-operations.ts";
import { PLAN_OPERATIONS } from "./plan-operations.ts";
import { PRIVACY_OPERATIONS } from "./privacy-operations.ts";
import { DRAFT_OPERATIONS } from "./program-draft-operations.ts";
import { PROGRAM_OPERATIONS } from "./program-operations.ts";
import { TRIAL_OPERATIONS } from "./program-trial-operations.ts";
import { REPORT_OPERATIONS } from "./report-operations.ts";
import { RESULT_OPERATIONS } from "./result-operations.ts";
import { SENDING_OPERATIONS } from "./sending-operations.ts";
import { SERVER_OPERATIONS } from "./server-operations.ts";
import { SERVICE_OPERATIONS } from "./service-operations.ts";
import { SERVICE_REPORT_OPERATIONS } from "./service-report-operations.ts";
import { SESSION_OPERATIONS } from "./session-operations.ts";
import { SETTINGS_OPERATIONS } from "./settings-operations.ts";
import { STANDING_OPERATIONS } from "./standing-operations.ts";
import { TWIN_OPERATIONS } from "./twin-operations.ts";
import { VOUCHER_OPERATIONS } from "./voucher-operations.ts";
import { WORKLIST_OPERATIONS } from "./worklist-operations.ts";

/** Everything a client can ask. */
export const OPERATIONS = {
  ...SERVER_OPERATIONS,
  ...DEFINITION_OPERATIONS,
  ...ASIDE_OPERATIONS,
  ...CONNECTION_OPERATIONS,
  ...CONNECTOR_OPERATIONS,
  ...MESSAGE_OPERATIONS,
  ...ONBOARDING_OPERATIONS,
  ...IMPORT_OPERATIONS,
  ...SESSION_OPERATIONS,
  ...PEOPLE_OPERATIONS,
  ...AUDIT_OPERATIONS,
  ...SENDING_OPERATIONS,
  ...PRIVACY_OPERATIONS,
  ...SETTINGS_OPERATIONS,
  ...CAPACITY_OPERATIONS,
  ...CUSTOMER_OPERATIONS,
  ...CONTACTABILITY_OPERATIONS,
  ...CARD_OPERATIONS,
  ...CALLER_OPERATIONS,
  ...CALL_OPERATIONS,
  ...SERVICE_OPERATIONS,
  ...FINDING_OPERATIONS,
  ...HISTORY_OPERATIONS,
  ...ACTIVITY_OPERATIONS,
  ...PROGRAM_OPERATIONS,
  ...LIBRARY_OPERATIONS,
  ...DRAFT_OPERATIONS,
  ...TRIAL_OPERATIONS,
  ...RESULT_OPERATIONS,
  ...PLAN_OPERATIONS,
  ...STANDING_OPERATIONS,
  ...VOUCHER_OPERATIONS,
  ...INSIGHT_OPERATIONS,
  ...REPORT_OPERATIONS,
  ...ASSESSMENT_OPERATIONS,
  ...TWIN_OPERATIONS,
  ...SERVICE_REPORT_OPERATIONS,
  ...WORKLIST_OPERATIONS,
  ...EVENT_OPERATIONS,
} as const;

export type Operations = typeof OPERATIONS;
export type OperationId = keyof Operations;
