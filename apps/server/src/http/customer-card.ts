import type { CustomerCardView } from "@perennial/api";
import type {
  Agreement,
  Consent,
  Customer,
  Instant,
  Interaction,
  Locale,
} from "@perennial/contract";
import { consentInForce, epochDay, localDateOf, momentPhrase } from "@perennial/lifecycle";
import { contactSentence, decisionWords, planOf } from "@perennial/runtime";
import {
  asTenant,
  CUSTOMERS,
  listAgreements,
  listDecisions,
  listEnrolments,
  readConsents,
  readOpenCalls,
  readRecords,
  readTimeline,
  type StoredDecision,
  type StoredEnrolment,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import { callView, oldestCall } from "./call-view.ts";
import { customerStanding } from "./customer-standing.ts";

/** Whose card, in which language. */
export interface CardQuery {
  readonly tenant: number;
  readonly customer: string;
  readonly locale: Locale;
}

/** As much of a customer's history as a card shows, or is looked through for it. */
const CONTACTS = 10;
const DECISIONS = 100;
const SHOWN_DECISIONS = 10;
const MOST = 200;

/**
 * What staff see of a customer: read in one go, for a page inside a CRM waits for it (architecture.md, 7). Nothing
 * for a customer that is not known.
 */
export async function customerCard(
  context: ServerContext,
  { tenant: id, customer, locale }: CardQuery,
): Promise<CustomerCardView | undefined> {
  const tenant = await context.tenant(id);
  const { timeZone: zone } = tenant;
  const now = context.clock.now();
  return asTenant(context.db, id, async (tx) => {
    const [[found], agreements, enrolments, timeline, decisions, consents, calls] =
      await Promise.all([
        readRecords(tx, CUSTOMERS, [customer]),
        listAgreements(tx, { customer, limit: MOST }),
        listEnrolments(tx, { customer, ended: false, limit: MOST }),
        readTimeline(tx, { customer, limit: CONTACTS }),
        listDecisions(tx, { customer, limit: DECISIONS }),
        readConsents(tx, [customer]),
        readOpenCalls(tx, { customer, now, since: oldestCall(now), limit: CONTACTS }),
      ]);
    if (!found) return undefined;
    const hasPlan = (await planOf(context, tx, tenant)) !== undefined;
    const telling: Telling = { context, tx, locale, zone, decisions: decisions.items };
    const today = localDateOf(now, zone);
    return {
      customer: customerPart(found),
      standing: hasPlan ? await customerStanding(context, tx, { tenant, customer, locale }) : null,
      agreements: agreements.items.map((each) => agreementPart(each, today)),
      programs: await Promise.all(enrolments.items.map((each) => programPart(telling, each))),
      contacts: timeline.items.map((each) => contactPart(telling, each)),
      decisions: await decisionsPart(telling),
      calls: calls.map((each) => callView(id, each)),
      consents: consentsInForce(consents.get(customer) ?? [], now),
    };
  });
}

interface Telling {
  readonly context: ServerContext;
  readonly tx: TenantTransaction;
  readonly locale: Locale;
  readonly zone: string;
  /** Newest first. */
  readonly decisions: readonly StoredDecision[];
}

function customerPart(customer: Customer): CustomerCardView["customer"] {
  const { id, name, doNotCall, attributes } = customer;
  const { phase, tier, valueClass, segment, owner, customerSince, pausedUntil } = customer;
  const { churnRisk } = attributes;
  const isRisk = typeof churnRisk === "string" || typeof churnRisk === "number";
  return {
    ...{ id, name, doNotCall, churnRisk: isRisk ? churnRisk : null },
    ...{ phase: phase ?? null, tier: tier ?? null, valueClass: valueClass ?? null },
    ...{ segment: segment ?? null, owner: owner ?? null, customerSince: customerSince ?? null },
    pausedUntil: pausedUntil ?? null,
  };
}

function agreementPart(
  { id, party, product, kind, status, start, end, renewalOf }: Agreement,
  today: string,
): CustomerCardView["agreements"][number] {
  const daysLeft = end === undefined ? null : epochDay(end) - epochDay(today);
  const dates = { start, end: end ?? null, daysLeft };
  return { id, party, product, kind, status, ...dates, renewalOf: renewalOf ?? null };
}

async function programPart(
  telling: Telling,
  enrolment: StoredEnrolment,
): Promise<CustomerCardView["programs"][number]> {
  const { context, tx, locale, zone } = telling;
  const { id, program, programVersion, agreementId, step, enteredAt } = enrolment;
  const { compiled } = await context.programs.load(tx, program, programVersion);
  const known = compiled.program.stages.find((each) => each.id === enrolment.stage);
  const stage = known?.name[locale] ?? enrolment.stage;
  const entered = momentPhrase(enteredAt, zone, locale);
  const where = stage ?? step;
  const at = where === null ? "" : `: ${where}`;
  return {
    ...{ enrolmentId: id, program, name: compiled.program.name[locale], agreementId },
    ...{ stage, step, enteredAt },
    summary:
      locale === "sv"
        ? `Är i programmet sedan den ${entered}${at}.`
        : `In the program since ${entered}${at}.`,
    next: nextPart(telling, enrolment.timerAt),
  };
}

function nextPart({ locale, zone }: Telling, at: Instant | null) {
  if (at === null) return null;
  const when = momentPhrase(at, zone, locale);
  const sentence =
    locale === "sv"
      ? `Nästa steg tas den ${when}, om inget händer före.`
      : `The next step is taken on ${when}, unless something happens before.`;
  return { at, sentence };
}

function contactPart(telling: Telling, contact: Interaction): CustomerCardView["contacts"][number] {
  const { at, channel, direction, text } = contact;
  const sentence = contactSentence(contact, telling.locale);
  return { at, channel, direction, text, sentence, why: whyOf(telling, contact) };
}

/** What took the program to the step that sent it: the last move before it left. */
function whyOf({ decisions, locale }: Telling, contact: Interaction): string | null {
  const sent = decisions.find(
    (each) =>
      each.kind === "sent" &&
      each.program === contact.program &&
      each.step === contact.step &&
      each.at <= contact.at,
  );
  if (!sent) return null;
  const cause = decisions.find(
    (each) =>
      each.enrolmentId === sent.enrolmentId &&
      each.id < sent.id &&
      (each.kind === "moved" || each.kind === "entered"),
  );
  return cause ? decisionWords(cause, locale) : null;
}

async function decisionsPart({
  context,
  tx,
  locale,
  decisions,
}: Telling): Promise<CustomerCardView["decisions"]> {
  const names = new Map<string, string>();
  for (const each of await context.programs.list(tx)) {
    if (!decisions.some(({ program }) => program === each.id)) continue;
    const { compiled } = await context.programs.load(tx, each.id, each.version);
    names.set(each.id, compiled.program.name[locale]);
  }
  return decisions.slice(0, SHOWN_DECISIONS).map((each) => ({
    at: each.at,
    program: names.get(each.program) ?? each.program,
    sentence: decisionWords(each, locale),
  }));
}

function consentsInForce(consents: readonly Consent[], now: Instant): CustomerCardView["consents"] {
  const questions = new Map(
    consents.map((each) => [`${each.channel}/${each.purpose}/${each.topic ?? ""}`, each]),
  );
  return [...questions.values()].flatMap(({ channel, purpose, topic }) => {
    const found = consentInForce(consents, { channel, purpose, topic }, now);
    if (!found) return [];
    const { state, at, source } = found;
    return [{ channel, purpose, topic: topic ?? null, state, at, source }];
  });
}
