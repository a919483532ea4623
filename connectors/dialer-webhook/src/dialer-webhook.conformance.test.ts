import { describeConnector } from "@perennial/conformance";
import { createDialerWebhook } from "./dialer-webhook-connector.ts";
import { dialerWebhookScenarios } from "./testing/dialer-webhook-scenarios.ts";

describeConnector(createDialerWebhook, dialerWebhookScenarios);
