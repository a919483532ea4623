import type { AttributeValue, Locale, LocalizedText, Offer } from "@perennial/contract";
import {
  compileProgram,
  type Facts,
  findTemplate,
  type NamedTemplate,
  type ParsedProgram,
  type Problem,
  type Program,
  type ProgramFiles,
  parseProgram,
  placeholdersOf,
  renderTemplate,
  type SmsSegments,
  sampleScope,
  smsSegments,
  type TemplateKind,
  type TextScope,
  templatePath,
  textScope,
} from "@perennial/lifecycle";
import { asTenant, listAgreements, type Tenant, type TenantTransaction } from "@perennial/store";
import { loadFacts } from "../facts/load-facts.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** Which message is looked at, and for whom. */
export interface PreviewQuery {
  /** The program's, which need not be published. */
  readonly files: ProgramFiles;
  readonly template: string;
  readonly channel: TemplateKind;
  readonly locale: Locale;
  /** Whom it is filled for. @default nobody: it is filled with usual values */
  readonly customerId?: string | undefined;
  /** @default the customer's own that ends next */
  readonly agreementId?: string | undefined;
  /** The offer that is made. @default the program's first one */
  readonly offer?: string | undefined;
  /** Where ending marketing leads to; one that ends nobody's. */
  readonly unsubscribeUrl: string;
}

/** A value's place in a text, and what stands there. */
export interface FilledPlace {
  readonly field: string;
  readonly line: number;
  readonly column: number;
  /** What the record holds; nothing where it holds none. */
  readonly value: AttributeValue | undefined;
  /** What stands there instead where the record holds none. */
  readonly fallback: string | undefined;
}

/** A message as somebody would get it, or why nobody would. */
export interface MessagePreview {
  readonly file: string;
  readonly text:
    | { readonly subject?: string; readonly text: string; readonly html?: string }
    | undefined;
  /** Why there is no text, in words; nothing where there is one. */
  readonly fault: LocalizedText | undefined;
  readonly sms: SmsSegments | undefined;
  readonly places: readonly FilledPlace[];
  /** What is wrong in the text's file, and in the program's where it cannot be read. */
  readonly problems: readonly Problem[];
  /** Nothing where it is filled with usual values. */
  readonly customer: { readonly id: string; readonly name: string } | undefined;
  readonly agreementId: string | undefined;
  readonly offer: string | undefined;
  readonly offers: readonly Offer[];
}

/**
 * Fills a message as it would be sent, from files that need not be published, for a customer or with usual values.
 * Nothing is sent and nothing kept. Gives nothing for a customer that is not known.
 */
export function previewMessage(
  context: Pick<RuntimeContext, "db" | "clock">,
  tenant: Tenant,
  query: PreviewQuery,
): Promise<MessagePreview | undefined> {
  const parsed = parseProgram(query.files);
  return asTenant(context.db, tenant.id, async (tx) => {
    const about = await aboutWhom(context, tx, { tenant, query, program: parsed.program });
    if (about === "unknown") return undefined;
    return fill({ parsed, tenant, query, about });
  });
}

interface About {
  readonly facts: Facts;
  readonly agreementId: string | undefined;
}

async function aboutWhom(
  { clock }: Pick<RuntimeContext, "clock">,
  tx: TenantTransaction,
  {
    tenant,
    query,
    program,
  }: {
    readonly tenant: Tenant;
    readonly query: PreviewQuery;
    readonly program: Program | undefined;
  },
): Promise<About | "unknown" | undefined> {
  const { customerId } = query;
  if (customerId === undefined) return undefined;
  const now = clock.now();
  const agreementId =
    program?.subject === "agreement"
      ? await agreementOf(tx, { ...query, customerId, now })
      : undefined;
  const programs = program ? [compileProgram({ program, version: 0, settings: {} })] : [];
  const factsOf = await loadFacts(tx, [{ customerId, agreementId }], { tenant, now, programs });
  const facts = factsOf({ customerId, agreementId }, {});
  return facts ? { facts, agreementId } : "unknown";
}

/** The agreement that is asked for, or the customer's own one that ends next. */
async function agreementOf(
  tx: TenantTransaction,
  {
    agreementId,
    customerId,
    now,
  }: {
    readonly agreementId?: string | undefined;
    readonly customerId: string;
    readonly now: string;
  },
): Promise<string | undefined> {
  const { items } = await listAgreements(tx, { customer: customerId, limit: 500 });
  if (agreementId !== undefined) return items.find(({ id }) => id === agreementId)?.id;
  const own = items.filter(({ party }) => party === "own");
  const ahead = own
    .filter(({ end }) => end !== undefined && end >= now.slice(0, 10))
    .toSorted((a, b) => ((a.end ?? "") < (b.end ?? "") ? -1 : 1));
  return (ahead[0] ?? own.at(-1) ?? items[0])?.id;
}

interface Filling {
  readonly parsed: ParsedProgram;
  readonly tenant: Tenant;
  readonly query: PreviewQuery;
  readonly about: About | undefined;
}

function fill({ parsed, tenant, query, about }: Filling): MessagePreview {
  const { locale } = query;
  const file = templatePath({ name: query.template, kind: query.channel, locale });
  const named = { name: query.template, kind: query.channel, locale };
  const template = findTemplate(parsed.templates, named);
  const offers = parsed.program?.offers ?? [];
  const offer = offers.find(({ id }) => id === query.offer) ?? offers[0];
  const problems = parsed.problems.filter((each) => each.file === file);
  const customer = about?.facts.customer;
  const base = {
    ...{ file, problems, offers, offer: offer?.id, agreementId: about?.agreementId },
    customer: customer && { id: customer.id, name: customer.name },
  };
  if (!template) {
    const fault =
      file in query.files
        ? {
            sv: "Texten har fel. De står i listan.",
            en: "The text has mistakes; see its problems.",
          }
        : {
            sv: `Filen ${file} saknas, så ingen får meddelandet på det här språket.`,
            en: `There is no file ${file}, so nobody gets the message in this language.`,
          };
    return { ...base, text: undefined, fault, sms: undefined, places: [] };
  }
  const scope = scopeOf({ parsed, tenant, query, about }, offer);
  const options = { locale, zone: tenant.timeZone, mostSegments: Number.POSITIVE_INFINITY };
  const rendered = renderTemplate(template, scope, options);
  const text = rendered.ok ? textIn(rendered) : undefined;
  return {
    ...{ ...base, text, fault: rendered.ok ? undefined : rendered.message },
    sms: text && query.channel === "sms" ? smsSegments(text.text) : undefined,
    places: placesIn(template, scope),
  };
}

function textIn({
  subject,
  text,
  html,
}: {
  readonly subject?: string;
  readonly text: string;
  readonly html?: string;
}) {
  return { text, ...(subject !== undefined && { subject }), ...(html !== undefined && { html }) };
}

function scopeOf({ parsed, tenant, query, about }: Filling, offer: Offer | undefined): TextScope {
  const { locale, unsubscribeUrl } = query;
  const tenantName = tenant.name;
  if (about) {
    const { facts } = about;
    return textScope({ facts, locale, tenantName, unsubscribeUrl, ...(offer && { offer }) });
  }
  const sample = sampleScope(parsed, locale);
  const own: Readonly<Record<string, AttributeValue | undefined>> = {
    "tenant.name": tenantName,
    unsubscribeUrl,
    "offer.name": offer?.name[locale],
    "offer.pitch": offer?.pitch[locale],
    "offer.product": offer?.product,
  };
  return (field) => own[field] ?? sample(field);
}

function placesIn(template: NamedTemplate, scope: TextScope): readonly FilledPlace[] {
  return placeholdersOf(template).map(({ field, line, column, filters }) => ({
    ...{ field, line, column, value: scope(field) ?? undefined },
    fallback: filters.find(({ name }) => name === "default")?.argument,
  }));
}
