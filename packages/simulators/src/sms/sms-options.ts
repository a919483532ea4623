import type { SimulatorOptions } from "../simulator.ts";

/** How the SMS provider is set up. */
export interface SmsOptions extends SimulatorOptions {
  /** Decides ids and which numbers are dead. @default 1 */
  readonly seed?: number;
  /** The account's API username. @default "u0123456789abcdef0123456789abcdef" */
  readonly username?: string;
  /** The account's API password. @default "0123456789ABCDEF0123456789ABCDEF" */
  readonly password?: string;
  /** Where incoming SMS are posted: the `sms_url` of the account's number. @default nowhere */
  readonly incomingUrl?: string;
  /** Seconds from acceptance to the report "sent". @default 2 */
  readonly sentSeconds?: number;
  /** Seconds from acceptance to the report "delivered" or "failed". @default 6 */
  readonly deliveredSeconds?: number;
  /** Share of numbers that no SMS ever reaches. @default 0.004 */
  readonly deadNumbers?: number;
  /** Ten-thousandths of a krona for each part. @default 5000 */
  readonly costPerPart?: number;
  /** What is in the account, in ten-thousandths of a krona. @default 1_000_000_000 */
  readonly balance?: number;
}

/** The set-up with its defaults filled in. */
export type SmsSetup = Required<Omit<SmsOptions, keyof SimulatorOptions | "incomingUrl">>;

/** Fills in the defaults. */
export function smsSetup(options: SmsOptions): SmsSetup {
  return {
    seed: options.seed ?? 1,
    username: options.username ?? "u0123456789abcdef0123456789abcdef",
    password: options.password ?? "0123456789ABCDEF0123456789ABCDEF",
    sentSeconds: options.sentSeconds ?? 2,
    deliveredSeconds: options.deliveredSeconds ?? 6,
    deadNumbers: options.deadNumbers ?? 0.004,
    costPerPart: options.costPerPart ?? 5000,
    balance: options.balance ?? 1_000_000_000,
  };
}
