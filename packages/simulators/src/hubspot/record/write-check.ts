import { type ErrorDetail, HubspotRefusal } from "../api/refusal.ts";
import type { ObjectType } from "./object-type.ts";
import type { Pipeline } from "./pipeline.ts";
import type { PropertyBook } from "./property-book.ts";
import { keptValue, type PropertyProblem } from "./property-value.ts";
import type { HubspotRecord, Values } from "./record.ts";
import { LIFECYCLE_STAGES } from "./standard-properties.ts";

/** A rule of an administrator that writes through the API must follow too since 2026-09 (crm/hubspot.md, 0). */
export interface WriteRule {
  /** The plural name of a type. */
  readonly objectType: string;
  /** The property that the refusal names. */
  readonly property: string;
  readonly message: string;
  /** Whether a record must not become like this; `before` is missing for a new one. */
  refuses(after: Values, before: Values | undefined): boolean;
}

/** What a write is judged by. */
export interface WriteCheck {
  readonly type: ObjectType;
  readonly book: PropertyBook;
  readonly pipelines: readonly Pipeline[];
  /** The record that is written to; missing for a new one. */
  readonly record: HubspotRecord | undefined;
  /** Whether what people and programs may not write is written all the same. */
  readonly byHubspot: boolean;
  readonly rules: readonly WriteRule[];
  isOwner(id: string): boolean;
}

/** What remains of a write once it is in order: values to set, empty ones to clear. Throws the refusal. */
export function checkedValues(properties: Values, check: WriteCheck): Record<string, string> {
  const { type, book, record } = check;
  const kept: Record<string, string> = {};
  const problems: PropertyProblem[] = [];
  for (const [name, value] of Object.entries(properties)) {
    const result = judged(name, value, check);
    if (typeof result === "string") kept[name] = result;
    else problems.push(result);
  }
  if (record === undefined)
    for (const name of type.required)
      if (!kept[name]) problems.push(required(name, book.get(name)?.label ?? name));
  if (problems.length > 0) throw refusedValues(problems);
  keepStage(kept, record?.values);
  const after = { ...record?.values, ...kept };
  const broken = check.rules.find((rule) => rule.refuses(after, record?.values));
  if (broken !== undefined)
    throw refusedValues([
      { name: broken.property, code: "VALIDATION_RULE_VIOLATION", message: broken.message },
    ]);
  return kept;
}

/** 400 for values that do not fit, with one row for each property (crm/hubspot.md, 2.5). */
export function refusedValues(problems: readonly PropertyProblem[]): HubspotRefusal {
  const errors: ErrorDetail[] = problems.map(({ name, code, message }) => ({
    message,
    code,
    context: { propertyName: [name] },
  }));
  const rows = problems.map(({ name, code, message }) => ({
    isValid: false,
    message,
    error: code,
    name,
    localizedErrorMessage: message,
  }));
  return new HubspotRefusal(400, {
    message: `Property values were not valid: ${JSON.stringify(rows)}`,
    errors,
    category: "VALIDATION_ERROR",
  });
}

function judged(name: string, value: string, check: WriteCheck): string | PropertyProblem {
  const definition = check.book.get(name);
  if (definition === undefined)
    return { name, code: "PROPERTY_DOESNT_EXIST", message: `Property "${name}" does not exist` };
  if (definition.readOnly && !check.byHubspot)
    return {
      name,
      code: "READ_ONLY_VALUE",
      message: `"${name}" is a read only property; its value cannot be set.`,
    };
  if (value !== "" && isStageOf(check.type, name) && !knowsStage(check.pipelines, value, name))
    return {
      name,
      code: "INVALID_OPTION",
      message: `${value} was not one of the allowed options of ${name}`,
    };
  const old = check.record?.values[name];
  return keptValue(definition, value, { old, isOwner: check.isOwner });
}

function isStageOf(type: ObjectType, name: string): boolean {
  if (type.name === "deals") return name === "dealstage" || name === "pipeline";
  return type.name === "orders" && (name === "hs_pipeline" || name === "hs_pipeline_stage");
}

function knowsStage(pipelines: readonly Pipeline[], value: string, name: string): boolean {
  if (name.endsWith("pipeline")) return pipelines.some(({ id }) => id === value);
  return pipelines.some(({ stages }) => stages.some(({ id }) => id === value));
}

/** A lifecycle stage moves forward or is cleared; a write that would move it back is passed over in silence. */
function keepStage(kept: Record<string, string>, before: Values | undefined): void {
  const to = kept.lifecyclestage;
  const from = before?.lifecyclestage;
  if (to === undefined || to === "" || from === undefined) return;
  const order: readonly string[] = LIFECYCLE_STAGES;
  if (order.indexOf(to) < order.indexOf(from)) delete kept.lifecyclestage;
}

function required(name: string, label: string): PropertyProblem {
  return {
    name,
    code: "REQUIRED_FIELD",
    message: `Some required properties were not set: ${label}`,
  };
}
