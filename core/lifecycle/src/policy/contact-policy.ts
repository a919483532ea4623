import { CHANNELS, Duration, Instant } from "@perennial/contract";
import { z } from "zod";
import { isZone } from "../schedule/calendar.ts";
import { HolidayCalendar } from "../schedule/holidays.ts";
import { shutFrom } from "../schedule/quiet-hours.ts";
import { QuietHoursSetting } from "./quiet-hours-setting.ts";
import { RulePack } from "./rule-pack.ts";

/** What becomes of a message that may not leave now: it waits its turn, or is dropped. */
export const WaitOrDrop = z.enum(["wait", "drop"]).meta({ id: "WaitOrDrop" });
export type WaitOrDrop = z.infer<typeof WaitOrDrop>;

/** At most so many messages to a person in a window, over all programs (product.md must-have 12). */
export const FrequencyCap = z
  .strictObject({
    limit: z.int().positive(),
    window: z.union([
      z.strictObject({ rolling: Duration }),
      z.strictObject({ calendar: z.enum(["day", "week", "month", "year"]) }),
    ]),
    /** What it counts and restrains. Statutory messages are outside every cap. @default marketing */
    classes: z
      .array(z.enum(["service", "marketing"]))
      .min(1)
      .default(["marketing"]),
    /** @default all channels together */
    channels: z.array(z.enum(CHANNELS)).min(1).optional(),
    /** Only messages of this topic, such as one `club` mail a calendar month. @default all topics */
    topic: z.string().optional(),
  })
  .meta({ id: "FrequencyCap" });
export type FrequencyCap = z.infer<typeof FrequencyCap>;

/** Marketing contacts that a customer may get in twelve months: fewer, the more they buy (V-12). */
export const ContactBudget = z
  .strictObject({
    /** For one who buys nothing. @default 48 */
    perYear: z.int().nonnegative().default(48),
    /** Taken off for each purchase of the last twelve months. @default 1 */
    lessPerPurchase: z.number().nonnegative().default(1),
    /** Never fewer than this. @default 18 */
    atLeast: z.int().nonnegative().default(18),
  })
  .meta({ id: "ContactBudget" });
export type ContactBudget = z.infer<typeof ContactBudget>;

/** A tenant's rules for when a customer may be contacted, on top of its country's rule pack. */
export const ContactPolicy = z
  .strictObject({
    rulePack: RulePack,
    /** Where a customer lives whose record does not say. @default "Europe/Stockholm" */
    timeZone: z
      .string()
      .refine(isZone, { error: "write a time zone by its IANA name, such as Europe/Stockholm" })
      .default("Europe/Stockholm"),
    /** @default the holidays of Sweden */
    holidays: HolidayCalendar.prefault({}),
    /** Instead of the rule pack's. */
    quietHours: QuietHoursSetting.optional(),
    /** @default "wait" */
    onQuietHours: WaitOrDrop.default("wait"),
    /** @default marketing at most 2 in 7 days and 4 in a calendar month */
    caps: z.array(FrequencyCap).default([
      { limit: 2, window: { rolling: "P7D" }, classes: ["marketing"] },
      { limit: 4, window: { calendar: "month" }, classes: ["marketing"] },
    ]),
    /** @default "wait" */
    onCap: WaitOrDrop.default("wait"),
    /** `null` for no budget. @default 48 a year, 1 less for each purchase, at least 18 */
    budget: ContactBudget.nullable().prefault({}),
    /** How long the same marketing step is not sent to the same address again. @default "PT24H" */
    duplicateWindow: Duration.default("PT24H"),
    /** How long a message without an expiry of its own is worth sending. Statutory messages never expire. */
    expiry: z
      .strictObject({
        /** @default "P3D" */
        service: Duration.default("P3D"),
        /** @default "P7D" */
        marketing: Duration.default("P7D"),
      })
      .prefault({}),
    /** What a customer's own pause does with marketing (V-08). @default "wait" */
    onPause: WaitOrDrop.default("wait"),
    /** What a paused program does with messages that are due; statutory ones always wait. @default "wait" */
    onProgramPaused: WaitOrDrop.default("wait"),
    /** How soon a hold whose end nobody knows is looked at again. @default "PT1H" */
    recheck: Duration.refine((duration) => /[1-9]/.test(duration), {
      error: "recheck must be longer than nothing, such as PT1H",
    }).default("PT1H"),
    /**
     * Whether customers' addresses come from sales at which they could decline marketing, where the records do
     * not say. State it only if the order flow does so (19 § marknadsföringslagen).
     * @default false
     */
    assumeAddressFromSale: z.boolean().default(false),
    /**
     * Since when the company has all sending paused, and by whom; nothing leaves until it goes on.
     * @default null
     */
    sendingPaused: z.strictObject({ since: Instant, by: z.string() }).nullable().default(null),
  })
  .superRefine((policy, context) => {
    const setting = policy.quietHours ?? policy.rulePack.quietHours;
    for (const kind of ["marketing", "service", "statutory", "calls"] as const) {
      const date = shutFrom(setting[kind], policy.holidays);
      if (date === undefined) continue;
      context.addIssue({
        code: "custom",
        path: ["holidays", "add"],
        message: `the ${kind} windows do not open for 30 days from ${date}, because of the holidays added; add fewer, or give windows for holidays`,
      });
    }
  })
  .meta({ id: "ContactPolicy", description: "When and how often a customer may be contacted." });
export type ContactPolicy = z.infer<typeof ContactPolicy>;
