/**
 * The suite that tells the author of a connector what is right and what is not yet.
 *
 * - **describeConnector**: the suite as vitest tests; `casesOf`: the same as data.
 * - **scenarios**: what the author writes: a world, samples of commands and of inbound requests.
 * - **httpFaults**: the world's faults for a vendor that speaks HTTP.
 */
export { type Case, PARTS, type PartName } from "./case/case.ts";
export { ConformanceError, ScenarioMissingError } from "./case/conformance-error.ts";
export { type ConnectorCases, casesOf } from "./cases-of.ts";
export { describeConnector } from "./describe-connector.ts";
export {
  type HttpFault,
  type HttpFaults,
  type HttpFaultsOptions,
  httpFaults,
  passTo,
} from "./http/http-faults.ts";
export { anyCommand } from "./scenario/any-command.ts";
export { FAULTS, type Fault, RETRY_AFTER_SECONDS } from "./scenario/fault.ts";
export {
  ABSENCES,
  type Absence,
  type AppScenario,
  type InboundSample,
  type InboundScenario,
  type RefusedCommand,
  type Scenarios,
  type Skip,
} from "./scenario/scenarios.ts";
export type { World, WorldFeed } from "./scenario/world.ts";
