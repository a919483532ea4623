import type { ConnectorContext } from "@perennial/contract";
import type { GraphClient } from "../graph-client.ts";
import type { OutlookMailSettings } from "./outlook-mail-settings.ts";

/** What the parts of a session share. */
export interface MailTools {
  /** Requests of commands. */
  readonly writer: GraphClient;
  /** Requests of reading, which wait for room of their own. */
  readonly reader: GraphClient;
  readonly settings: OutlookMailSettings;
  readonly context: Pick<ConnectorContext, "clock" | "log" | "abort" | "callbackUrl">;
  /** The address of a customer's owner, and the names it may go by; none where nobody owns the customer. Throws a `ConnectorError`. */
  readonly ownerOf: (customerId: string) => Promise<readonly string[]>;
}
