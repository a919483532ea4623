/** Writes the folder of a new connector, which passes the conformance suite from its first minute. */
export { designConnector } from "./design-connector.ts";
export { AUTH_SCHEMES, ConnectorPlan, type Place } from "./plan.ts";
export { ScaffoldError } from "./scaffold-error.ts";
export { type WrittenConnector, writeConnector } from "./write-connector.ts";
