import { type Candidate, pathWords } from "@perennial/connector-kit";
import type { AttributeValue, InboundRequest, Misunderstanding } from "@perennial/contract";
import { asksAboutItem, holds, unmetWords } from "./holds.ts";
import type { Rule, Source } from "./mapping.ts";
import type { PathBook } from "./path-book.ts";
import type { Json } from "./read-json.ts";
import { type Place, readSource } from "./read-source.ts";
import { type FieldType, RECORD_KINDS } from "./record-kinds.ts";

/** A delivery that rules are applied to. */
export interface Delivery {
  readonly body: Json;
  readonly headers: InboundRequest["headers"];
  readonly zone: string;
  readonly paths: PathBook;
  /** What paths from the body found already. */
  readonly known: Map<string, Json | undefined>;
  /** How many items may still be read. */
  readonly budget: { left: number };
}

/** What a rule made of a delivery. */
export interface Applied {
  /** Why it means nothing to the rule, where that is so. */
  readonly unmet?: string;
  readonly parts: readonly (Candidate | Misunderstanding)[];
}

/** Applies a rule to a delivery: one part for each item, whether it became a signal or not. */
export function applyRule(rule: Rule, delivery: Delivery): Applied {
  const root: Place = { ...delivery, item: delivery.body };
  const ofItems = rule.match.filter(
    (condition) => rule.each !== undefined && asksAboutItem(condition),
  );
  const ofDelivery = rule.match.filter((condition) => !ofItems.includes(condition));
  const unmet = ofDelivery.find((condition) => !holds(condition, root));
  if (unmet !== undefined) return { unmet: unmetWords(unmet), parts: [] };
  const parts: (Candidate | Misunderstanding)[] = [];
  for (const { value, place } of itemsOf(rule, delivery)) {
    if (delivery.budget.left <= 0) {
      parts.push({
        place,
        message: `${rule.name}: too many items; this and the rest are not read`,
      });
      break;
    }
    delivery.budget.left--;
    const at: Place = { ...root, item: value };
    if (ofItems.every((condition) => holds(condition, at))) {
      parts.push(partOf(rule, at, place));
    }
  }
  return { parts };
}

interface Item {
  readonly value: Json;
  readonly place: string;
}

function* itemsOf({ each }: Rule, { body, paths }: Delivery): Generator<Item> {
  if (each === undefined) {
    yield { value: body, place: "body" };
    return;
  }
  for (const { value, location } of paths.of(each).find(body)) {
    yield { value, place: pathWords(location) || "body" };
  }
}

function partOf(rule: Rule, at: Place, place: string): Candidate | Misunderstanding {
  const kind = RECORD_KINDS[rule.gives];
  const faults: string[] = [];
  const read: Read = (name, source, type) => {
    const reading = readSource(source, at, type);
    if ("value" in reading) return reading.value;
    faults.push(`${name}: ${reading.fault}`);
    return undefined;
  };
  const moment = read("at", rule.at, "instant");
  const fields = readGroup(rule, "fields", read);
  const attributes = readGroup(rule, "attributes", read);
  const id = rule.id === undefined ? consentId(fields) : read("id", rule.id, "text");
  if (faults.length === 0 && id === undefined) faults.push("id: there is none");
  if (faults.length === 0 && moment === undefined) faults.push("at: there is none");
  if (faults.length > 0) return { place, message: `${rule.name}: ${faults.join("; ")}` };
  const record = {
    ...fields,
    ...(kind.id !== undefined && { [kind.id]: id }),
    ...(kind.moment !== undefined && { [kind.moment]: moment }),
    ...(rule.attributes !== undefined && { attributes }),
  };
  const signal = {
    ...{ type: kind.signal, id: `${rule.gives}:${id}:${moment}`, at: moment },
    ...(kind.record === undefined ? record : { [kind.record]: record }),
  };
  return { place, about: rule.name, signal };
}

type Read = (name: string, source: Source, type: FieldType | "any") => AttributeValue | undefined;

/** The values that are there, by name. */
function readGroup(
  rule: Rule,
  group: "fields" | "attributes",
  read: Read,
): Readonly<Record<string, AttributeValue>> {
  const types: ReadonlyMap<string, FieldType> =
    group === "fields" ? RECORD_KINDS[rule.gives].fields : new Map();
  const entries = Object.entries(rule[group] ?? {}).flatMap(([name, source]) => {
    const value = read(`${group}.${name}`, source, types.get(name) ?? "any");
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(entries);
}

/** Consents have no id of their own: it is who says what about which way and purpose. */
function consentId(fields: Readonly<Record<string, unknown>>): string {
  const { customerId, channel, purpose = "marketing", topic } = fields;
  const parts = [customerId, channel, purpose, ...(topic === undefined ? [] : [topic])];
  return parts.map(String).join("/");
}
