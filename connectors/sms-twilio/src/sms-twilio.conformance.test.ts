import { describeConnector } from "@perennial/conformance";
import { createSmsTwilio } from "./sms-twilio-connector.ts";
import { smsTwilioScenarios } from "./testing/sms-twilio-scenarios.ts";

describeConnector(createSmsTwilio, smsTwilioScenarios);
