import { describeConnector } from "@perennial/conformance";
import { createSalesforce } from "./salesforce-connector.ts";
import { salesforceScenarios } from "./testing/salesforce-scenarios.ts";

describeConnector(() => createSalesforce({ pageSize: 2 }), salesforceScenarios);
