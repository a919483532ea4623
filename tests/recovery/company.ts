import type { WorldSettings } from "@perennial/simulators";

/** A connection of the company, and the connector it goes through. */
export interface Connection {
  readonly id: "crm" | "mail" | "sms" | "dialer";
  readonly connector: keyof WorldSettings;
}

/** How the company is connected. */
export const CONNECTIONS: readonly Connection[] = [
  { id: "crm", connector: "webhook" },
  { id: "mail", connector: "smtp" },
  { id: "sms", connector: "sms-46elks" },
  { id: "dialer", connector: "dialer-webhook" },
];

/** The program it runs. */
export const PROGRAM = "renewal";

/** The number that the first tenant of a new database has. */
export const TENANT = 1;

/** The path of a connection's door. */
export function doorOf(id: Connection["id"]): string {
  return `/hooks/v1/${TENANT}/${id}`;
}
