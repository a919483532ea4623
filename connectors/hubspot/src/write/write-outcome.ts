import { receiptFor } from "@perennial/connector-kit";
import {
  type Command,
  ConnectorError,
  type ConnectorErrorKind,
  type Receipt,
} from "@perennial/contract";
import type { BatchError } from "../hubspot-client.ts";

/** How long HubSpot's shortest general limit lasts, in milliseconds (crm/hubspot.md, 4.4). */
const LIMIT_PERIOD = 10_000;
const LONGEST = 400;

/** What HubSpot's categories of errors mean (crm/hubspot.md, 2.5); one that is not here is a refusal of the content. */
const KINDS: ReadonlyMap<string, ConnectorErrorKind> = new Map([
  ["OBJECT_NOT_FOUND", "not-found"],
  ["CONFLICT", "conflict"],
  ["OBJECT_ALREADY_EXISTS", "conflict"],
  ["MISSING_SCOPES", "forbidden"],
  ["RATE_LIMITS", "rate-limited"],
  ["INTERNAL_ERROR", "unavailable"],
  ["SERVICE_UNAVAILABLE", "unavailable"],
]);

/** Makes an error of this connector. */
export function hubspotError(kind: ConnectorErrorKind, message: string): ConnectorError {
  return new ConnectorError({ connector: "hubspot", kind, message });
}

/** What one row of a batch failed with, as an error that names the property and has HubSpot's words. */
export function batchFailure({ message, category, properties }: BatchError): ConnectorError {
  const kind = isTaken(message) ? "invalid" : (KINDS.get(category) ?? "invalid");
  const about = properties.length > 0 ? ` ${[...new Set(properties)].join(", ")}` : "";
  const words = message.replace(/[\p{Cc}\s]+/gu, " ").trim() || category || "no reason given";
  const told = `HubSpot refused${about}: ${words}`;
  return new ConnectorError({
    connector: "hubspot",
    kind,
    message: told.length > LONGEST ? `${told.slice(0, LONGEST - 1)}…` : told,
    maybeDone: kind === "unavailable",
    ...(kind === "rate-limited" ? { retryAfter: LIMIT_PERIOD } : {}),
  });
}

/** An address that another contact has is called a conflict, though no later try would fare better (crm/hubspot.md, 10.10). */
function isTaken(message: string): boolean {
  return /already exists\. existing id/i.test(message);
}

/** A command will never be taken as it stands; says why and what would help. */
export function refused(command: Pick<Command, "id">, message: string): Receipt {
  return receiptFor(hubspotError("invalid", message), command);
}
