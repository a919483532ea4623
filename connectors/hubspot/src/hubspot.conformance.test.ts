import { describeConnector } from "@perennial/conformance";
import { createHubspot } from "./hubspot-connector.ts";
import { hubspotScenarios } from "./testing/hubspot-scenarios.ts";

describeConnector(createHubspot, hubspotScenarios);
