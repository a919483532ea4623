import type { OverviewView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { addDays, instantAt, localDateOf } from "@perennial/lifecycle";
import {
  asTenant,
  countDecisions,
  countDue,
  countEnrolments,
  countOutboxProblems,
  type DecisionCount,
  lastDecisionBefore,
  listConnections,
  type OutboxProblem,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";

const DAY = 24 * 60 * 60_000;

/** How things are at a tenant: what is due, what the last 24 hours brought, and what needs somebody. */
export async function overview(
  context: ServerContext,
  { tenant: id, locale }: { readonly tenant: number; readonly locale: Locale },
): Promise<OverviewView> {
  const { timeZone } = await context.tenant(id);
  const now = context.clock.now();
  const since = new Date(Date.parse(now) - DAY).toISOString();
  const until = instantAt(addDays(localDateOf(now, timeZone), 1), "00:00", timeZone);
  return asTenant(context.db, id, async (tx) => {
    const [waiting, enrolments, connections, problems, last] = await Promise.all([
      countDue(tx, { now, until }),
      countEnrolments(tx),
      listConnections(tx),
      countOutboxProblems(tx, since),
      lastDecisionBefore(tx, since),
    ]);
    const { counts } = await countDecisions(tx, last);
    const standing = connections.filter((each) => each.state !== "active");
    return {
      ...{ now, ...waiting },
      running: [...enrolments.values()].reduce((sum, each) => sum + each.running, 0),
      lastDay: lastDay(counts),
      warnings: [
        ...standing.map(({ id: about, problem }) => ({
          ...({ kind: "connection", about } as const),
          sentence: standingStill(about, problem, locale),
        })),
        ...problems.map((each) => warning(each, locale)),
      ],
    };
  });
}

function lastDay(rows: readonly DecisionCount[]): OverviewView["lastDay"] {
  const sum = (holds: (row: DecisionCount) => boolean) =>
    rows.filter(holds).reduce((total, row) => total + row.count, 0);
  const kind = (...kinds: readonly string[]) => sum((row) => kinds.includes(row.kind));
  const happened = (signal: string) =>
    sum(
      (row) =>
        row.reason === signal &&
        (row.kind === "entered" || (row.kind === "moved" && row.from !== null)),
    );
  return {
    entered: kind("entered"),
    sent: sum((row) => row.kind === "sent" && row.channel !== "phone"),
    called: sum((row) => row.kind === "sent" && row.channel === "phone"),
    answered: happened("message.replied"),
    ordered: happened("agreement.ordered"),
    renewed: kind("goal-met"),
    notSent: kind("skipped", "withdrawn"),
    failed: kind("failed", "refused", "unclear"),
  };
}

function standingStill(id: string, problem: string | null, locale: Locale): string {
  const why = problem ?? (locale === "sv" ? "Orsaken är inte känd." : "The reason is not known.");
  return locale === "sv"
    ? `Anslutningen ”${id}” står still: ${why}`
    : `The connection “${id}” stands still: ${why}`;
}

function warning(
  { state, reason, program, count }: OutboxProblem,
  locale: Locale,
): OverviewView["warnings"][number] {
  const about = program ?? "";
  const why = reason === null ? "" : ` (${reason})`;
  const sv =
    state === "refused"
      ? `${count} kunde inte utföras i ”${about}”${why}.`
      : `För ${count} i ”${about}” är det oklart om det kom fram${why}. Se efter hos mottagarens leverantör.`;
  const en =
    state === "refused"
      ? `${count} could not be done in “${about}”${why}.`
      : `For ${count} in “${about}” it is unclear whether it arrived${why}. Look it up with the provider.`;
  return { kind: state, about, sentence: locale === "sv" ? sv : en };
}
