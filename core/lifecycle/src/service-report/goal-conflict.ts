import { Currency, type Locale, type LocalizedText, MinorAmount } from "@perennial/contract";
import { z } from "zod";
import { moneyWriter } from "../condition/language.ts";
import { meanOf, type TeamCalls } from "./team-calls.ts";

/** What a team is to reach (L-23); the document's are a call length of 3 minutes and sales of 30 million. */
export const TeamGoals = z
  .strictObject({
    team: z.string().min(1),
    /** The mean length of a call at most, in seconds. */
    callLength: z.int().positive().optional(),
    /** The mean time a caller waits at most, in seconds. */
    waiting: z.int().positive().optional(),
    /** What is to be sold in the time of the report. */
    sales: MinorAmount.optional(),
    /** @default SEK */
    currency: Currency.default("SEK"),
  })
  .meta({ id: "TeamGoals", description: "What a team of the service desk is to reach." });
export type TeamGoals = z.infer<typeof TeamGoals>;

/** What pulls in two directions: a conflict of goals, or a goal that is out of reach of the other. */
export type GoalConflictKind =
  /** Calls in which something is sold take longer than calls may. */
  | "selling-takes-longer"
  /** Calls are as short as they may be, and too little is sold. */
  | "short-but-unsold"
  /** As much is sold as was wanted, in calls that are too long. */
  | "sold-but-long";

/** A team's waiting, call length and sales beside each other (L-23). */
export interface TeamReport {
  readonly team: string;
  readonly calls: number;
  /** Mean seconds; nothing where there were no calls of the kind. */
  readonly waited?: number;
  readonly talked?: number;
  /** Mean seconds of calls in which something was sold, and of those in which nothing was. */
  readonly talkedSelling?: number;
  readonly talkedOtherwise?: number;
  readonly sold: number;
  readonly goals?: TeamGoals;
  readonly conflict?: { readonly kind: GoalConflictKind; readonly sentence: LocalizedText };
}

/** Puts waiting, call length and sales of each team beside its goals, and names where the goals conflict (L-23). */
export function goalConflicts(
  teams: readonly TeamCalls[],
  goals: readonly TeamGoals[],
): readonly TeamReport[] {
  const byTeam = new Map(teams.map((each) => [each.team, each]));
  const names = new Set([...byTeam.keys(), ...goals.map(({ team }) => team)]);
  return [...names].sort().map((team) =>
    teamReport(
      team,
      byTeam.get(team),
      goals.find((each) => each.team === team),
    ),
  );
}

function teamReport(
  team: string,
  calls: TeamCalls | undefined,
  goals: TeamGoals | undefined,
): TeamReport {
  if (!calls) return { team, calls: 0, sold: 0, ...(goals && { goals }) };
  const { selling, sold } = calls;
  const waited = meanOf(calls.waited, calls.incoming);
  const talked = meanOf(calls.talked, calls.answered);
  const talkedSelling = meanOf(calls.talkedSelling, selling);
  const talkedOtherwise = meanOf(calls.talked - calls.talkedSelling, calls.answered - selling);
  const report: TeamReport = {
    ...{ team, calls: calls.calls, sold },
    ...(waited !== undefined && { waited }),
    ...(talked !== undefined && { talked }),
    ...(talkedSelling !== undefined && { talkedSelling }),
    ...(talkedOtherwise !== undefined && { talkedOtherwise }),
    ...(goals && { goals }),
  };
  const kind = goals && conflictKind(report, goals);
  if (goals === undefined || kind === undefined) return report;
  return { ...report, conflict: { kind, sentence: conflictWords(kind, report, goals) } };
}

function conflictKind(report: TeamReport, goals: TeamGoals): GoalConflictKind | undefined {
  const { talked, talkedSelling, talkedOtherwise, sold } = report;
  const { callLength, sales } = goals;
  if (callLength === undefined || sales === undefined || talked === undefined) return undefined;
  const sellingIsLonger = talkedSelling !== undefined && talkedSelling > callLength;
  if (sellingIsLonger && talkedSelling > (talkedOtherwise ?? 0)) return "selling-takes-longer";
  if (talked <= callLength && sold < sales) return "short-but-unsold";
  return talked > callLength && sold >= sales ? "sold-but-long" : undefined;
}

function conflictWords(
  kind: GoalConflictKind,
  { talked = 0, talkedSelling = 0, sold }: TeamReport,
  { callLength = 0, sales = 0, currency }: TeamGoals,
): LocalizedText {
  const money = (amount: number, locale: Locale) =>
    moneyWriter(locale === "sv" ? "sv-SE" : "en-GB")(amount, currency);
  const most = minutes(callLength);
  switch (kind) {
    case "selling-takes-longer":
      return {
        sv: `Målen krockar: ett samtal där något säljs tar ${minutes(talkedSelling).sv}, och samtalen ska ta högst ${most.sv}.`,
        en: `The goals conflict: a call in which something is sold takes ${minutes(talkedSelling).en}, and calls are to take at most ${most.en}.`,
      };
    case "short-but-unsold":
      return {
        sv: `Målen krockar: samtalen är korta nog, ${minutes(talked).sv} mot högst ${most.sv}, men försäljningen är ${money(sold, "sv")} av ${money(sales, "sv")}.`,
        en: `The goals conflict: calls are short enough, ${minutes(talked).en} against at most ${most.en}, but sales are ${money(sold, "en")} of ${money(sales, "en")}.`,
      };
    case "sold-but-long":
      return {
        sv: `Målen krockar: försäljningen är ${money(sold, "sv")} av ${money(sales, "sv")}, men samtalen tar ${minutes(talked).sv} mot högst ${most.sv}.`,
        en: `The goals conflict: sales are ${money(sold, "en")} of ${money(sales, "en")}, but calls take ${minutes(talked).en} against at most ${most.en}.`,
      };
  }
}

/** Seconds as minutes and seconds: `3 min`, `5 min 20 s`. */
function minutes(seconds: number): LocalizedText {
  const whole = Math.round(seconds);
  const [min, s] = [Math.floor(whole / 60), whole % 60];
  const parts = [...(min > 0 ? [`${min} min`] : []), ...(s > 0 || min === 0 ? [`${s} s`] : [])];
  const text = parts.join(" ");
  return { sv: text, en: text };
}
