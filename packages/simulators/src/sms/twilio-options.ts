import type { SimulatorOptions } from "../simulator.ts";
import { type SmsOptions, type SmsSetup, smsSetup } from "./sms-options.ts";

/** How the simulated Twilio account is set up. */
export interface TwilioOptions
  extends SimulatorOptions,
    Pick<SmsOptions, "seed" | "incomingUrl" | "sentSeconds" | "deliveredSeconds" | "deadNumbers"> {
  /** @default "AC" and 32 digits */
  readonly accountSid?: string;
  /** What Twilio signs its requests with, and a password of the API. @default 32 digits */
  readonly authToken?: string;
  /** A key that may be used instead of the account and its token. @default "SK" and 32 digits */
  readonly apiKeySid?: string;
  readonly apiKeySecret?: string;
  /** The numbers that the account has. @default +46766861004 */
  readonly numbers?: readonly string[];
  /** The account's messaging services, each with the number it sends from. @default one, from the first number */
  readonly messagingServices?: Readonly<Record<string, string>>;
  /** Countries, by their prefix, that may be sent to. @default +46 */
  readonly countries?: readonly string[];
  /** Whether requests of received SMS tell an opt-out in `OptOutType`. @default false */
  readonly advancedOptOut?: boolean;
}

/** The account with its defaults filled in. */
export interface TwilioAccount {
  readonly accountSid: string;
  readonly authToken: string;
  readonly apiKeySid: string;
  readonly apiKeySecret: string;
  readonly numbers: readonly string[];
  readonly messagingServices: Readonly<Record<string, string>>;
  readonly countries: readonly string[];
  readonly advancedOptOut: boolean;
}

/** Fills in the defaults of the account. */
export function twilioAccount(options: TwilioOptions): TwilioAccount {
  const numbers = options.numbers ?? ["+46766861004"];
  return {
    accountSid: options.accountSid ?? `AC${"0123456789abcdef".repeat(2)}`,
    authToken: options.authToken ?? "fedcba9876543210".repeat(2),
    apiKeySid: options.apiKeySid ?? `SK${"0123456789abcdef".repeat(2)}`,
    apiKeySecret: options.apiKeySecret ?? "Key0123456789abcdefSecret",
    numbers,
    messagingServices: options.messagingServices ?? {
      [`MG${"0123456789abcdef".repeat(2)}`]: numbers[0] ?? "",
    },
    countries: options.countries ?? ["+46"],
    advancedOptOut: options.advancedOptOut ?? false,
  };
}

/** The exchange's part of the set-up; what an SMS costs is told only after it was sent. */
export function twilioSetup(options: TwilioOptions): SmsSetup {
  return smsSetup({ ...options, costPerPart: 0 });
}
