import { CHANNELS, MESSAGE_CLASSES } from "@perennial/contract";
import { z } from "zod";
import { SendingWindows } from "../schedule/quiet-hours.ts";

const span = (from: string, to: string) => [{ from, to }];

/**
 * When the recipient may be disturbed, by kind of message; the hours are those of reliability.md 5.10, as no law
 * on general hours for messages was found and the trade's ethics cover calls.
 */
export const QuietHoursSetting = z
  .strictObject({
    /** @default weekdays 08-20, Saturdays 10-18, never on Sundays and holidays */
    marketing: SendingWindows.default({
      weekday: span("08:00", "20:00"),
      saturday: span("10:00", "18:00"),
      holiday: [],
    }),
    /** @default weekdays 08-20, other days 10-18 */
    service: SendingWindows.default({
      weekday: span("08:00", "20:00"),
      saturday: span("10:00", "18:00"),
      holiday: span("10:00", "18:00"),
    }),
    /** @default weekdays 08-20, other days 10-18 */
    statutory: SendingWindows.default({
      weekday: span("08:00", "20:00"),
      saturday: span("10:00", "18:00"),
      holiday: span("10:00", "18:00"),
    }),
    /** Calls of any class. @default weekdays 09-18 */
    calls: SendingWindows.default({ weekday: span("09:00", "18:00"), saturday: [], holiday: [] }),
    /**
     * What disturbs nobody at any hour.
     * @default statutory and service e-mail, and all letters
     */
    exempt: z
      .array(z.strictObject({ class: z.enum(MESSAGE_CLASSES), channel: z.enum(CHANNELS) }))
      .default([
        { class: "statutory", channel: "email" },
        { class: "service", channel: "email" },
        { class: "statutory", channel: "post" },
        { class: "service", channel: "post" },
        { class: "marketing", channel: "post" },
      ]),
  })
  .meta({ id: "QuietHoursSetting", description: "When messages may be sent, by class." });
export type QuietHoursSetting = z.infer<typeof QuietHoursSetting>;
