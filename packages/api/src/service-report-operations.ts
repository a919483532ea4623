import { LocalDate, LocalizedText } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";

const none = z.strictObject({});
const count = (description: string) => z.int().meta({ description });
const seconds = (description: string) => z.number().nullable().meta({ description });
const share = (description: string) => z.number().min(0).max(1).nullable().meta({ description });

const Days = z.strictObject({ from: LocalDate, to: LocalDate });

/** What came of the calls of a time, of all teams together. */
const CallSums = z.strictObject({
  calls: count("Calls that are over and began in the time."),
  answered: count("Of the calls: somebody answered."),
  unregistered: count("Of those answered: nobody wrote down what came of it."),
  unregisteredShare: share(
    "Answered calls that nobody wrote down, divided by all answered calls; null without calls.",
  ),
  transfers: count("How often callers were handed over to somebody else."),
  transfersPerCall: z.number().nullable().meta({
    description: "Transfers divided by answered calls; null without calls.",
  }),
  severalTimes: count("Calls that were handed over more than once."),
  withoutNote: count("Transfers without a note for the next agent: the caller had to start again."),
  waited: seconds(
    "Mean seconds that callers waited until somebody answered, or until they hung up.",
  ),
  talked: seconds("Mean seconds that answered calls took."),
  sold: count("What was sold in the calls, in the minor unit of the currency."),
});

/** A team's figures beside its goals. */
const TeamView = z.strictObject({
  team: z.string().meta({ description: "Empty for calls of no team." }),
  calls: count("Calls of the team that are over."),
  unregisteredShare: share("Answered calls of the team that nobody wrote down, of all answered."),
  waited: seconds("Mean seconds that the team's callers waited."),
  talked: seconds("Mean seconds that the team's answered calls took."),
  talkedSelling: seconds("The same of calls in which something was sold."),
  talkedOtherwise: seconds("The same of calls in which nothing was sold."),
  sold: count("What the team sold, in the minor unit of the currency."),
  goals: z
    .strictObject({
      callLength: z.int().nullable().meta({ description: "Seconds a call is to take at most." }),
      waiting: z.int().nullable().meta({ description: "Seconds a caller is to wait at most." }),
      sales: z.int().nullable().meta({ description: "What is to be sold in the time." }),
      currency: z.string(),
    })
    .nullable()
    .meta({ description: "Null where the team has no goals; they are part of the service desk." }),
  conflict: z
    .strictObject({
      kind: z.enum(["selling-takes-longer", "short-but-unsold", "sold-but-long"]),
      sentence: LocalizedText,
    })
    .nullable()
    .meta({ description: "Goals of the team that pull in two directions." }),
});

const Initiative = z.strictObject({
  proactive: count(
    "Contacts that the company began: messages, calls, meetings and visits of ours.",
  ),
  reactive: count("Contacts that customers began: their calls, messages, cases and visits."),
  share: share("The company's share of both; null without contacts."),
});

const Side = z.strictObject({
  count: count("How many answered with a number."),
  mean: z.number().nullable().meta({ description: "The mean of their answers." }),
});

/** How the service desk did in a time, beside as many days before it. */
export const ServiceReportView = z
  .strictObject({
    days: Days,
    before: Days.meta({ description: "As many days before, which are compared with." }),
    currency: z.string(),
    calls: CallSums,
    callsBefore: CallSums,
    teams: z.array(TeamView),
    initiative: Initiative,
    initiativeBefore: Initiative,
    satisfaction: z.array(
      z.strictObject({
        survey: z.string(),
        before: Side,
        after: Side,
        change: z
          .strictObject({ value: z.number(), low: z.number(), high: z.number() })
          .nullable()
          .meta({
            description:
              "The mean after less the mean before, with the bounds it lies between 19 times of 20.",
          }),
        finding: z.enum(["up", "down", "unclear", "too-few"]).meta({
          description:
            "`unclear` where the bounds hold both better and worse; `too-few` with fewer than 30 answers on a side.",
        }),
      }),
    ),
  })
  .meta({ id: "ServiceReport" });
export type ServiceReportView = z.infer<typeof ServiceReportView>;

/** What can be asked about how the service desk does. */
export const SERVICE_REPORT_OPERATIONS = {
  getServiceReport: operation({
    id: "getServiceReport",
    method: "get",
    path: "/v1/insight/service",
    summary:
      "Unregistered calls, transfers, waiting, call length and sales beside goals, who takes the initiative, and satisfaction, beside the days before",
    tag: "Insight",
    role: "viewer",
    params: none,
    query: z.strictObject({
      days: z.coerce.number().int().min(1).max(366).default(30).meta({
        description: "How many days are looked at; as many before them are compared with.",
      }),
      to: LocalDate.optional().meta({ description: "The last day; yesterday if left out." }),
    }),
    body: none,
    answer: ServiceReportView,
  }),
} as const;
