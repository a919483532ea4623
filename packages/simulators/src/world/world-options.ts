import { createHash } from "node:crypto";
import type { Clock, LocalDate } from "@perennial/contract";
import type { Habits } from "../people/habits.ts";

/** How a world is started. */
export interface WorldOptions {
  readonly clock: Clock;
  /** Decides the base, what people do, and the credentials. @default 1 */
  readonly seed?: number;
  /** How many customers the company has. @default 2000 */
  readonly customers?: number;
  /** The day the company's records begin. @default the clock's day in Sweden */
  readonly today?: LocalDate;
  /** Habits that differ from the usual ones; `NO_HABITS` for people who do nothing by themselves. */
  readonly habits?: Partial<Habits>;
  /** Ports that stay the same over restarts. @default free ones */
  readonly ports?: WorldPorts;
  /** A folder for the journals of acceptances, one file for each simulator. @default none are written */
  readonly journal?: string;
}

/** The port of each simulator; 0 or missing for a free one. */
export interface WorldPorts {
  readonly sms?: number;
  readonly mail?: number;
  readonly smtp?: number;
  readonly dialer?: number;
  readonly crm?: number;
}

/** Where the simulators call Perennial. A door that is not named is not called. */
export interface WorldDoors {
  readonly smsIncomingUrl?: string | undefined;
  readonly dialerCallbackUrl?: string | undefined;
  readonly crmCallbackUrl?: string | undefined;
}

/** What connections need to reach the world, in the words of the connectors' settings. */
export interface WorldSettings {
  readonly smtp: {
    readonly host: string;
    readonly port: number;
    /** Nothing is encrypted on the loopback interface. */
    readonly encryption: "none";
    readonly fromAddress: string;
    readonly fromName: string;
    readonly search: { readonly url: string };
  };
  readonly "sms-46elks": {
    readonly username: string;
    readonly password: string;
    readonly sender: string;
    readonly webhookToken: string;
    readonly baseUrl: string;
  };
  readonly "dialer-webhook": {
    readonly baseUrl: string;
    readonly token: string;
    readonly signingSecret: string;
  };
  readonly webhook: {
    readonly baseUrl: string;
    readonly token: string;
    readonly signingSecret: string;
  };
}

/** A credential of the world: the same for the same seed, so that it holds over restarts. */
export function worldSecret(seed: number, name: string): string {
  return createHash("sha256").update(`${seed} ${name}`).digest("hex");
}

/** A signing secret of the world, in the form of Standard Webhooks. */
export function worldSigningSecret(seed: number, name: string): string {
  const bytes = createHash("sha256").update(`${seed} ${name}`).digest("base64");
  return `whsec_${bytes}`;
}
