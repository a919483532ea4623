import type { OriginProxy } from "../courier/real-url.ts";
import type { Entra } from "../entra/entra.ts";
import type { SimulatorOptions } from "../simulator.ts";

/** How the simulated Microsoft Graph is set up. */
export interface GraphOptions extends SimulatorOptions {
  /** Who issues the tokens. */
  readonly entra: Entra;
  /** The id of the tenant whose people it serves. */
  readonly tenantId: string;
  /** Where links say it is. @default its door */
  readonly origin?: string;
  /** Where an origin that notifications are posted to really listens. @default none */
  readonly proxy?: OriginProxy;
  /** The most requests for one mailbox in ten minutes. @default 10000 */
  readonly mailboxRequests?: number;
  /** The mailboxes and calendars that the app is let into, by user principal name (RBAC for Applications). @default all */
  readonly mailboxes?: readonly string[];
  /** How deliveries misbehave. @default not at all */
  readonly notifications?: { readonly duplicates?: number; readonly losses?: number };
  /** Decides what looks like chance. @default 1 */
  readonly seed?: number;
}

/** Something the app did and Graph accepted. */
export type GraphAct = { readonly userId: string } & (
  | {
      readonly act: "send-mail";
      readonly messageId: string;
      readonly to: readonly string[];
      readonly subject: string;
    }
  | {
      readonly act: "create-task";
      readonly listId: string;
      readonly id: string;
      readonly title: string;
    }
  | { readonly act: "create-event"; readonly id: string; readonly subject: string }
  | { readonly act: "subscribe"; readonly id: string; readonly resource: string }
);
