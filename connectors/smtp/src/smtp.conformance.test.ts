import { describeConnector } from "@perennial/conformance";
import { createSmtp } from "./smtp-connector.ts";
import { smtpScenarios } from "./testing/smtp-scenarios.ts";

describeConnector(createSmtp, smtpScenarios);
