import { z } from "zod";
import { operation } from "./operation.ts";
import { count, number } from "./report-parts.ts";

const none = z.strictObject({});
const Of = z
  .string()
  .regex(/^(top|(gold|silver|bronze)(\/.+)?)$/)
  .default("gold")
  .meta({ description: "Who the best are: a class, a cell such as gold/villa, or top, the band." });
const Who = z.enum(["prospects", "customers", "all"]).default("all").meta({
  description:
    "Among whom: prospects, who have neither a class nor a place in the flow; other customers; all.",
});
const Limit = z.coerce.number().int().min(1).max(10_000).default(1_000).meta({
  description: "How many of the most like are looked at.",
});

/** A value that sets the best customers apart (D-19). */
export const TwinTraitView = z
  .strictObject({
    name: z.string().meta({ description: "The attribute, in words." }),
    value: z.string().meta({ description: "Its value, in words." }),
    best: count("Of the best, those who have it."),
    others: count("Of the other customers of the base, those who have it."),
    bestShare: number("The same as a share of the best of whom the attribute is known."),
    othersShare: number("The same as a share of the others of whom the attribute is known."),
    lift: number("The share among the best divided by that among the others."),
    low: number("The lower bound of that, with 95 % confidence."),
    high: number("The upper bound of that, with 95 % confidence."),
    points: count("What it adds to a score: a shrunken logarithm of the lift, in thousandths."),
  })
  .meta({ id: "TwinTrait" });

/** Some people who were left out, and why. */
const LeftOut = z.strictObject({ because: z.string(), words: z.string(), customers: z.int() });

/** What the best customers are like, and how many others are like them (D-19). */
export const TwinsView = z
  .strictObject({
    of: z.string(),
    best: count("The best customers."),
    others: count("The other customers of the base, whom they are compared with."),
    refusal: z.string().nullable().meta({
      description: "Why there is no profile, in words; null where there is one.",
    }),
    tested: count("Values that were tested, of all usable attributes."),
    traits: z.array(TwinTraitView).meta({ description: "What sets the best apart." }),
    leftOutAttributes: z
      .array(z.strictObject({ name: z.string(), because: z.string() }))
      .meta({ description: "The CRM's attributes that were not used, and why, in words." }),
    all: count("People who are not of the best and have more points than none."),
    considered: count("Of them, the most like, who were looked at for an export."),
    usable: count("Of those looked at, those who may be in an export."),
    leftOut: z.array(LeftOut).meta({ description: "The rest of those looked at, by reason." }),
  })
  .meta({ id: "Twins" });
export type TwinsView = z.infer<typeof TwinsView>;

/** An export of twins. */
export const TwinExportView = z
  .strictObject({
    considered: count("The most like, who were looked at."),
    exported: count("Of them, those in the file."),
    leftOut: z.array(LeftOut),
    items: z.array(
      z.strictObject({
        id: z.string(),
        emailSha256: z.string().meta({
          description:
            "SHA-256 of the e-mail address without blanks around it and in lower case, in hexadecimal digits.",
        }),
        points: z.int(),
        reasons: z.array(z.string()),
      }),
    ),
    csv: z.string().meta({ description: "The same as a file of comma-separated values." }),
  })
  .meta({ id: "TwinExport" });

const locale = z.enum(["sv", "en"]).default("sv");

/** Who else is like the best customers, to recruit by. */
export const TWIN_OPERATIONS = {
  getTwins: operation({
    id: "getTwins",
    method: "get",
    path: "/v1/insight/twins",
    summary: "What sets the best customers apart, and how many others are like them (D-19)",
    tag: "Insight",
    role: "viewer",
    params: none,
    query: z.strictObject({ locale, of: Of, who: Who, limit: Limit }),
    body: none,
    answer: TwinsView,
  }),
  exportTwins: operation({
    id: "exportTwins",
    method: "post",
    path: "/v1/insight/twins/export",
    summary:
      "Hands out ids and hashed addresses of those most like the best who have consented to it; the audit log has it",
    tag: "Insight",
    role: "marketer",
    params: none,
    query: z.strictObject({ locale }),
    body: z.strictObject({ of: Of, who: Who, limit: Limit }),
    answer: TwinExportView,
  }),
} as const;
