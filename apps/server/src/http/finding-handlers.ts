import type { CustomerFilterView, SavedFilterView } from "@perennial/api";
import { CustomerFilterView as Filter } from "@perennial/api";
import type { Instant, Locale } from "@perennial/contract";
import {
  Condition,
  checkCondition,
  localDateOf,
  planCatalogue,
  sentence,
  UNAVAILABLE_IN_PLAN,
} from "@perennial/lifecycle";
import { planOf } from "@perennial/runtime";
import {
  asTenant,
  type CustomerFilter,
  countFound,
  deleteSavedFilter,
  findCustomers,
  listSavedFilters,
  MOST_SAVED_FILTERS,
  putSavedFilter,
  type SavedFilter,
  type Tenant,
  type TenantTransaction,
  USUAL_WAY,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { oldestCall } from "./call-view.ts";
import { conditionFields } from "./condition-fields.ts";
import { foundView, namesOf } from "./found-view.ts";
import { issueWords } from "./issue-words.ts";
import { inOne } from "./language.ts";
import { HttpProblem, notFound } from "./problem.ts";

type FindingOperation =
  | "findCustomers"
  | "countCustomers"
  | "listConditionFields"
  | "describeCondition"
  | "listSavedFilters"
  | "putSavedFilter"
  | "deleteSavedFilter";

/** Up to so many customers are counted one by one; a base of more is told as more. */
const MOST_COUNTED = 100_000;
/** A list of filters is counted in a moment, or tells of more. */
const MOST_COUNTED_EACH = 10_000;

/** Finding customers, and keeping what they are found by. */
export function findingHandlers(context: ServerContext): Pick<Handlers, FindingOperation> {
  const { db, clock } = context;
  const asking = async <T>(id: number, work: (scene: Scene) => Promise<T>): Promise<T> => {
    const tenant = await context.tenant(id);
    return asTenant(db, id, async (tx) => work(await sceneOf(context, tx, tenant)));
  };
  return {
    findCustomers: ({ query: { after, limit, locale }, body, caller }) =>
      asking(caller.tenant, async (scene) => {
        const { order: by, descending = USUAL_WAY[by] } = body;
        const asked = { ...scene.asked, filter: demandFilter(body.filter, scene) };
        const order = { by, descending };
        const page = await findCustomers(scene.tx, { ...asked, order, after, limit });
        const names = await namesOf(context, scene.tx, { plan: scene.plan, locale });
        return { items: page.items.map((each) => foundView(each, names)), next: page.next };
      }),
    countCustomers: ({ body, caller }) =>
      asking(caller.tenant, async (scene) =>
        countOf(scene, demandFilter(body.filter, scene), MOST_COUNTED),
      ),
    listConditionFields: ({ caller }) =>
      asking(caller.tenant, async (scene) => ({ items: await conditionFields(context, scene) })),
    describeCondition: ({ body: { condition }, caller, locale }) =>
      asking(caller.tenant, async (scene) => {
        const problems = problemsOf(condition, scene, "body.condition");
        if (problems.length > 0) {
          const told = problems.map(({ place, message }) => ({ place, message: message[locale] }));
          return { sentence: null, problems: told };
        }
        const known = Condition.parse(condition);
        const { catalogue } = scene.asked;
        const sv = sentence(known, "sv", catalogue);
        return { sentence: { sv, en: sentence(known, "en", catalogue) }, problems: [] };
      }),
    listSavedFilters: ({ caller, locale }) =>
      asking(caller.tenant, async (scene) => {
        const saved = await listSavedFilters(scene.tx);
        const items: SavedFilterView[] = [];
        for (const each of saved) items.push(await savedView(each, scene, locale));
        return { items };
      }),
    putSavedFilter: ({ params: { id }, body: { name, filter }, caller, audit, locale }) =>
      asking(caller.tenant, async (scene) => {
        demandFilter(filter, scene);
        const before = (await listSavedFilters(scene.tx)).find((each) => each.id === id);
        const saved = await putSavedFilter(
          scene.tx,
          { id, name, filter },
          { by: caller.name, at: clock.now() },
        );
        if (!saved) throw noRoom();
        const was = before && { name: before.name, filter: before.filter };
        audit({ ...(was && { before: was }), after: { name, filter } });
        return savedView(saved, scene, locale);
      }),
    deleteSavedFilter: ({ params: { id }, caller, audit }) =>
      asking(caller.tenant, async ({ tx }) => {
        const before = (await listSavedFilters(tx)).find((each) => each.id === id);
        if (!before || !(await deleteSavedFilter(tx, id))) throw notFound("saved filter", id);
        audit({ before: { name: before.name, filter: before.filter }, after: {} });
        return { deleted: true };
      }),
  };
}

/** What a tenant's filters are asked with. */
export type Scene = Awaited<ReturnType<typeof sceneOf>>;

async function sceneOf(context: ServerContext, tx: TenantTransaction, tenant: Tenant) {
  const now: Instant = context.clock.now();
  const zone = tenant.timeZone;
  const plan = (await planOf(context, tx, tenant))?.plan;
  const catalogue = planCatalogue(plan ?? { attributes: {} }, { currency: tenant.currency });
  const at = { now, today: localDateOf(now, zone), zone };
  return { tx, plan, asked: { catalogue, at, callsSince: oldestCall(now) } };
}

async function countOf({ tx, asked }: Scene, filter: CustomerFilter, bound: number) {
  const count = await countFound(tx, { ...asked, filter }, bound);
  return { count: Math.min(count, bound), isMore: count > bound };
}

/** A filter that can be asked. Throws an `HttpProblem` with what is wrong with its condition. */
function demandFilter({ condition, ...rest }: CustomerFilterView, scene: Scene): CustomerFilter {
  if (condition === undefined) return rest;
  const problems = problemsOf(condition, scene, "body.filter.condition");
  if (problems.length === 0) return { ...rest, condition: Condition.parse(condition) };
  throw new HttpProblem(
    400,
    "Invalid request",
    {
      sv: "Villkoret i urvalet går inte att använda. Varje fel står i listan.",
      en: 'The condition of the filter cannot be asked; see "problems" for each thing.',
    },
    problems,
  );
}

function problemsOf(condition: unknown, { asked }: Scene, place: string) {
  const found = checkCondition(condition, asked.catalogue, { unavailable: UNAVAILABLE_IN_PLAN });
  return found.map(({ path, ...problem }) => ({
    place: [place, ...path].join("."),
    message: inOne(problem),
  }));
}

/** A saved filter as clients see it; one that asks about what is not there any more says so instead of a count. */
async function savedView(
  saved: SavedFilter,
  scene: Scene,
  locale: Locale,
): Promise<SavedFilterView> {
  const { filter: kept, ...rest } = saved;
  const parsed = Filter.safeParse(kept);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const { [locale]: problem } = issue
      ? issueWords(issue)
      : { sv: "Urvalet går inte att läsa.", en: "It cannot be read." };
    return { ...rest, filter: {}, count: null, isMore: false, problem };
  }
  const filter = parsed.data;
  const { condition } = filter;
  const [problem] = condition === undefined ? [] : problemsOf(condition, scene, "condition");
  if (problem)
    return { ...rest, filter, count: null, isMore: false, problem: problem.message[locale] };
  const counted = await countOf(scene, demandFilter(filter, scene), MOST_COUNTED_EACH);
  return { ...rest, filter, ...counted, problem: null };
}

function noRoom(): HttpProblem {
  return new HttpProblem(409, "Too many", {
    sv: `Det finns redan ${MOST_SAVED_FILTERS} sparade urval. Ta bort ett först.`,
    en: `There are ${MOST_SAVED_FILTERS} saved filters already; take one away first.`,
  });
}
