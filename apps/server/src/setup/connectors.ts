import { createDialerWebhook } from "@perennial/connector-dialer-webhook";
import { createSms46elks } from "@perennial/connector-sms-46elks";
import { createSmtp } from "@perennial/connector-smtp";
import { createWebhook } from "@perennial/connector-webhook";
import type { Connector } from "@perennial/contract";

/** The connectors this server has. */
export const CONNECTORS: readonly Connector[] = [
  createWebhook(),
  createSmtp(),
  createSms46elks(),
  createDialerWebhook(),
] as readonly Connector[];
