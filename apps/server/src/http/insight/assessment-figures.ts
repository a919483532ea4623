import type { FlowState, LocalDate } from "@perennial/contract";
import {
  type AssessmentFigures,
  acquisitionTest,
  addDays,
  contactInitiative,
  daysBetween,
  instantAt,
  type LifecyclePlan,
  subtractFromDate,
} from "@perennial/lifecycle";
import { planOf, type ReportBodies } from "@perennial/runtime";
import {
  listNights,
  type MatrixCount,
  readCategoryCount,
  readContactCounts,
  readExitAnswerCount,
  readMatrix,
  readReport,
  type Tenant,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { flowReport } from "../flow-report.ts";

/** What the assessment is told beside what is kept. */
export interface AssessmentAsked {
  readonly today: LocalDate;
  /** In minor units. */
  readonly acquisitionCost?: number | undefined;
  readonly margin: number;
  readonly yearlyDiscount: number;
}

/** Further back than anybody has used the product. */
const MOST_NIGHTS = 10_000;
/** A flow that was counted for fewer days says nothing of a year. */
const LEAST_DAYS = 30;

/**
 * The figures of the other reports that the self-assessment answers from (D-36): of the year until today, or of the time
 * since the base was first counted where that is less than a year and at least a month.
 */
export async function assessmentFigures(
  context: ServerContext,
  { tx, tenant }: { readonly tx: TenantTransaction; readonly tenant: Tenant },
  asked: AssessmentAsked,
): Promise<AssessmentFigures> {
  const { today } = asked;
  const firstNight = (await listNights(tx, MOST_NIGHTS)).at(-1)?.night;
  const counts = firstNight !== undefined && daysBetween(firstNight, today) >= LEAST_DAYS;
  const year = addDays(subtractFromDate(today, "P1Y"), 1);
  const from = counts && firstNight > year ? firstNight : year;
  const span = {
    from: instantAt(from, "00:00", tenant.timeZone),
    until: instantAt(addDays(today, 1), "00:00", tenant.timeZone),
  };
  const plan = (await planOf(context, tx, tenant))?.plan;
  const churnGoal = plan?.matrix?.churnGoal;
  const acquisition = await acquisitionOf(tx, asked);
  const rightLeave = rightLeaveOf(await readMatrix(tx));
  const contacts = await readContactCounts(tx, span);
  return {
    period: { from, to: today },
    ...(counts && { flow: await flowOf(tx, { from, today, plan }) }),
    ...(acquisition && { acquisition }),
    ...(churnGoal !== undefined && { churnGoal }),
    ...(rightLeave && { rightLeave }),
    categories: await readCategoryCount(tx, span),
    // Where no contact at all is recorded, nobody can have said why.
    ...(contacts.length > 0 && { reasons: await readExitAnswerCount(tx, span) }),
    initiative: contactInitiative(contacts),
    programs: await activePrograms(context, tx),
  };
}

/** The same statement and states that the flow report of these days has. */
async function flowOf(
  tx: TenantTransaction,
  of: {
    readonly from: LocalDate;
    readonly today: LocalDate;
    readonly plan: LifecyclePlan | undefined;
  },
): Promise<NonNullable<AssessmentFigures["flow"]>> {
  const { statement, states } = await flowReport(tx, {
    days: { from: of.from, to: of.today },
    ...{ today: of.today, locale: "en", programs: of.plan?.flows?.programs ?? [] },
  });
  const { churn, duration, ...sums } = statement;
  const at = (state: FlowState) => states.find((each) => each.state === state)?.end ?? 0;
  return {
    statement: {
      ...sums,
      ...(churn !== null && { churn }),
      ...(duration !== null && { duration }),
    },
    seesLost: true,
    ...{ growing: at("growing"), decreasing: at("decreasing"), inactive: at("inactive") },
  };
}

/** The test of the kept value report, with the cost that was asked about (D-08). */
async function acquisitionOf(
  tx: TenantTransaction,
  { acquisitionCost, margin, yearlyDiscount }: AssessmentAsked,
): Promise<AssessmentFigures["acquisition"]> {
  if (acquisitionCost === undefined) return undefined;
  // What is kept under a name is what was made under it.
  const body = (await readReport(tx, "value"))?.body as ReportBodies["value"] | undefined;
  const { factors, value } = body?.purchases ?? {};
  if (!factors || !value) return undefined;
  const yearlyValue = value.yearlyRevenue * margin;
  const { durationYears } = factors;
  const test = acquisitionTest({ yearlyValue, durationYears, acquisitionCost, yearlyDiscount });
  return { ...test, cost: acquisitionCost };
}

/** Gold customers against the others, by the risk that the matrix counts. */
function rightLeaveOf(counts: readonly MatrixCount[]): AssessmentFigures["rightLeave"] {
  const sum = (isBest: boolean) => {
    const own = counts.filter(({ valueClass }) => (valueClass === "gold") === isBest);
    const total = (of: (count: MatrixCount) => number) =>
      own.reduce((before, each) => before + of(each), 0);
    return {
      customers: total(({ customers }) => customers),
      leaving: total(({ highRisk }) => highRisk),
    };
  };
  const [best, others] = [sum(true), sum(false)];
  // Without a model of risk nobody has one: that is not the same as nobody leaving.
  if (best.leaving + others.leaving === 0) return undefined;
  return { basis: "at-risk", best, others };
}

async function activePrograms(
  { programs }: ServerContext,
  tx: TenantTransaction,
): Promise<AssessmentFigures["programs"]> {
  const active = (await programs.list(tx)).filter(({ state }) => state === "active");
  const found = [];
  for (const { id, version } of active) {
    const { compiled } = await programs.load(tx, id, version);
    found.push({ id, family: compiled.program.family });
  }
  return found;
}
