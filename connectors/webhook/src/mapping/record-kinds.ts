import {
  Agreement,
  CallEndedSignal,
  CallSignal,
  CallStartedSignal,
  Consent,
  Customer,
  Instant,
  Interaction,
  Invitation,
  LocalDate,
  MessageSignal,
  Purchase,
  Redemption,
  Referral,
  RelationSignal,
} from "@perennial/contract";
import { z } from "zod";

/** What a rule can give. */
export const GIVES = [
  "customer",
  "customer.deleted",
  "agreement",
  "purchase",
  "consent",
  "interaction",
  "message.replied",
  "invitation",
  "referral",
  "redemption",
  "interest.registered",
  "follow-up.reported",
  "survey.answered",
  "call.started",
  "call.ended",
  "call.finished",
] as const;
export type Gives = (typeof GIVES)[number];

/** What a field holds, as far as a value of JSON has to be made to fit. */
export type FieldType = "text" | "number" | "boolean" | "date" | "instant";

/** How what a rule gives becomes a signal. */
export interface RecordKind {
  readonly signal: string;
  /** The field of the signal that holds the record; the signal itself has the fields where it is missing. */
  readonly record?: string;
  /** The field that is the rule's `id`; none where the record has no id of its own. */
  readonly id?: string;
  /** The field that is the rule's `at`. */
  readonly moment?: string;
  /** The fields a rule may fill. */
  readonly fields: ReadonlyMap<string, FieldType>;
  /** Those it must fill. */
  readonly required: readonly string[];
  readonly hasAttributes: boolean;
}

type Shape = Readonly<Record<string, z.core.$ZodType>>;
type Named = Pick<RecordKind, "signal" | "record" | "id" | "moment">;

/** What the rule itself says, or what stands beside the fields. */
const NOT_FIELDS: ReadonlySet<string> = new Set(["type", "id", "at", "updatedAt", "attributes"]);

const replied = MessageSignal.options.find(({ shape }) => shape.type.value === "message.replied");

/** Each kind, with its fields read from the schema of its record. */
export const RECORD_KINDS: Readonly<Record<Gives, RecordKind>> = {
  customer: kindOf(Customer.shape, {
    ...{ signal: "customer.changed", record: "customer", id: "id", moment: "updatedAt" },
  }),
  "customer.deleted": kindOf({}, { signal: "customer.deleted", id: "customerId" }),
  agreement: kindOf(Agreement.shape, {
    ...{ signal: "agreement.changed", record: "agreement", id: "id", moment: "updatedAt" },
  }),
  purchase: kindOf(Purchase.shape, {
    ...{ signal: "purchase.made", record: "purchase", id: "id", moment: "at" },
  }),
  consent: kindOf(Consent.shape, { signal: "consent.changed", record: "consent", moment: "at" }),
  interaction: kindOf(Interaction.shape, {
    ...{ signal: "interaction.happened", record: "interaction", id: "id", moment: "at" },
  }),
  "message.replied": kindOf(replied?.shape ?? {}, { signal: "message.replied" }),
  invitation: kindOf(Invitation.shape, {
    ...{ signal: "invitation.changed", record: "invitation", id: "id", moment: "updatedAt" },
  }),
  referral: kindOf(Referral.shape, {
    ...{ signal: "referral.changed", record: "referral", id: "id", moment: "updatedAt" },
    keepsAt: true,
  }),
  redemption: kindOf(Redemption.shape, {
    ...{ signal: "offer.redeemed", record: "redemption", id: "id", moment: "at" },
  }),
  "interest.registered": relation("interest.registered"),
  "follow-up.reported": relation("follow-up.reported"),
  "survey.answered": relation("survey.answered"),
  "call.started": kindOf(CallStartedSignal.shape, { signal: "call.started" }),
  "call.ended": kindOf(CallEndedSignal.shape, { signal: "call.ended" }),
  "call.finished": kindOf(CallSignal.shape, { signal: "call.finished" }),
};

/** A signal that is its own record. */
function relation(signal: string): RecordKind {
  const option = RelationSignal.options.find(({ shape }) => shape.type.value === signal);
  return kindOf(option?.shape ?? {}, { signal });
}

interface KindOptions extends Named {
  /** Whether the record has an `at` of its own beside the moment of the change. @default false */
  readonly keepsAt?: boolean;
}

function kindOf(shape: Shape, { keepsAt = false, ...named }: KindOptions): RecordKind {
  const names = Object.keys(shape).filter(
    (name) => (!NOT_FIELDS.has(name) || (keepsAt && name === "at")) && !hasParts(shape[name]),
  );
  return {
    ...named,
    fields: new Map(names.map((name) => [name, typeOf(shape[name])])),
    required: names.filter((name) => !isOptional(shape[name])),
    hasAttributes: "attributes" in shape,
  };
}

function isOptional(schema: z.core.$ZodType | undefined): boolean {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault;
}

/** Whether a field holds fields of its own, which no single value of a delivery can fill. */
function hasParts(schema: z.core.$ZodType | undefined): boolean {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return hasParts(schema.unwrap() as z.core.$ZodType);
  }
  return schema instanceof z.ZodObject;
}

function typeOf(schema: z.core.$ZodType | undefined): FieldType {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) {
    return typeOf(schema.unwrap());
  }
  if (schema === Instant) return "instant";
  if (schema === LocalDate) return "date";
  if (schema instanceof z.ZodNumber) return "number";
  return schema instanceof z.ZodBoolean ? "boolean" : "text";
}
