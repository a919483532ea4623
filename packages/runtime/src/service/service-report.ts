import type { LocalDate } from "@perennial/contract";
import {
  addDays,
  allCalls,
  type BeforeAfter,
  beforeAfter,
  daysBetween,
  goalConflicts,
  type InitiativeChange,
  initiativeChange,
  instantAt,
  type Measurements,
  type RegistrationReport,
  registrationReport,
  type TeamCalls,
  type TeamReport,
  type TransferReport,
  transferReport,
} from "@perennial/lifecycle";
import {
  asTenant,
  type FigureSpan,
  readContactCounts,
  readSurveyScores,
  readTeamCalls,
  type SurveyScores,
  type Tenant,
} from "@perennial/store";
import { serviceDeskOf } from "../caller/service-desk-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** Days that are looked at, the last included. */
export interface ReportDays {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** What came of the calls of a time. */
export interface CallFigures {
  readonly all: TeamCalls;
  readonly registration: RegistrationReport;
  readonly transfers: TransferReport;
}

/** How the service desk did in a time, beside the time of the same length before it (L-21 to L-24, D-38). */
export interface ServiceReport {
  readonly days: ReportDays;
  readonly before: ReportDays;
  readonly calls: CallFigures;
  readonly callsBefore: CallFigures;
  /** Each team's waiting, call length and sales beside its goals. */
  readonly teams: readonly TeamReport[];
  readonly initiative: InitiativeChange;
  readonly satisfaction: readonly (BeforeAfter & { readonly survey: string })[];
}

/** Reports on the service desk for some days, and compares them with as many days before them. */
export async function serviceReport(
  context: Pick<RuntimeContext, "db">,
  tenant: Tenant,
  days: ReportDays,
): Promise<ServiceReport> {
  const length = daysBetween(days.from, days.to) + 1;
  const before = { from: addDays(days.from, -length), to: addDays(days.from, -1) };
  const [now, then] = [spanOf(days, tenant.timeZone), spanOf(before, tenant.timeZone)];
  const [calls, callsBefore, contacts, contactsBefore, scores, scoresBefore, desk] = await asTenant(
    context.db,
    tenant.id,
    (tx) =>
      Promise.all([
        readTeamCalls(tx, now),
        readTeamCalls(tx, then),
        readContactCounts(tx, now),
        readContactCounts(tx, then),
        readSurveyScores(tx, now),
        readSurveyScores(tx, then),
        serviceDeskOf(context, tx, tenant),
      ]),
  );
  return {
    ...{ days, before },
    calls: figuresOf(calls),
    callsBefore: figuresOf(callsBefore),
    teams: goalConflicts(calls, desk.teams),
    initiative: initiativeChange(contactsBefore, contacts),
    satisfaction: satisfactionOf(scoresBefore, scores),
  };
}

function spanOf({ from, to }: ReportDays, zone: string): FigureSpan {
  return { from: instantAt(from, "00:00", zone), until: instantAt(addDays(to, 1), "00:00", zone) };
}

function figuresOf(teams: readonly TeamCalls[]): CallFigures {
  return {
    all: allCalls(teams),
    registration: registrationReport(teams),
    transfers: transferReport(teams),
  };
}

const NONE: Measurements = { count: 0, sum: 0, squares: 0 };

function satisfactionOf(
  before: readonly SurveyScores[],
  after: readonly SurveyScores[],
): ServiceReport["satisfaction"] {
  const surveys = [...new Set([...before, ...after].map(({ survey }) => survey))].sort();
  const of = (scores: readonly SurveyScores[], survey: string) =>
    scores.find((each) => each.survey === survey) ?? NONE;
  return surveys.map((survey) => ({
    survey,
    ...beforeAfter(of(before, survey), of(after, survey)),
  }));
}
