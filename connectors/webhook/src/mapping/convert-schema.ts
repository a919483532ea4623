import { AttributeValue, Currency } from "@perennial/contract";
import { z } from "zod";
import { formatFault } from "./date-format.ts";
import { minorDigits } from "./decimal.ts";
import { Path } from "./json-path.ts";
import { isCountry } from "./phone-country.ts";

/** A value that a mapping states. */
export const Constant = z.union([z.string(), z.number(), z.boolean()]);

/** Conversions that are one word. */
const CONVERT_WORDS = ["trim", "lowercase", "uppercase", "number", "boolean", "text"] as const;

function format(kind: "date" | "instant") {
  return z
    .string()
    .min(1)
    .max(60)
    .superRefine((text, context) => {
      const message = formatFault(text, kind);
      if (message !== undefined) context.addIssue({ code: "custom", message });
    });
}

const KnownCurrency = Currency.refine(isCurrency, { error: "write a currency such as SEK" });

const ConvertGroup = z
  .strictObject({
    date: format("date")
      .meta({ description: "iso, epoch-seconds, epoch-milliseconds or such as D/M/YYYY." })
      .optional(),
    instant: format("instant")
      .meta({ description: "iso, iso-utc, epoch-seconds, epoch-milliseconds or a format." })
      .optional(),
    number: z
      .enum([".", ","])
      .meta({ description: "The decimal mark; the other one and blanks group thousands." })
      .optional(),
    times: z.number().meta({ description: "A factor, such as 12." }).optional(),
    money: z
      .union([KnownCurrency, Path])
      .meta({ description: "The currency or where it stands; 12.50 becomes 1250." })
      .optional(),
    phone: z
      .string()
      .refine(isCountry, { error: "write a country as two capitals, such as SE" })
      .meta({ description: "The country of numbers without a country code; they become E.164." })
      .optional(),
    values: z
      .record(z.string(), AttributeValue)
      .meta({ description: "What each value becomes." })
      .optional(),
    otherwise: AttributeValue.meta({
      description: "With values: what any other becomes; without it, another value is a fault.",
    }).optional(),
    default: Constant.meta({ description: "What stands where there is no value." }).optional(),
  })
  .superRefine((group, context) => {
    const keys = Object.keys(group).filter((key) => key !== "otherwise");
    if (keys.length !== 1) {
      const message = `one conversion has one key, and this has ${keys.length}`;
      context.addIssue({ code: "custom", message });
    } else if (group.otherwise !== undefined && group.values === undefined) {
      context.addIssue({ code: "custom", message: "otherwise goes with values only" });
    }
  });

/** One step from what the other side writes to what a record holds: a closed list, with nothing to run. */
export const Convert = z
  .union([z.enum(CONVERT_WORDS), ConvertGroup])
  .meta({ id: "WebhookConvert", description: "One conversion." });
export type Convert = z.infer<typeof Convert>;
export type ConvertGroup = z.infer<typeof ConvertGroup>;
export type ConvertWord = (typeof CONVERT_WORDS)[number];

/** Whether Intl takes it: a code that is well formed is enough. */
function isCurrency(code: string): boolean {
  try {
    return minorDigits(code) >= 0;
  } catch {
    return false;
  }
}
