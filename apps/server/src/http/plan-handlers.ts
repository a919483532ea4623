import type { NightView, PlanPreviewView, PlanVersionView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { previewSentence } from "@perennial/lifecycle";
import {
  fitRiskModel,
  type PlanPreview,
  planFingerprint,
  previewPlan,
  publishPlan,
} from "@perennial/runtime";
import { asTenant, listNights, listPlans, readPlan, type StoredPlan } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { inLanguage } from "./language.ts";
import { checkedPlan, checkPlanInput, contextOf, demandPlan } from "./plan-input.ts";
import { HttpProblem, missing } from "./problem.ts";

type PlanOperation =
  | "getPlan"
  | "checkPlan"
  | "previewPlan"
  | "publishPlan"
  | "listPlanVersions"
  | "getPlanVersion"
  | "listNights"
  | "fitRiskModel"
  | "requestReview";

/** What can be asked about the lifecycle plan, and done about it. */
export function planHandlers(context: ServerContext): Pick<Handlers, PlanOperation> {
  const { db } = context;
  const inForce = (tenant: number) => asTenant(db, tenant, readPlan);
  const haveReviewed = async (tenant: number) => {
    context.ring(tenant, "review");
    // A demo's time is its own, and nobody works on it by themselves.
    await context.demo?.review();
  };
  return {
    getPlan: async ({ caller, locale }) => {
      const tenant = await context.tenant(caller.tenant);
      const stored = await inForce(caller.tenant);
      if (!stored) return { inForce: null, problems: [] };
      const against = await contextOf(context, tenant);
      const { problems } = checkedPlan(JSON.stringify(stored.plan, null, 2), against);
      return {
        inForce: { ...versionView(stored, stored.version), ...planOf(stored) },
        problems: problems.map((each) => inLanguage(each, locale)),
      };
    },
    checkPlan: async ({ body, caller, locale }) => {
      const tenant = await context.tenant(caller.tenant);
      const { problems } = await checkPlanInput(context, tenant, body.plan);
      const errors = problems.filter(({ severity }) => severity === "error").length;
      return {
        ...{ errors, warnings: problems.length - errors },
        problems: problems.map((each) => inLanguage(each, locale)),
      };
    },
    async *previewPlan({ body, query, caller, locale }) {
      const tenant = await context.tenant(caller.tenant);
      const checked = await checkPlanInput(context, tenant, body.plan);
      const comparing = previewPlan(context, tenant, demandPlan(checked));
      let step = await comparing.next();
      for (; !step.done; step = await comparing.next()) yield { progress: step.value };
      const problems = checked.problems.map((each) => inLanguage(each, locale));
      yield { preview: { ...previewView(step.value, query.locale), problems } };
    },
    publishPlan: async ({ body, caller, audit, locale }) => {
      const tenant = await context.tenant(caller.tenant);
      const checked = await checkPlanInput(context, tenant, body.plan);
      const plan = demandPlan(checked);
      const before = await inForce(tenant.id);
      demandBase(body.basedOn, before);
      if (!body.confirm) demandPreview(body.preview, planFingerprint(plan, before?.version));
      const { version } = await publishPlan(context, tenant, { plan, by: caller.name });
      if (version === undefined) {
        throw new HttpProblem(409, "Changed meanwhile", {
          sv: "Planen stämmer inte längre. Kontrollera den.",
          en: "The plan is not right any more; check it.",
        });
      }
      audit({ before: before ? planFields(before) : {}, after: { version, ...plan } });
      await haveReviewed(tenant.id);
      return { version, problems: checked.problems.map((each) => inLanguage(each, locale)) };
    },
    listPlanVersions: async ({ caller: { tenant } }) => {
      const now = (await inForce(tenant))?.version;
      const stored = await asTenant(db, tenant, listPlans);
      return { items: stored.map((each) => versionView(each, now)) };
    },
    getPlanVersion: async ({ params: { version }, caller: { tenant } }) => {
      const now = (await inForce(tenant))?.version;
      const stored = await asTenant(db, tenant, listPlans);
      const found = stored.find((each) => each.version === version);
      if (!found) {
        throw missing({
          sv: `Hittar inte version ${version} av livscykelplanen.`,
          en: `There is no version ${version} of the lifecycle plan.`,
        });
      }
      return { ...versionView(found, now), ...planOf(found) };
    },
    listNights: async ({ query: { limit }, caller: { tenant } }) => {
      const nights = await asTenant(db, tenant, (tx) => listNights(tx, limit));
      return { items: nights.map(({ lastId: _, ...night }): NightView => night) };
    },
    fitRiskModel: async ({ query: { locale }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const trained = await fitRiskModel(context, tenant);
      if (!trained)
        throw new HttpProblem(409, "No plan", {
          sv: "Publicera en livscykelplan först.",
          en: "Publish a lifecycle plan first.",
        });
      const { fit, test } = trained;
      if (!("model" in fit)) {
        const reason = fit.words[locale];
        return { fitted: false, reason, day: null, customers: 0, lost: 0, auc: null };
      }
      const { day, customers, lost } = fit.model;
      return { fitted: true, reason: null, day, customers, lost, auc: test?.auc ?? null };
    },
    requestReview: async ({ caller: { tenant } }) => {
      if (!(await inForce(tenant))) return { requested: false };
      await haveReviewed(tenant);
      return { requested: true };
    },
  };
}

function versionView(
  { version, publishedAt, publishedBy }: StoredPlan,
  inForce: number | undefined,
): PlanVersionView {
  return { version, publishedAt, publishedBy, isInForce: version === inForce };
}

function planOf({ plan }: StoredPlan): { plan: Record<string, unknown> } {
  return { plan: typeof plan === "object" ? { ...plan } : {} };
}

/** A plan for the audit log: its version and its parts, of which those that differ are kept. */
function planFields(stored: StoredPlan): Readonly<Record<string, unknown>> {
  return { version: stored.version, ...planOf(stored).plan };
}

/** Nobody's change is written over by one who never saw it. */
function demandBase(basedOn: number | undefined, inForce: StoredPlan | undefined): void {
  if (basedOn === undefined || basedOn === (inForce?.version ?? 0)) return;
  const version = inForce?.version ?? 0;
  const by = inForce?.publishedBy ?? "";
  throw new HttpProblem(409, "Changed meanwhile", {
    sv: `Version ${version} publicerades av ${by} medan du ändrade version ${basedOn}. Läs in den och publicera igen.`,
    en: `Version ${version} was published by ${by} while you changed version ${basedOn}. Take it in and publish again.`,
  });
}

/** What was looked at is what is published. */
function demandPreview(given: string | undefined, wanted: string): void {
  if (given === wanted) return;
  throw new HttpProblem(
    409,
    "Not previewed",
    given === undefined
      ? {
          sv: "Förhandsgranska planen först och skicka dess ”fingerprint” som ”preview”, eller skicka ”confirm”: true.",
          en: 'Preview the plan first and send its "fingerprint" as "preview", or send "confirm": true.',
        }
      : {
          sv: "Planen har ändrats sedan du förhandsgranskade, eller så gäller en annan nu. Förhandsgranska igen.",
          en: 'The preview was of another plan, or another one is in force since. Preview this one, or send "confirm": true.',
        },
  );
}

function previewView(preview: PlanPreview, locale: Locale): Omit<PlanPreviewView, "problems"> {
  const { rise, fall, join, leave, moves, groups, customers, fingerprint } = preview;
  const tiers = { rise, fall, join, leave };
  const said = { ...tiers, customers, moves: [], firstFall: undefined };
  return {
    ...{ fingerprint, sentence: previewSentence(said, locale), customers },
    ...tiers,
    moves: moves.map(({ from, to, examples, ...move }) => ({
      ...{ ...move, from: from || null, to: to || null, examples: [...examples] },
    })),
    groups: groups.map(({ group, ...counts }) => ({ id: group, ...counts })),
  };
}
