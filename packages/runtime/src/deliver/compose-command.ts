import { type Command, LOCALES, type Locale, type Offer } from "@perennial/contract";
import {
  type CallEffect,
  type Effect,
  type Facts,
  findTemplate,
  type MessageEffect,
  type Reason,
  type ReasonEvidence,
  renderTemplate,
  type TemplateKind,
  textScope,
} from "@perennial/lifecycle";
import {
  commandId,
  type EffectOrigin,
  type LastContact,
  type OutboxOrder,
  type Tenant,
} from "@perennial/store";
import type { LoadedProgram } from "../program/programs.ts";
import {
  alarmTask,
  callReason,
  noteText,
  type StaffView,
  withdrawalReason,
} from "./staff-words.ts";

/** Everything that a command is put together from. */
export interface Scene {
  readonly tenant: Tenant;
  readonly origin: EffectOrigin;
  readonly loaded: LoadedProgram;
  /** Missing where the mirror does not hold the customer. */
  readonly facts: Facts | undefined;
  readonly lastContact: LastContact | undefined;
  /** Where one click ends this customer's marketing, where the installation has such a page. */
  readonly unsubscribeUrl: string | undefined;
}

/** A command, or why none can be put together. */
export type Composed =
  | { readonly ok: true; readonly command: Command }
  | { readonly ok: false; readonly reason: Reason; readonly evidence: ReasonEvidence };

/** Orders that become a command; a program is started and subscribers are told without one. */
export type CommandOrder = Exclude<OutboxOrder, { kind: "start-program" | "webhook" }>;

/** Puts the command of an order together, its text filled from the program's pinned templates (A-03, L-17). */
export function composeCommand(order: CommandOrder, scene: Scene): Composed {
  const { origin, tenant, facts } = scene;
  const id = commandId(tenant.id, { enrolmentId: origin.id, seq: order.seq });
  const { customerId } = origin;
  const agreementId = origin.agreementId === null ? {} : { agreementId: origin.agreementId };
  switch (order.kind) {
    case "message":
      return withFacts(scene, (known) => composeMessage(order, { ...scene, facts: known, id }));
    case "call":
      return withFacts(scene, (known) => composeCall(order, { ...scene, facts: known, id }));
    case "task":
      return withFacts(scene, (known) => composeTask(order, { ...scene, facts: known, id }));
    case "withdraw-call": {
      const callId = commandId(tenant.id, { enrolmentId: origin.id, seq: order.callSeq });
      const reason = withdrawalReason(order.reason, staffView(tenant));
      return done({ kind: order.kind, id, customerId, callId, reason });
    }
    case "update": {
      const { object, recordId, values } = order;
      return done({ kind: "update-record", id, customerId, object, recordId, values });
    }
    case "note": {
      const text = noteText({ ...order, program: programName(scene) }, staffView(tenant));
      const { at, channel } = order;
      return done({ kind: "add-note", id, customerId, ...agreementId, at, text, channel });
    }
    case "alarm": {
      const customer = facts?.customer.name ?? customerId;
      const words = alarmTask(
        { ...order, customer, program: programName(scene) },
        staffView(tenant),
      );
      return done({
        kind: "create-task",
        id,
        customerId,
        ...agreementId,
        ...words,
        dueAt: order.at,
      });
    }
  }
}

/** A scene with a customer in it, and the id the command gets. */
type KnownScene = Scene & { readonly facts: Facts; readonly id: string };

function composeMessage(effect: MessageEffect, scene: KnownScene): Composed {
  const { customer } = scene.facts;
  const text = renderText(effect, effect.channel, scene);
  if (!text.ok) return text;
  const base = { id: scene.id, customerId: scene.origin.customerId, class: effect.class };
  if (effect.channel === "sms") {
    return done({ ...base, kind: "send-sms", to: customer.mobile ?? "", text: text.text });
  }
  const { subject = "", html } = text;
  const { unsubscribeUrl } = scene;
  return done({
    ...base,
    kind: "send-email",
    to: customer.email ?? "",
    subject,
    text: text.text,
    ...(html !== undefined && { html }),
    // Whether anything is tracked at all is for the connection to say; a customer can always decline.
    track: customer.attributes.tracking !== false,
    ...(effect.class === "marketing" && unsubscribeUrl !== undefined && { unsubscribeUrl }),
  });
}

function composeCall(effect: CallEffect, scene: KnownScene): Composed {
  const { origin, facts, tenant } = scene;
  const script = renderText(effect, "call", scene);
  if (!script.ok) return script;
  const view = staffView(tenant);
  const offer = offerOf(scene);
  return done({
    kind: "put-call",
    id: scene.id,
    customerId: origin.customerId,
    phone: callNumber(facts) ?? "",
    name: facts.customer.name,
    ...(origin.agreementId !== null && { agreementId: origin.agreementId }),
    reason: callReason(scene.lastContact, programName(scene), view),
    ...(offer && { offer: `${offer.name[view.locale]}: ${offer.pitch[view.locale]}` }),
    script: script.text,
    priority: effect.priority,
    ...(effect.expiresAt !== undefined && { expiresAt: effect.expiresAt }),
  });
}

function composeTask(effect: Extract<Effect, { kind: "task" }>, scene: KnownScene): Composed {
  const { origin } = scene;
  const text = renderText(effect, "task", scene);
  if (!text.ok) return text;
  return done({
    kind: "create-task",
    id: scene.id,
    customerId: origin.customerId,
    ...(origin.agreementId !== null && { agreementId: origin.agreementId }),
    title: text.subject ?? programName(scene),
    body: text.text,
    ...(effect.dueAt !== undefined && { dueAt: effect.dueAt }),
    ...(effect.assignee !== undefined && { assignee: effect.assignee }),
  });
}

type Text =
  | { readonly ok: true; readonly subject?: string; readonly text: string; readonly html?: string }
  | Extract<Composed, { ok: false }>;

/** Fills a step's text: in the customer's language, or for what only staff read in the tenant's. */
function renderText(
  effect: MessageEffect | CallEffect | Extract<Effect, { kind: "task" }>,
  kind: TemplateKind,
  scene: KnownScene,
): Text {
  const { tenant, facts, loaded, unsubscribeUrl } = scene;
  const first = effect.kind === "task" ? tenant.locale : facts.customer.locale;
  const named = languages(first, tenant.locale).flatMap(
    (locale) => findTemplate(loaded.templates, { name: effect.template, kind, locale }) ?? [],
  );
  const [template] = named;
  if (template === undefined) {
    const detail = `templates/${effect.template}.${kind}`;
    return { ok: false, reason: "render-error", evidence: { step: effect.step, detail } };
  }
  const offer = offerOf(scene);
  const scope = textScope({
    facts,
    locale: template.locale,
    tenantName: tenant.name,
    ...(offer && { offer }),
    ...(unsubscribeUrl !== undefined && { unsubscribeUrl }),
  });
  const rendered = renderTemplate(template, scope, {
    locale: template.locale,
    zone: tenant.timeZone,
  });
  if (rendered.ok) return rendered;
  if (rendered.missing.length > 0) {
    return { ok: false, reason: "missing-data", evidence: { missing: [...rendered.missing] } };
  }
  return { ok: false, reason: "render-error", evidence: { detail: rendered.message.en } };
}

function withFacts(scene: Scene, compose: (facts: Facts) => Composed): Composed {
  if (scene.facts) return compose(scene.facts);
  return { ok: false, reason: "customer-gone", evidence: { cause: "deleted" } };
}

function done(command: Command): Composed {
  return { ok: true, command };
}

/** The number a customer is called on: the mobile one first. */
export function callNumber(facts: Facts): string | undefined {
  return facts.customer.mobile ?? facts.customer.phone;
}

function offerOf({ loaded, origin }: Scene): Offer | undefined {
  return loaded.compiled.program.offers.find((offer) => offer.id === origin.variables.offer);
}

function programName({ loaded, tenant }: Scene): string {
  return loaded.compiled.program.name[staffView(tenant).locale];
}

/** The language and zone of what a tenant's staff read. */
export function staffView(tenant: Tenant): StaffView {
  return { locale: languageOf(tenant.locale) ?? "sv", zone: tenant.timeZone };
}

/** Our languages in the order to try them: the wanted one, the tenant's, any. */
function languages(wanted: string, tenant: string): readonly Locale[] {
  return [...new Set([languageOf(wanted), languageOf(tenant), ...LOCALES])].filter(
    (locale) => locale !== undefined,
  );
}

function languageOf(tag: string): Locale | undefined {
  const language = tag.toLowerCase().split(/[-_]/)[0];
  return LOCALES.find((locale) => locale === language);
}
