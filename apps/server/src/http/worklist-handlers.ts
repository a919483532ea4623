import type { VisitCriteriaView } from "@perennial/api";
import type { LocalDate } from "@perennial/contract";
import {
  addDays,
  auditPlan,
  checkCondition,
  criteriaGaps,
  instantAt,
  localDateOf,
  type Scope,
  VISIT_CRITERIA,
  VisitCriteria,
  type WorklistFilter,
  type WorklistRules,
} from "@perennial/lifecycle";
import { findWorklist, judgeCustomers, visitRules, type WorklistScene } from "@perennial/runtime";
import {
  asTenant,
  CUSTOMERS,
  countVisits,
  readRecords,
  readVisitCriteria,
  type StoredVisitCriteria,
  saveVisitCriteria,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { issueWords } from "./issue-words.ts";
import { inOne } from "./language.ts";
import { sampleBase } from "./library/sample-fills.ts";
import { HttpProblem } from "./problem.ts";
import { visitPlanHandlers } from "./worklist-plans.ts";
import { auditView, effectView, gapView, lineView } from "./worklist-view.ts";

type WorklistOperation =
  | "getVisitCriteria"
  | "putVisitCriteria"
  | "getWorklist"
  | "getWorklistGaps"
  | "getVisitEffect"
  | "listVisitSources"
  | "getPlannedVisits"
  | "auditVisitPlan";

/** What a criterion has nothing of: it is about a company, whatever happens to be going on. */
const UNAVAILABLE: readonly Scope[] = ["invitation", "enrolment", "signal"];

/** A plan is compared with so many companies at most: a rep's district has fewer. */
const MOST_COMPARED = 5_000;

/** Whom to visit, and a rep's plan against it. */
export function worklistHandlers(context: ServerContext): Pick<Handlers, WorklistOperation> {
  const { db, clock } = context;
  const asking = async <T>(id: number, work: (scene: WorklistScene) => Promise<T>): Promise<T> => {
    const tenant = await context.tenant(id);
    return asTenant(db, id, async (tx) => {
      const rules = await visitRules(context, tx, tenant);
      return work({ tx, tenant, now: clock.now(), rules });
    });
  };
  return {
    ...visitPlanHandlers(context),
    getVisitCriteria: async ({ caller }) =>
      criteriaView(await asTenant(db, caller.tenant, readVisitCriteria)),
    putVisitCriteria: ({ body, caller, audit }) =>
      asking(caller.tenant, async ({ tx, rules, now }) => {
        const criteria = demandCriteria(body.criteria, rules);
        const saved = { criteria, savedAt: now, savedBy: caller.name };
        await saveVisitCriteria(tx, saved);
        audit({ before: { criteria: rules.criteria }, after: { criteria } });
        return criteriaView(saved);
      }),
    getWorklist: ({ query: { district, owner, after, limit }, caller }) =>
      asking(caller.tenant, async (scene) => {
        demandCriteria(scene.rules.criteria, scene.rules);
        const filter = filterOf(district, owner);
        const { items, next } = await findWorklist(scene, { filter, after, limit });
        return { items: items.map(lineView), next };
      }),
    getWorklistGaps: ({ caller }) =>
      asking(caller.tenant, async ({ tx, rules }) => {
        const { looked, fills } = await sampleBase(tx);
        return { looked, items: criteriaGaps(rules.criteria, fills).map(gapView) };
      }),
    getVisitEffect: ({ query: { since, days, within }, caller }) =>
      asking(caller.tenant, async ({ tx, tenant: { timeZone }, now }) => {
        // What came of a later visit is not known in full yet.
        const settled = addDays(localDateOf(now, timeZone), -within);
        const times = {
          before: { from: addDays(since, -days), until: since },
          after: { from: since, until: earliest(addDays(since, days), settled) },
        };
        if (times.after.until <= since) throw tooEarly(addDays(since, within + 1));
        const count = ({ from, until }: (typeof times)["before"]) =>
          countVisits(tx, {
            from: instantAt(from, "00:00", timeZone),
            until: instantAt(until, "00:00", timeZone),
            within,
          });
        const counts = { before: await count(times.before), after: await count(times.after) };
        return effectView(times, counts, within);
      }),
    auditVisitPlan: ({ body: { district, owner, from, to, visits }, caller }) =>
      asking(caller.tenant, async (scene) => {
        demandCriteria(scene.rules.criteria, scene.rules);
        demandTime(from, to);
        const ids = [...new Set(visits.map(({ customerId }) => customerId))];
        const planned = await readRecords(scene.tx, CUSTOMERS, ids);
        const names = new Map(planned.map(({ id, name }) => [id, name]));
        demandKnown(visits, names);
        const filter = filterOf(district, owner);
        const { items: list, next } = await findWorklist(scene, { filter, limit: MOST_COMPARED });
        if (next !== null) throw tooMany();
        const onList = new Set(list.map(({ customerId }) => customerId));
        const others = ids.filter((id) => !onList.has(id));
        const outside = [...(await judgeCustomers(scene, others)).values()];
        const named = visits.map((each) => ({ ...each, name: names.get(each.customerId) ?? "" }));
        return auditView(auditPlan({ list, outside, visits: named, from, to }));
      }),
  };
}

function criteriaView(stored: StoredVisitCriteria | undefined): VisitCriteriaView {
  const criteria = stored === undefined ? VISIT_CRITERIA : stored.criteria;
  return {
    criteria: Array.isArray(criteria) ? [...criteria] : [],
    isReady: stored === undefined,
    ...{ savedAt: stored?.savedAt ?? null, savedBy: stored?.savedBy ?? null },
  };
}

function filterOf(district: string | undefined, owner: string | undefined): WorklistFilter {
  return { ...(district !== undefined && { district }), ...(owner !== undefined && { owner }) };
}

/** Criteria that can be asked. Throws an `HttpProblem` with what is wrong at its place. */
function demandCriteria(input: unknown, { catalogue }: WorklistRules): VisitCriteria {
  const read = VisitCriteria.safeParse(input);
  const problems = read.success
    ? read.data.flatMap(({ when }, index) =>
        checkCondition(when, catalogue, { unavailable: UNAVAILABLE }).map(
          ({ path, ...problem }) => ({
            place: ["body.criteria", index, "when", ...path].join("."),
            message: inOne(problem),
          }),
        ),
      )
    : read.error.issues.map((issue) => ({
        place: ["body.criteria", ...issue.path].join("."),
        message: issueWords(issue),
      }));
  if (read.success && problems.length === 0) return read.data;
  throw new HttpProblem(
    422,
    "Criteria not right",
    {
      sv: "Kriterierna för besök har fel. Varje fel står i listan.",
      en: 'The criteria of visits have errors; see "problems" for each.',
    },
    problems,
  );
}

function demandTime(from: string, to: string): void {
  if (from <= to) return;
  throw wrong([
    {
      place: "body.to",
      message: {
        sv: "Den sista dagen ligger före den första. Byt plats på dem.",
        en: "The last day is before the first; change them round.",
      },
    },
  ]);
}

function demandKnown(
  visits: readonly { readonly customerId: string }[],
  names: ReadonlyMap<string, string>,
): void {
  const problems = visits.flatMap(({ customerId }, index) =>
    names.has(customerId)
      ? []
      : [
          {
            place: `body.visits.${index}.customerId`,
            message: {
              sv: `Det finns inget företag med id ${customerId}. Skriv det id som CRM-systemet har.`,
              en: `There is no company with the id ${customerId}; write the id that the CRM has.`,
            },
          },
        ],
  );
  if (problems.length > 0) throw wrong(problems);
}

function wrong(problems: ConstructorParameters<typeof HttpProblem>[3]): HttpProblem {
  const told = { sv: "Besöksplanen stämmer inte.", en: "The plan of visits is not right." };
  return new HttpProblem(400, "Invalid request", told, problems);
}

function earliest(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}

function tooEarly(from: LocalDate): HttpProblem {
  return new HttpProblem(409, "Too early", {
    sv: `Vad som kom av besöken sedan den dagen syns tidigast den ${from}. Välj en tidigare dag eller färre dagar efter varje besök.`,
    en: `What came of the visits since that day shows on ${from} at the earliest; choose an earlier day, or fewer days after each visit.`,
  });
}

function tooMany(): HttpProblem {
  return new HttpProblem(400, "Too many", {
    sv: `Fler än ${MOST_COMPARED} företag är värda ett besök. Välj ett distrikt eller en ansvarig.`,
    en: `More than ${MOST_COMPARED} companies are worth a visit; choose a district or an owner.`,
  });
}
