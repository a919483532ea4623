import { describeConnector } from "@perennial/conformance";
import { createOutlookMail } from "./mail/outlook-mail-connector.ts";
import { mailScenarios } from "./testing/mail-scenarios.ts";

describeConnector(createOutlookMail, mailScenarios);
