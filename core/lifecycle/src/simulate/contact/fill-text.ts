import type { Effect } from "../../enrolment/effect.ts";
import type { Facts } from "../../facts/facts.ts";
import { renderTemplate } from "../../message/render-template.ts";
import type { TemplateKind } from "../../message/template.ts";
import { textScope } from "../../message/text-fields.ts";
import type { Reason } from "../../policy/reasons.ts";
import type { PreparedProgram } from "../program/prepare-program.ts";

/** An effect that shows a text. */
export type TextEffect = Extract<Effect, { readonly kind: "message" | "call" | "task" }>;

/** What a text is filled with beside the facts. */
export interface Sender {
  readonly tenantName: string;
  readonly unsubscribeUrl: string;
  /** The language of what only staff read. */
  readonly locale: string;
}

/** A filled text, or why the message cannot be sent. */
export type FilledText =
  | { readonly ok: true; readonly text: string; readonly subject?: string }
  | { readonly ok: false; readonly reason: Reason; readonly missing: readonly string[] };

/** Fills the text of a step as the runtime does when it is about to leave, so that missing data shows. */
export function fillText(
  effect: TextEffect,
  program: PreparedProgram,
  { facts, sender }: { readonly facts: Facts; readonly sender: Sender },
): FilledText {
  const wanted = effect.kind === "task" ? sender.locale : facts.customer.locale;
  const template = program.text(effect.template, kindOf(effect), wanted);
  if (template === undefined) return { ok: false, reason: "render-error", missing: [] };
  const { locale } = template;
  const chosen = facts.enrolment.offer;
  const offer = program.compiled.program.offers.find(({ id }) => id === chosen);
  const { tenantName, unsubscribeUrl } = sender;
  const scope = textScope({ facts, locale, tenantName, unsubscribeUrl, ...(offer && { offer }) });
  const rendered = renderTemplate(template, scope, { locale, zone: facts.zone });
  if (rendered.ok) {
    const { text, subject } = rendered;
    return { ok: true, text, ...(subject !== undefined && { subject }) };
  }
  const { missing } = rendered;
  return { ok: false, reason: missing.length > 0 ? "missing-data" : "render-error", missing };
}

function kindOf(effect: TextEffect): TemplateKind {
  return effect.kind === "message" ? effect.channel : effect.kind;
}
