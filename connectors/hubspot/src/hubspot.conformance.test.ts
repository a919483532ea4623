import { describeConnector } from "@perennial/conformance";
import { hubspotScenarios } from "./testing/hubspot-scenarios.ts";
import { createHubspotWithApp } from "./testing/hubspot-world.ts";

describeConnector(createHubspotWithApp, hubspotScenarios);
