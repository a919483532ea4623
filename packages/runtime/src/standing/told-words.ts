import type { Locale } from "@perennial/contract";
import { CallFacts, instantAt, localDateOf, subtractFromDate } from "@perennial/lifecycle";
import {
  type CallerRecords,
  readCallers,
  type Tenant,
  type TenantTransaction,
  type WordField,
} from "@perennial/store";
import { callerFrom, type KnownCaller } from "../caller/answer-call.ts";
import { readyDesk } from "../caller/ready-desk.ts";
import { faultWords, isLastingFault } from "../failure/lasting-fault.ts";
import { type PlanInForce, planOf } from "../plan/plan-of.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { languageOfTenant } from "../tenant/language-of.ts";
import { tierWords } from "./tier-words.ts";

/** Whose standing is told in words, and what of it. */
export interface WordsQuery {
  readonly tenant: Tenant;
  readonly customerIds: readonly string[];
  readonly fields: readonly WordField[];
}

/** A customer's standing in words for staff: sentences, a line each in `say`, and a percentage in `tierShare`. */
export type ToldWords = Readonly<Partial<Record<WordField, string | number>>>;

/** Nobody is in a call: what there is to say holds for whoever meets the customer next. */
const NO_CALL = CallFacts.parse({});
/** How many things to say are told, the most pressing first: more are not read. */
const MOST_POINTS = 10;

/**
 * Where customers stand in words, in the language of the company's staff, for a page inside a CRM that asks no server: the tier's name
 * and what remains (V-02), why they may leave (L-07), and what to say (L-17). They are read at once, however many they are. What
 * cannot be told, such as by a service desk that cannot be read, is left out and logged.
 */
export async function wordsOf(
  context: RuntimeContext,
  tx: TenantTransaction,
  { tenant, customerIds, fields }: WordsQuery,
): Promise<ReadonlyMap<string, ToldWords>> {
  if (fields.length === 0 || customerIds.length === 0) return new Map();
  const [plan, ready] = await Promise.all([
    orNothing(context, planOf(context, tx, tenant)),
    orNothing(context, readyDesk(context, tx, tenant)),
  ]);
  const now = context.clock.now();
  const { timeZone: zone } = tenant;
  const lookBack = ready?.desk.lookBack ?? "P0D";
  const offersSince = instantAt(subtractFromDate(localDateOf(now, zone), lookBack), "00:00", zone);
  // Nobody is in a call: what is on a list is told by the list.
  const reach = { now, offersSince, callsSince: now, onSince: now };
  const known = await readCallers(tx, customerIds, reach);
  const locale = languageOfTenant(tenant);
  const told = new Map<string, ToldWords>();
  for (const records of known) {
    const scene = ready && { context, tx, tenant, ready };
    const caller = scene && (await orNothing(context, callerFrom(scene, records, NO_CALL)));
    const words = { ...tierPart(records, plan, { tenant, locale }), ...spoken(caller, locale) };
    told.set(records.customer.id, only(fields, words));
  }
  return told;
}

/** What is missing is no reason to tell nothing of the rest. Throws what passes by itself, such as a database that is away. */
async function orNothing<T>(
  { log }: Pick<RuntimeContext, "log">,
  wanted: Promise<T>,
): Promise<T | undefined> {
  try {
    return await wanted;
  } catch (error) {
    if (!isLastingFault(error)) throw error;
    log.warn("some words about customers cannot be told", { because: faultWords(error) });
    return undefined;
  }
}

function tierPart(
  { customer: { tier }, standing = {} }: CallerRecords,
  plan: PlanInForce | undefined,
  { tenant, locale }: { readonly tenant: Tenant; readonly locale: Locale },
): ToldWords {
  const rules = plan?.plan.tiers;
  // Without rules the tier is the system of record's own, which has its own name for it.
  if (tier === undefined || rules === undefined) return {};
  const { currency } = tenant;
  const { name, next, remaining, keeping } = tierWords({ tier, standing, rules, currency, locale });
  return {
    tierName: name,
    ...(remaining !== undefined && { tierRemaining: remaining }),
    ...(keeping !== undefined && { tierKeeping: keeping }),
    ...(next && { tierShare: Math.floor(next.share * 100) }),
  };
}

function spoken(caller: KnownCaller | undefined, locale: Locale): ToldWords {
  if (!caller) return {};
  const { picture, records, talkPoints } = caller;
  // A level that no review has given is told nowhere, so neither are its reasons.
  const reasons = records.standing?.risk === undefined ? [] : (picture.churn?.reasons ?? []);
  const points = talkPoints.slice(0, MOST_POINTS).map(({ say }) => oneLine(say[locale]));
  return {
    ...(reasons.length > 0 && {
      riskReasons: reasons.map((each) => sentence(each[locale])).join(" "),
    }),
    ...(points.length > 0 && { say: points.join("\n") }),
  };
}

/** The end of a sentence about the customer, as a sentence of its own. */
function sentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}

function oneLine(text: string): string {
  return text.trim().replace(/\s*\n\s*/g, " ");
}

function only(fields: readonly WordField[], words: ToldWords): ToldWords {
  const wanted = fields.flatMap((field) => {
    const value = words[field];
    return value === undefined ? [] : [[field, value] as const];
  });
  return Object.fromEntries(wanted);
}
