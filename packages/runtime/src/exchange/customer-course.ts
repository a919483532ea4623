import type { Locale } from "@perennial/contract";
import { momentPhrase } from "@perennial/lifecycle";
import type { CourseField, StoredEnrolment, Tenant, TenantTransaction } from "@perennial/store";
import { isLastingFault } from "../failure/lasting-fault.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { languageOfTenant } from "../tenant/language-of.ts";

/** Whose courses, and what of them. */
export interface CourseQuery {
  readonly tenant: Tenant;
  /** Those of the customers' enrolments that have not ended. */
  readonly running: readonly StoredEnrolment[];
  readonly fields: readonly CourseField[];
}

/** A customer's course in words for staff. */
export type Course = Readonly<Partial<Record<CourseField, string>>>;

/**
 * Where customers are in programs and what comes next, in the language of the company's staff, for a page inside a CRM that asks no
 * server (L-17; ux.md, 4). A customer who is in no program has none.
 */
export async function coursesOf(
  context: Pick<RuntimeContext, "programs">,
  tx: TenantTransaction,
  { tenant, running, fields }: CourseQuery,
): Promise<ReadonlyMap<string, Course>> {
  if (fields.length === 0) return new Map();
  // Who is held out to compare with gets nothing, so nothing comes next.
  const treated = running.filter(({ holdout }) => !holdout);
  const told = await tellAll(context, tx, { tenant, running: treated });
  const courses = new Map<string, Course>();
  for (const [customerId, own] of Map.groupBy(told, (each) => each.enrolment.customerId)) {
    const all = courseOf(own);
    courses.set(customerId, Object.fromEntries(fields.flatMap((each) => entry(all, each))));
  }
  return courses;
}

function entry(course: Course, field: CourseField): readonly (readonly [CourseField, string])[] {
  const value = course[field];
  return value === undefined ? [] : [[field, value]];
}

interface Told {
  readonly enrolment: StoredEnrolment;
  readonly program: string;
  readonly line: string;
  /** What the next step's sentence says; nothing where it waits for no moment. */
  readonly next: string | undefined;
}

async function tellAll(
  { programs }: Pick<RuntimeContext, "programs">,
  tx: TenantTransaction,
  { tenant, running }: { readonly tenant: Tenant; readonly running: readonly StoredEnrolment[] },
): Promise<readonly Told[]> {
  const locale = languageOfTenant(tenant);
  const told: Told[] = [];
  for (const enrolment of running) {
    try {
      const { program: id, programVersion } = enrolment;
      const { compiled } = await programs.load(tx, id, programVersion);
      const { name, stages } = compiled.program;
      const stage = stages.find((each) => each.id === enrolment.stage)?.name[locale];
      const program = name[locale];
      const line = stage === undefined ? program : `${program}: ${stage}`;
      told.push({ enrolment, program, line, next: nextOf(enrolment, program, { tenant, locale }) });
    } catch (error) {
      // Of one that cannot be read nothing can be told.
      if (!isLastingFault(error)) throw error;
    }
  }
  return told;
}

function nextOf(
  { timerAt }: StoredEnrolment,
  program: string,
  { tenant, locale }: { readonly tenant: Tenant; readonly locale: Locale },
): string | undefined {
  if (timerAt === null) return undefined;
  const when = momentPhrase(timerAt, tenant.timeZone, locale);
  return locale === "sv"
    ? `${program} går vidare den ${when}, om inget händer före.`
    : `${program} goes on on ${when}, unless something happens before.`;
}

/** What comes next is what comes first of all programs that wait for a moment. */
function courseOf(told: readonly Told[]): Course {
  const timed = told.filter(({ next }) => next !== undefined);
  const [first] = timed.toSorted(
    (a, b) => Date.parse(a.enrolment.timerAt ?? "") - Date.parse(b.enrolment.timerAt ?? ""),
  );
  return {
    programs: told.map(({ line }) => line).join("\n"),
    ...(first?.next !== undefined && { nextStep: first.next }),
    ...(first?.enrolment.timerAt && { nextStepAt: first.enrolment.timerAt }),
  };
}
