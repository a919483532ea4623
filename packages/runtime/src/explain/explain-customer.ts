import type { Locale } from "@perennial/contract";
import { causeWords, momentPhrase } from "@perennial/lifecycle";
import {
  asTenant,
  CUSTOMERS,
  listDecisions,
  listEnrolments,
  readRecords,
  readTimeline,
  type StoredDecision,
  type StoredEnrolment,
  type Tenant,
} from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { contactSentence } from "./contact-sentence.ts";
import { tellOutside } from "./tell-outside.ts";
import { linesOf, type ProgramExplanation, type Telling } from "./telling.ts";

/** Everything that considered a customer (product.md, feature 4). */
export interface CustomerExplanation {
  readonly customerId: string;
  readonly name: string;
  readonly programs: ProgramExplanation[];
  readonly messages: {
    readonly at: string;
    readonly channel: string;
    readonly direction: string;
    readonly text: string;
    readonly sentence: string;
  }[];
}

/** More lines than anyone reads. */
const MOST_LINES = 500;

/** Tells everything that considered a customer, and why; nothing for a customer that is not known. */
export function explainCustomer(
  context: RuntimeContext,
  tenant: Tenant,
  { customerId, locale }: { readonly customerId: string; readonly locale: Locale },
): Promise<CustomerExplanation | undefined> {
  return asTenant(context.db, tenant.id, async (tx) => {
    const [customer] = await readRecords(tx, CUSTOMERS, [customerId]);
    if (!customer) return undefined;
    const telling = { context, tx, tenant, locale };
    const enrolments = (await listEnrolments(tx, { customer: customerId, limit: MOST_LINES }))
      .items;
    const decisions = (await listDecisions(tx, { customer: customerId, limit: MOST_LINES })).items;
    const inside = [];
    for (const each of enrolments) inside.push(await tellEnrolment(telling, each, decisions));
    const outside = await tellOutside(telling, { customerId, enrolments, decisions });
    const timeline = (await readTimeline(tx, { customer: customerId, limit: 200 })).items;
    return {
      customerId,
      name: customer.name,
      programs: [...inside, ...outside],
      messages: timeline.map((contact) => {
        const { at, channel, direction, text } = contact;
        return { at, channel, direction, text, sentence: contactSentence(contact, locale) };
      }),
    };
  });
}

async function tellEnrolment(
  { context, tx, tenant, locale }: Telling,
  enrolment: StoredEnrolment,
  decisions: readonly StoredDecision[],
): Promise<ProgramExplanation> {
  const { compiled } = await context.programs.load(tx, enrolment.program, enrolment.programVersion);
  const stage = compiled.program.stages.find((each) => each.id === enrolment.stage);
  return {
    program: enrolment.program,
    name: compiled.program.name[locale],
    agreementId: enrolment.agreementId,
    summary: summaryOf(enrolment, stage?.name[locale], { locale, zone: tenant.timeZone }),
    next: nextOf(enrolment, { locale, zone: tenant.timeZone }),
    lines: linesOf(
      decisions.filter((each) => each.enrolmentId === enrolment.id),
      locale,
    ),
  };
}

interface Saying {
  readonly locale: Locale;
  readonly zone: string;
}

function summaryOf(
  enrolment: StoredEnrolment,
  stage: string | undefined,
  { locale, zone }: Saying,
): string {
  const where = stage ?? enrolment.step ?? "";
  const entered = momentPhrase(enrolment.enteredAt, zone, locale);
  if (enrolment.ended) {
    const cause = causeWords(enrolment.endReason ?? "completed")[locale];
    return locale === "sv"
      ? `Har lämnat programmet eftersom ${cause}. Kom in den ${entered}.`
      : `Has left the program because ${cause}. Entered on ${entered}.`;
  }
  return locale === "sv"
    ? `Är i programmet sedan den ${entered}: ${where}.`
    : `In the program since ${entered}: ${where}.`;
}

function nextOf(enrolment: StoredEnrolment, { locale, zone }: Saying): string | null {
  if (enrolment.timerAt === null) return null;
  const when = momentPhrase(enrolment.timerAt, zone, locale);
  return locale === "sv"
    ? `Nästa steg efter "${enrolment.step}" tas den ${when}, om inget händer före.`
    : `The next step after "${enrolment.step}" is taken on ${when}, unless something happens before.`;
}
