import { LocalizedText } from "@perennial/contract";
import { z } from "zod";
import { QuietHoursSetting } from "./quiet-hours-setting.ts";

/** The grounds on which a law may let marketing be sent. */
export const MarketingBasis = z
  .enum(["consent", "existing-customer", "legitimate-interest"])
  .meta({ id: "MarketingBasis" });
export type MarketingBasis = z.infer<typeof MarketingBasis>;

const MarketingBases = z
  .strictObject({
    email: z.array(MarketingBasis),
    sms: z.array(MarketingBasis),
    phone: z.array(MarketingBasis),
    post: z.array(MarketingBasis),
  })
  .meta({ id: "MarketingBases", description: "The grounds a country accepts, by channel." });

/** The days before an agreement's end between which its holder must be told of it (product.md 3.1). */
export const StatutoryNotice = z
  .strictObject({
    earliestDaysBefore: z.int().positive(),
    latestDaysBefore: z.int().nonnegative(),
    /** The channels that count as notice; an SMS may come besides, never instead. */
    channels: z.array(z.enum(["email", "sms", "post"])).min(1),
  })
  .refine((notice) => notice.earliestDaysBefore > notice.latestDaysBefore, {
    error: "earliestDaysBefore must be more days than latestDaysBefore, as 90 and 60",
  })
  .meta({ id: "StatutoryNotice" });
export type StatutoryNotice = z.infer<typeof StatutoryNotice>;

/** Words that end marketing when they come as a reply, in Sweden (reliability.md 5.10). */
export const SWEDISH_STOP_WORDS = [
  "STOP",
  "STOPP",
  "STOPPA",
  "AVSLUTA",
  "SLUTA",
  "AVREGISTRERA",
  "UNSUBSCRIBE",
] as const;

/** What a country's law adds to the contact policy, as data that counsel can read (product.md 2, item 9). */
export const RulePack = z
  .strictObject({
    /** Such as `se-electricity`. */
    id: z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, {
      error: "write the id in small letters with hyphens, such as se-electricity",
    }),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, { error: "write the country as two capitals, such as SE" }),
    title: LocalizedText,
    /** Where each rule can be read. */
    sources: z.array(z.strictObject({ text: z.string().min(1), url: z.url() })).default([]),
    /** Missing where no law asks for a notice. */
    statutoryNotice: StatutoryNotice.optional(),
    /** The grounds for marketing to a private person, by channel; none in a list closes the channel. */
    marketingBasis: MarketingBases,
    /** The grounds for marketing to a company; those for persons where it is missing. */
    companyMarketingBasis: MarketingBases.optional(),
    /**
     * Months after the last agreement ended in which a number on the objection list may still be called
     * (product.md 3.4).
     * @default 12
     */
    callExemptionMonths: z.int().nonnegative().default(12),
    /**
     * Months after the last agreement ended in which the exception for existing customers holds for e-mail and SMS.
     * @default 12
     */
    existingCustomerMonths: z.int().nonnegative().default(12),
    /**
     * Whether an agreement after a call from the company needs a written acceptance given after the call
     * (product.md 3.3).
     * @default true
     */
    writtenAcceptanceAfterCall: z.boolean().default(true),
    /** @default the hours of `QuietHoursSetting` */
    quietHours: QuietHoursSetting.prefault({}),
    /**
     * Words that end marketing when they come as a reply. List `NEJ` only where messages ask no yes-or-no question.
     * @default STOP, STOPP, STOPPA, AVSLUTA, SLUTA, AVREGISTRERA, UNSUBSCRIBE
     */
    stopWords: z
      .array(z.string().min(1))
      .min(1)
      .default([...SWEDISH_STOP_WORDS]),
  })
  .meta({ id: "RulePack", description: "What a country's law adds to the contact policy." });
export type RulePack = z.infer<typeof RulePack>;
