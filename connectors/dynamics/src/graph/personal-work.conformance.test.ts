import { describeConnector } from "@perennial/conformance";
import { createDynamics } from "../dynamics-connector.ts";
import { dynamicsScenarios } from "../testing/dynamics-scenarios.ts";
import { personalWorld } from "./testing/personal-world.ts";

describeConnector(createDynamics, { ...dynamicsScenarios, world: personalWorld });
