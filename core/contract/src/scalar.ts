import { z } from "zod";

/**
 * A moment in time, always written as `Date.prototype.toISOString` does (`2026-03-01T08:00:00.000Z`),
 * so that text order is time order and a value survives JSON unchanged.
 */
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/, {
    error: "write an instant in UTC with milliseconds, such as 2026-03-01T08:00:00.000Z",
  })
  .meta({ id: "Instant", description: "A moment in UTC with milliseconds.", format: "date-time" });
export type Instant = z.infer<typeof Instant>;

/** A calendar date without zone, such as the last day of an agreement: `2026-03-31`. */
export const LocalDate = z.iso
  .date()
  .meta({ id: "LocalDate", description: "A calendar date, such as 2026-03-31." });
export type LocalDate = z.infer<typeof LocalDate>;

/** A wall-clock time of day, `HH:MM` from `00:00` to `24:00`. */
export const LocalTime = z
  .string()
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, { error: "write a time of day as HH:MM" })
  .meta({ id: "LocalTime", description: "A time of day, HH:MM." });
export type LocalTime = z.infer<typeof LocalTime>;

/** An ISO 8601 duration without sign in years, months, weeks, days, hours and minutes: `P90D`, `P1M`, `PT36H`. */
export const Duration = z
  .string()
  .regex(/^P(?=\d|T\d)(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?)?$/, {
    error: "write a duration in ISO 8601, such as P90D, P1M or PT36H",
  })
  .meta({ id: "Duration", description: "An ISO 8601 duration, such as P90D, P1M or PT36H." });
export type Duration = z.infer<typeof Duration>;

/** An amount of money in the currency's minor unit (öre, cent), never a fraction. */
export const MinorAmount = z
  .int()
  .meta({ id: "MinorAmount", description: "Money in minor units: 129900 is 1 299,00." });
export type MinorAmount = z.infer<typeof MinorAmount>;

/** An ISO 4217 currency code. */
export const Currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: "write a currency as three capitals, such as SEK" });
export type Currency = z.infer<typeof Currency>;

/** The languages every text of ours exists in. */
export const LOCALES = ["sv", "en"] as const;
export type Locale = (typeof LOCALES)[number];

/** One text in every language we speak. */
export const LocalizedText = z
  .strictObject({ sv: z.string().min(1), en: z.string().min(1) })
  .meta({ id: "LocalizedText", description: "One text in Swedish and English." });
export type LocalizedText = z.infer<typeof LocalizedText>;

/** A way to reach a person. */
export const CHANNELS = ["email", "sms", "phone", "post"] as const;
export const Channel = z.enum(CHANNELS).meta({ id: "Channel" });
export type Channel = z.infer<typeof Channel>;

/**
 * What kind of message it is, which decides what an unknown outcome leads to:
 * `statutory` is never dropped, `service` is resent while useful, `marketing` is never doubled.
 */
export const MESSAGE_CLASSES = ["statutory", "service", "marketing"] as const;
export const MessageClass = z.enum(MESSAGE_CLASSES).meta({ id: "MessageClass" });
export type MessageClass = z.infer<typeof MessageClass>;

/** A value of a field that a tenant added to its own records. */
export const AttributeValue = z.union([z.string(), z.number(), z.boolean(), z.null()]);
export type AttributeValue = z.infer<typeof AttributeValue>;

/** The fields that a tenant added to its own records, by name. */
export const Attributes = z.record(z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/), AttributeValue);
export type Attributes = z.infer<typeof Attributes>;
