import { describeConnector } from "@perennial/conformance";
import { createSms46elks } from "./sms-46elks-connector.ts";
import { sms46elksScenarios } from "./testing/sms-46elks-scenarios.ts";

describeConnector(createSms46elks, sms46elksScenarios);
