import type { OriginProxy } from "../courier/real-url.ts";
import type { Entra } from "../entra/entra.ts";
import type { SimulatorOptions } from "../simulator.ts";
import type { Table } from "./metadata/table.ts";

/** How webhooks misbehave on purpose (crm/dynamics.md, 3.2). */
export interface WebhookHabits {
  /** Share of the deliveries that come twice. @default 0 */
  readonly duplicates: number;
  /** Share of the deliveries that never come. @default 0 */
  readonly losses: number;
  /** Whether deliveries of the same moment come in no particular order. @default false */
  readonly disorder: boolean;
}

/** The service protection limits of a user, in any 300 seconds (crm/dynamics.md, 4). */
export interface ProtectionLimits {
  /** @default 6000 */
  readonly requests: number;
  /** Milliseconds of work. @default 1200000 */
  readonly workMs: number;
  /** Requests under way at once; a delay among the faults lets them meet. @default 52 */
  readonly concurrent: number;
}

/** How the simulated organisation is set up. */
export interface DataverseOptions extends SimulatorOptions {
  /** Who issues the tokens. */
  readonly entra: Entra;
  /** The id of the tenant that the organisation belongs to. */
  readonly tenantId: string;
  /** Where it says it is, such as `https://contoso.crm4.dynamics.com`; tokens are for this origin. @default its door */
  readonly origin?: string;
  /** @default "Contoso" */
  readonly name?: string;
  /** The organisation's currency, ISO 4217. @default "SEK" */
  readonly currency?: string;
  /** Tables beside the standard ones: a solution that is imported. @default none */
  readonly tables?: readonly Table[];
  /** Logical names of standard tables that this organisation does not have. @default none */
  readonly without?: readonly string[];
  /** How far its clock is ahead of everybody else's, in seconds; negative when behind. @default 0 */
  readonly skewSeconds?: number;
  /** How many days changes can be asked for. @default 30 */
  readonly changeTrackingDays?: number;
  /** @default 6000 requests, 20 minutes of work, 52 at once */
  readonly limits?: Partial<ProtectionLimits>;
  /** How long the service works on a request, and on each row of a write, in milliseconds. @default 20 and 5 */
  readonly work?: { readonly requestMs?: number; readonly rowMs?: number };
  /** How many requests the tenant's application users may make in 24 hours, rows of bulk writes counted one by one. @default never refused */
  readonly dailyRequests?: number;
  /** Whether deleted rows can be brought back. @default false */
  readonly recycleBin?: boolean;
  /** @default none of them */
  readonly webhooks?: Partial<WebhookHabits>;
  /** Where an origin that webhooks are posted to really listens. @default none */
  readonly proxy?: OriginProxy;
  /** Decides what looks like chance. @default 1 */
  readonly seed?: number;
}
