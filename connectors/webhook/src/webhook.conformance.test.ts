import { describeConnector } from "@perennial/conformance";
import { webhookScenarios } from "./testing/webhook-scenarios.ts";
import { createWebhook } from "./webhook-connector.ts";

describeConnector(createWebhook, webhookScenarios);
