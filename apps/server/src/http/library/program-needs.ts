import type { NeedView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import {
  createCatalogue,
  defaultSettings,
  fieldReadiness,
  type LifecyclePlan,
  lengthWords,
  type NeededField,
  type Program,
  type ProgramTexts,
  programCatalogue,
  type Setting,
} from "@perennial/lifecycle";
import { type OpenConnection, routeOf, unsentClasses } from "@perennial/runtime";
import { COMMAND_NEEDS, channelWords, PLAN_NEEDS, type PlanPart } from "./need-words.ts";
import type { BaseSample } from "./sample-fills.ts";

/** What a tenant has, as far as programs need it. */
export interface TenantMeans {
  readonly sample: BaseSample;
  /** Its connections with their connectors. */
  readonly connections: readonly Pick<OpenConnection, "connection" | "connector">[];
  readonly plan: LifecyclePlan | undefined;
  /** Whether customers could decline advertising when they gave their address, so that no consent is needed. */
  readonly assumesAddressFromSale: boolean;
}

/** What a program needs, and whether a tenant has it: what lacks first. */
export function programNeeds(
  texts: ProgramTexts,
  means: TenantMeans,
  locale: Locale,
): readonly NeedView[] {
  const { program } = texts;
  const needs = [
    ...commandNeeds(program, means, locale),
    ...planNeeds(program, means, locale),
    ...fieldNeeds(texts, means, locale),
    ...consentNeeds(program, means, locale),
    ...settingNeeds(program, locale),
  ];
  return needs.toSorted((a, b) => RANK[a.status] - RANK[b.status]);
}

const RANK = { lacking: 0, partly: 1, unknown: 2, there: 3 } as const;

function commandNeeds(
  program: Program,
  { connections }: TenantMeans,
  locale: Locale,
): readonly NeedView[] {
  return commandsOf(program.steps).map((command): NeedView => {
    const { words, lack } = COMMAND_NEEDS[command];
    const need = { kind: "connection", name: command, words: words[locale], share: null } as const;
    if (!routeOf(connections, { kind: command })) {
      return { ...need, status: "lacking", lack: lack[locale] };
    }
    const steps = program.steps.filter((step) => commandOf(step) === command);
    const [unsent] = unsentClasses({ steps }, connections);
    if (unsent) return { ...need, status: "lacking", lack: unsent.message[locale] };
    return { ...need, status: "there", lack: null };
  });
}

type NeededCommand = keyof typeof COMMAND_NEEDS;

function commandsOf(steps: Program["steps"]): readonly NeededCommand[] {
  return [...new Set(steps.flatMap((step) => commandOf(step) ?? []))];
}

function commandOf(step: Program["steps"][number]): NeededCommand | undefined {
  if (step.do === "send") return step.channel === "sms" ? "send-sms" : "send-email";
  if (step.do === "call") return "put-call";
  if (step.do === "task") return "create-task";
  return step.do === "update" ? "update-record" : undefined;
}

/** The fields and signals by which a program asks about a part of the plan. */
const PLAN_MARKS: Readonly<Record<PlanPart, RegExp>> = {
  tiers: /"customer\.tier|"standing\.(?:tier|nextTier|remaining)/,
  phases: /"customer\.phase/,
  flows: /"customer\.flow|"standing\.flow|"customer\.risk/,
  valueClasses: /"customer\.value-?[cC]lass|"standing\.(?:band|value)/,
};

function planNeeds(program: Program, { plan }: TenantMeans, locale: Locale): readonly NeedView[] {
  const text = JSON.stringify(program);
  const parts = (Object.keys(PLAN_NEEDS) as PlanPart[]).filter((part) =>
    PLAN_MARKS[part].test(text),
  );
  return parts.map((part): NeedView => {
    const { words, lack } = PLAN_NEEDS[part];
    const isThere = plan?.[part] !== undefined;
    return {
      ...{ kind: "plan", name: part, words: words[locale], share: null },
      status: isThere ? "there" : "lacking",
      lack: isThere ? null : lack[locale],
    };
  });
}

function fieldNeeds(
  texts: ProgramTexts,
  { sample, plan }: TenantMeans,
  locale: Locale,
): readonly NeedView[] {
  const asked = { programs: [texts], fills: sample.fills, ...(plan && { plan }) };
  const { needed } = fieldReadiness(asked);
  const wordsOf = fieldWords(texts.program, locale);
  return needed
    .filter(({ field }) => !BROUGHT.test(field))
    .map((each) => fieldNeed(each, wordsOf(each.field), { sample, locale }));
}

/** What events bring along, so that nobody fills it in beforehand. */
const BROUGHT = /^(?:program|invitation|settings|setting)\b/;

/** What comes as things happen, so that nobody need have it beforehand, nor everybody. */
const COMES =
  /^(?:purchases|interactions|agreement)(?:$|\.(?:cancelledAt|acceptedAt|signedAt|orderedAt|orderChannel|renewalOf)$)/;

function fieldNeed(
  { field, status: fill, filled, usedBy }: NeededField,
  words: string,
  { sample, locale }: { readonly sample: BaseSample; readonly locale: Locale },
): NeedView {
  const common = { kind: "field", name: field, words } as const;
  if (sample.looked === 0) return { ...common, status: "unknown", share: null, lack: null };
  const share = filled ?? 0;
  if (usedBy.every((each) => each.isOptional)) {
    const optional = `${words} (${locale === "sv" ? "valfritt" : "optional"})`;
    return { ...common, words: optional, status: "there", share, lack: null };
  }
  if (fill === "filled" || (COMES.test(field) && share > 0)) {
    return { ...common, status: "there", share, lack: null };
  }
  if (COMES.test(field)) return { ...common, status: "unknown", share, lack: null };
  if (fill === "missing") {
    const sv = "Är inte ifyllt för någon. Koppla fältet under Kopplingar.";
    const en = "Is filled in for nobody. Map the field under Connections.";
    return { ...common, status: "lacking", share, lack: locale === "sv" ? sv : en };
  }
  const perCent = Math.round(share * 100);
  const sv = `Ifyllt för ${perCent}\u00a0%; de andra kommer inte in, eller nås inte av det steget.`;
  const en = `Filled in for ${perCent}\u00a0%; the others do not enter, or are not reached by that step.`;
  return { ...common, status: "partly", share, lack: locale === "sv" ? sv : en };
}

/** What a field is called; one that no catalogue knows by its path. */
function fieldWords(program: Program, locale: Locale): (field: string) => string {
  const catalogue = programCatalogue({ program, settings: defaultSettings(program) });
  const lists = { purchases: catalogue.purchases, interactions: catalogue.interactions } as const;
  const names = {
    purchases: { sv: "köp", en: "purchases" },
    interactions: { sv: "kontakter", en: "contacts" },
    agreement: { sv: "avtal", en: "agreements" },
  } as const;
  const plain = createCatalogue();
  return (field) => {
    const known = catalogue.fields.get(field) ?? plain.fields.get(field);
    if (known) return known.words[locale].noun;
    const whole = Object.hasOwn(names, field) ? Reflect.get(names, field) : undefined;
    if (whole) return whole[locale];
    const [scope = "", name = ""] = field.split(/\.(.*)/);
    const list = Object.hasOwn(lists, scope) ? lists[scope as keyof typeof lists] : undefined;
    return list?.get(name)?.words[locale].noun ?? field;
  };
}

function consentNeeds(
  program: Program,
  { sample, assumesAddressFromSale }: TenantMeans,
  locale: Locale,
): readonly NeedView[] {
  const channels = program.steps.flatMap((step) =>
    step.do === "send" && step.class === "marketing" ? [step.channel] : [],
  );
  return [...new Set(channels)].map((channel): NeedView => {
    const name = channelWords(channel, locale);
    const words =
      locale === "sv" ? `Samtycke till reklam via ${name}` : `Consent to advertising by ${name}`;
    const common = { kind: "consent", name: channel, words } as const;
    if (sample.looked === 0) return { ...common, status: "unknown", share: null, lack: null };
    const share = (sample.consents.get(channel) ?? 0) / sample.looked;
    const perCent = Math.round(share * 100);
    if (assumesAddressFromSale) return { ...common, status: "there", share, lack: null };
    const sv = `${perCent}\u00a0% har sagt ja. Utan samtycke får bara den som är kund reklam om egna liknande produkter.`;
    const en = `${perCent}\u00a0% have said yes. Without consent only customers get advertising, about your own similar products.`;
    const status = consentStatus(share);
    const said = locale === "sv" ? sv : en;
    return { ...common, status, share, lack: status === "there" ? null : said };
  });
}

function consentStatus(share: number): NeedView["status"] {
  if (share >= 0.95) return "there";
  return share === 0 ? "lacking" : "partly";
}

function settingNeeds(program: Program, locale: Locale): readonly NeedView[] {
  return Object.entries(program.settings).map(([name, setting]): NeedView => {
    const words = `${setting.label[locale]}: ${usualValue(setting, locale)}`;
    return { kind: "setting", name, words, status: "there", share: null, lack: null };
  });
}

function usualValue(setting: Setting, locale: Locale): string {
  return setting.type === "duration"
    ? lengthWords(setting.default, locale)
    : String(setting.default);
}
