import { describeConnector } from "@perennial/conformance";
import { createDynamics } from "./dynamics-connector.ts";
import { dynamicsScenarios } from "./testing/dynamics-scenarios.ts";

describeConnector(createDynamics, dynamicsScenarios);
