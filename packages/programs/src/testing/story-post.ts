import { type Instant, LOCALES } from "@perennial/contract";
import {
  type CallEffect,
  type CompiledProgram,
  type ContactPolicy,
  type Enrolment,
  type Facts,
  findTemplate,
  judge,
  type LedgerEntry,
  type MessageEffect,
  type NamedTemplate,
  occurrenceOf,
  ownSimilarProducts,
  type PolicyMessage,
  type Rendered,
  renderTemplate,
  type TemplateKind,
  textScope,
} from "@perennial/lifecycle";
import { LibraryError } from "../library-error.ts";
import type { StoryWorld } from "./story-world.ts";

/** A message or a call that a program asked for. */
export type Contact = MessageEffect | CallEffect;

/** What is to become of a message that is due. */
export type Decided =
  | { readonly do: "hold"; readonly until: Instant; readonly reason: string }
  | { readonly do: "skip"; readonly reason: string }
  | { readonly do: "send"; readonly text: Extract<Rendered, { ok: true }> };

/** What a story's post goes by. */
export interface StoryPostParts {
  readonly program: CompiledProgram;
  readonly templates: readonly NamedTemplate[];
  readonly policy: ContactPolicy;
  readonly world: StoryWorld;
  /** What the customer has been sent before the story. */
  readonly ledger: readonly LedgerEntry[];
}

const UNSUBSCRIBE_URL = "https://example.com/u/abc";
const TENANT = "Nordanvind";

/** Judges and writes messages by the parts that the runtime judges and writes them with. */
export class StoryPost {
  readonly #parts: StoryPostParts;
  readonly #ledger: LedgerEntry[];
  readonly #occurrences = new Set<string>();

  constructor(parts: StoryPostParts) {
    this.#parts = parts;
    this.#ledger = [...parts.ledger];
  }

  /** Decides about a message that is due, and enters one that leaves in the ledger. */
  decide(effect: Contact, enrolment: Enrolment, at: { now: Instant; createdAt: Instant }): Decided {
    const { program, policy, world } = this.#parts;
    const facts = world.factsAt(at.now, enrolment);
    const once =
      effect.kind === "message"
        ? occurrenceOf(program.program.id, effect, enrolment, facts)
        : undefined;
    const id = `${enrolment.id}-${effect.seq}`;
    const message: PolicyMessage = {
      ...{ id, ...wayOf(effect, facts), class: effect.class, topic: effect.topic },
      ...{ purpose: effect.class === "marketing" ? "marketing" : "service" },
      ...{ createdAt: at.createdAt, expiresAt: effect.expiresAt, priority: effect.priority },
      ...{ program: program.program.id, step: effect.step, occurrence: once ?? id },
      ...{ programStatus: "active", approved: true, holdout: enrolment.holdout },
      ownSimilarProducts: ownSimilarProducts(program.program, facts),
      offersOptOut: this.#offersOptOut(effect),
    };
    const person = world.personAt(at.now);
    const ledger = { entries: this.#ledger };
    const verdict = judge({ message, person, ledger, policy, now: at.now });
    if (verdict.verdict === "hold") {
      return { do: "hold", until: verdict.until, reason: verdict.reason };
    }
    if (verdict.verdict === "skip") return { do: "skip", reason: verdict.reason };
    const text = this.write(effect.template, kindOf(effect), facts);
    if (!text.ok) return { do: "skip", reason: `${effect.template}: ${text.message}` };
    if (once !== undefined && this.#occurrences.has(once))
      return { do: "skip", reason: "duplicate" };
    if (once !== undefined) this.#occurrences.add(once);
    const { channel, class: kind, topic, contactPoint, program: of, step, occurrence } = message;
    this.#ledger.push({
      ...{
        messageId: id,
        customerId: person.customer.id,
        channel,
        class: kind,
        topic,
        contactPoint,
      },
      ...{ at: at.now, program: of, step, occurrence, outcome: "accepted" },
    });
    return { do: "send", text };
  }

  /** Fills a text in the customer's language, and a task in Swedish. */
  write(name: string, kind: TemplateKind, facts: Facts): Rendered {
    const { program, templates } = this.#parts;
    const wanted = kind === "task" ? "sv" : facts.customer.locale.slice(0, 2);
    const locale = LOCALES.find((each) => each === wanted) ?? "sv";
    const template = findTemplate(templates, { name, kind, locale });
    if (!template) throw new LibraryError(`There is no text ${name}.${kind}.${locale}.`);
    const offer = program.program.offers.find(({ id }) => id === facts.enrolment.offer);
    const scope = textScope({
      ...{ facts, locale, tenantName: TENANT, unsubscribeUrl: UNSUBSCRIBE_URL },
      ...(offer && { offer }),
    });
    return renderTemplate(template, scope, { locale, zone: facts.zone });
  }

  #offersOptOut(effect: Contact): boolean {
    const { templates, policy } = this.#parts;
    const kind = kindOf(effect);
    const texts = templates.filter((each) => each.name === effect.template && each.kind === kind);
    return texts.every(({ body }) =>
      body.some((part) =>
        typeof part === "string"
          ? policy.rulePack.stopWords.some((stop) => part.split(/[^\p{L}]+/u).includes(stop))
          : part.field === "unsubscribeUrl",
      ),
    );
  }
}

function kindOf(effect: Contact): TemplateKind {
  return effect.kind === "call" ? "call" : effect.channel;
}

function wayOf(
  effect: Contact,
  { customer }: Facts,
): Pick<PolicyMessage, "channel" | "commandKind" | "contactPoint"> {
  if (effect.kind === "call") {
    const contactPoint = customer.mobile ?? customer.phone;
    return { channel: "phone", commandKind: "put-call", contactPoint };
  }
  return effect.channel === "sms"
    ? { channel: "sms", commandKind: "send-sms", contactPoint: customer.mobile }
    : { channel: "email", commandKind: "send-email", contactPoint: customer.email };
}
