import { createHash } from "node:crypto";
import type { Instant } from "@perennial/contract";

/** An SMS as the provider keeps it (https://46elks.com/docs/get-sms-id). */
export interface SmsRecord {
  readonly id: string;
  readonly direction: "outgoing" | "incoming" | "outgoing-reply";
  readonly from: string;
  readonly to: string;
  readonly message: string;
  /** UTC with microseconds and without a letter for the zone, as the provider writes it. */
  readonly created: string;
  readonly parts: number;
  /** Ten-thousandths of the account's currency. */
  readonly cost: number;
  /** Where delivery reports go. */
  readonly whendelivered?: string;
}

/** How far an outgoing SMS has come. */
export interface SmsProgress {
  readonly status: "created" | "sent" | "delivered" | "failed";
  readonly delivered?: string;
}

/** A microsecond timestamp that is at the moment given, or just after the last one. */
export function nextCreated(now: Instant, last: string): string {
  const candidate = `${now.slice(0, 23)}000`;
  if (candidate > last) return candidate;
  const micros = Date.parse(`${last.slice(0, 23)}Z`) * 1000 + Number(last.slice(23)) + 1;
  const millis = Math.floor(micros / 1000);
  return `${new Date(millis).toISOString().slice(0, 23)}${String(micros % 1000).padStart(3, "0")}`;
}

/** An id of the provider's form: the letter s and 32 hexadecimal digits. */
export function smsId(seed: number, words: readonly string[]): string {
  const hash = createHash("md5").update(JSON.stringify([seed, ...words]));
  return `s${hash.digest("hex")}`;
}

/** The delivery time as the provider writes it: UTC in whole seconds. */
export function deliveredAt(instant: Instant): string {
  return `${instant.slice(0, 19)}Z`;
}

/** An SMS as `GET /a1/sms` shows it. */
export function viewSms(record: SmsRecord, progress: SmsProgress | undefined): object {
  const { whendelivered: _, cost, parts, ...shown } = record;
  if (record.direction === "incoming") return { ...shown, cost };
  return { ...shown, ...progress, cost, parts };
}
