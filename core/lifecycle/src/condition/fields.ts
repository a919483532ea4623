import type {
  Agreement,
  Currency,
  Customer,
  Interaction,
  Invitation,
  Purchase,
  Standing,
} from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import type { AgreementName } from "./agreement-date-fields.ts";
import { agreementFields } from "./agreement-fields.ts";
import { ConditionError } from "./condition-error.ts";
import { CUSTOMER_FIELDS } from "./customer-fields.ts";
import { type Declaration, type Declared, declaredField } from "./declared-field.ts";
import type { Field, FieldDefinition } from "./field.ts";
import { INTERACTION_FIELDS } from "./interaction-fields.ts";
import { INVITATION_FIELDS } from "./invitation-fields.ts";
import { PURCHASE_FIELDS } from "./purchase-fields.ts";
import { STANDING_FIELDS } from "./standing-fields.ts";

/** What a field of the facts belongs to. */
export const SCOPES = [
  "customer",
  "standing",
  "agreement",
  "renewal",
  "invitation",
  "enrolment",
  "signal",
] as const;
export type Scope = (typeof SCOPES)[number];

/** Everything conditions may ask about, for one program or tenant. */
export interface Catalogue {
  /** The fields of the facts by path. */
  readonly fields: ReadonlyMap<string, Field<Facts>>;
  /** The fields of a purchase by name. */
  readonly purchases: ReadonlyMap<string, Field<Purchase>>;
  /** The fields of an interaction by name. */
  readonly interactions: ReadonlyMap<string, Field<Interaction>>;
  /** What money is in where no record says it, for sentences. */
  readonly currency: Currency;
  /** The settings that values may name, with what they hold. */
  readonly settings: Readonly<Record<string, string | number>>;
}

/** What a catalogue knows beside the contract's own fields. */
export interface CatalogueOptions {
  /** @default none */
  readonly declared?: Declared;
  /** The tenant's currency. @default SEK */
  readonly currency?: Currency;
  /** The settings in force of the program whose conditions they are. @default none */
  readonly settings?: Catalogue["settings"];
}

const AGREEMENT: AgreementName = { sv: "avtalet", en: "the agreement" };
const RENEWAL: AgreementName = { sv: "förnyelseavtalet", en: "the renewal agreement" };

const customer = fieldsOf("customer", CUSTOMER_FIELDS, (facts: Facts): Customer => facts.customer);
const standing = fieldsOf(
  "standing",
  STANDING_FIELDS,
  (facts: Facts): Standing | undefined => facts.standing,
);
const invitation = fieldsOf(
  "invitation",
  INVITATION_FIELDS,
  (facts: Facts): Invitation | undefined => facts.invitation,
);
const agreement = fieldsOf("agreement", agreementFields(AGREEMENT), agreementIn);
const renewal = fieldsOf("renewal", agreementFields(RENEWAL), renewalIn);
const purchases = recordFields("purchases", PURCHASE_FIELDS);
const interactions = recordFields("interactions", INTERACTION_FIELDS);

/**
 * Puts together what conditions may ask about: the fields of the contract's records and those declared.
 * A field declared for the agreement is there for its renewal too.
 * @throws ConditionError when a declared path is none that a declaration can have.
 */
export function createCatalogue({
  declared = {},
  currency = "SEK",
  settings = {},
}: CatalogueOptions = {}): Catalogue {
  const fields = new Map<string, Field<Facts>>();
  for (const field of [...customer, ...standing, ...agreement, ...renewal, ...invitation]) {
    fields.set(field.path, field);
  }
  for (const [path, declaration] of Object.entries(declared)) {
    for (const field of declare(path, declaration)) fields.set(field.path, field);
  }
  return { fields, purchases, interactions, currency, settings };
}

const DECLARABLE =
  /^(?:(customer|agreement)\.attributes|(enrolment|signal))\.([a-zA-Z][a-zA-Z0-9_]*)$/;

function declare(path: string, declaration: Declaration): Field<Facts>[] {
  const [, record, scope, name = ""] = DECLARABLE.exec(path) ?? [];
  if (record === "customer") {
    return [declaredField(path, declaration, (facts) => facts.customer.attributes[name])];
  }
  if (record === "agreement") {
    const renewed = `renewal.attributes.${name}`;
    return [
      declaredField(path, declaration, (facts) => facts.agreement?.attributes[name]),
      declaredField(renewed, withoutLabel(declaration), (facts) => facts.renewal?.attributes[name]),
    ];
  }
  if (scope === "enrolment") {
    return [declaredField(path, declaration, (facts) => facts.enrolment[name])];
  }
  if (scope === "signal") {
    return [declaredField(path, declaration, (facts) => facts.signal[name])];
  }
  throw new ConditionError(
    `"${path}" cannot be declared; use customer.attributes.NAME, agreement.attributes.NAME, enrolment.NAME or signal.NAME.`,
  );
}

/** A label speaks of the agreement; sentences about its renewal must not sound the same. */
function withoutLabel(declaration: Declaration): Declaration {
  return typeof declaration === "string" ? declaration : declaration.type;
}

function agreementIn(facts: Facts): Agreement | undefined {
  return facts.agreement;
}

function renewalIn(facts: Facts): Agreement | undefined {
  return facts.renewal;
}

/** The fields of one record of the facts; all are missing where the facts lack the record. */
function fieldsOf<Source>(
  scope: Scope,
  definitions: Readonly<Record<string, FieldDefinition<Source>>>,
  record: (facts: Facts) => Source | undefined,
): Field<Facts>[] {
  return Object.entries(definitions).map(([name, definition]) => {
    const { read, currency, members, ...rest } = definition;
    const when = <Value>(ask: (source: Source) => Value | undefined) => {
      return (facts: Facts): Value | undefined => {
        const source = record(facts);
        return source === undefined ? undefined : ask(source);
      };
    };
    return {
      ...{ ...rest, path: `${scope}.${name}`, read: when(read) },
      ...(currency && { currency: when(currency) }),
      ...(members && { members: (facts: Facts) => when(members)(facts) ?? [] }),
    };
  });
}

function recordFields<Source>(
  collection: string,
  definitions: Readonly<Record<string, FieldDefinition<Source>>>,
): ReadonlyMap<string, Field<Source>> {
  return new Map(
    Object.entries(definitions).map(([name, definition]) => [
      name,
      { ...definition, path: `${collection}.${name}` },
    ]),
  );
}
