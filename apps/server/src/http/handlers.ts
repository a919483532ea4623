import type { ServerContext } from "../server-context.ts";
import { activityHandlers } from "./activity-handlers.ts";
import { asideHandlers } from "./aside-handlers.ts";
import { auditHandlers } from "./audit-handlers.ts";
import type { Handlers } from "./bind.ts";
import { callHandlers } from "./calls/call-handlers.ts";
import { callerHandlers } from "./calls/caller-handlers.ts";
import { promiseHandlers } from "./calls/promise-handlers.ts";
import { serviceHandlers } from "./calls/service-handlers.ts";
import { capacityHandlers } from "./capacity-handlers.ts";
import { cardHandlers } from "./card-handlers.ts";
import { connectorHandlers } from "./connecting/connector-handlers.ts";
import { connectionHandlers } from "./connection-handlers.ts";
import { contactabilityHandlers } from "./contactability-handlers.ts";
import { customerHandlers } from "./customer-handlers.ts";
import { draftHandlers } from "./drafts/draft-handlers.ts";
import { versionHandlers } from "./drafts/version-handlers.ts";
import { eventHandlers } from "./event-handlers.ts";
import { findingHandlers } from "./finding-handlers.ts";
import { historyHandlers } from "./history-handlers.ts";
import { importHandlers } from "./import/import-handlers.ts";
import { assessmentHandlers } from "./insight/assessment-handlers.ts";
import { twinHandlers } from "./insight/twin-handlers.ts";
import { insightHandlers } from "./insight-handlers.ts";
import { libraryHandlers } from "./library/library-handlers.ts";
import { messageHandlers } from "./messages/message-handlers.ts";
import { operationHandlers } from "./operation-handlers.ts";
import { peopleHandlers } from "./people/people-handlers.ts";
import { tokenHandlers } from "./people/token-handlers.ts";
import { planHandlers } from "./plan-handlers.ts";
import { privacyHandlers } from "./privacy-handlers.ts";
import { programHandlers } from "./program-handlers.ts";
import { reportHandlers } from "./report-handlers.ts";
import { resultHandlers } from "./result-handlers.ts";
import { rulePackHandlers } from "./rule-pack-handlers.ts";
import { sendingHandlers } from "./sending-handlers.ts";
import { serviceReportHandlers } from "./service-report-handlers.ts";
import { sessionHandlers } from "./session/session-handlers.ts";
import { settingsHandlers } from "./settings-handlers.ts";
import { onboardingHandlers } from "./setup/onboarding-handlers.ts";
import { standingHandlers } from "./standing-handlers.ts";
import { trialHandlers } from "./trials/trial-handlers.ts";
import { voucherHandlers } from "./voucher-handlers.ts";
import { worklistHandlers } from "./worklist-handlers.ts";

/** A handler for every operation. */
export function createHandlers(context: ServerContext): Handlers {
  return {
    ...operationHandlers(context),
    ...asideHandlers(context),
    ...eventHandlers(context),
    ...connectionHandlers(context),
    ...connectorHandlers(context),
    ...messageHandlers(context),
    ...onboardingHandlers(context),
    ...importHandlers(context),
    ...sessionHandlers(context),
    ...peopleHandlers(context),
    ...tokenHandlers(context),
    ...auditHandlers(context),
    ...sendingHandlers(context),
    ...privacyHandlers(context),
    ...rulePackHandlers(context),
    ...settingsHandlers(context),
    ...capacityHandlers(context),
    ...customerHandlers(context),
    ...contactabilityHandlers(context),
    ...cardHandlers(context),
    ...callerHandlers(context),
    ...callHandlers(context),
    ...promiseHandlers(context),
    ...serviceHandlers(context),
    ...findingHandlers(context),
    ...historyHandlers(context),
    ...activityHandlers(context),
    ...programHandlers(context),
    ...libraryHandlers(context),
    ...draftHandlers(context),
    ...versionHandlers(context),
    ...trialHandlers(context),
    ...resultHandlers(context),
    ...planHandlers(context),
    ...standingHandlers(context),
    ...voucherHandlers(context),
    ...insightHandlers(context),
    ...reportHandlers(context),
    ...assessmentHandlers(context),
    ...twinHandlers(context),
    ...serviceReportHandlers(context),
    ...worklistHandlers(context),
  };
}
