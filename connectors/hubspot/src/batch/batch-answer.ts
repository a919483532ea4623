import { z } from "zod";

/** A part of a batch that was not done, and why. */
export interface BatchError {
  readonly message: string;
  /** HubSpot's word, such as `VALIDATION_ERROR` or `OBJECT_NOT_FOUND`; empty where it says none. */
  readonly category: string;
  /** The records it is about. */
  readonly ids: readonly string[];
  /** The `objectWriteTraceId` of the inputs it is about. */
  readonly traceIds: readonly string[];
  /** The properties it is about. */
  readonly properties: readonly string[];
}

/** What became of a batch, whatever status HubSpot gave it. */
export interface BatchAnswer {
  /** In no promised order. */
  readonly results: readonly unknown[];
  readonly errors: readonly BatchError[];
}

/** Where HubSpot names what an error is about: lists of texts, whose names differ between its APIs. */
const Context = z.record(z.string(), z.unknown()).nullish();

const Detail = z.looseObject({
  message: z.string().nullish(),
  in: z.string().nullish(),
  context: Context,
});

/** An error of HubSpot's, alone or in a batch (crm/hubspot.md, 2.5: every field may be missing). */
export const HubspotErrorBody = Detail.extend({
  category: z.string().nullish(),
  id: z.unknown().optional(),
  errors: z.array(Detail).nullish(),
});
export type HubspotErrorBody = z.infer<typeof HubspotErrorBody>;

/** A batch's body, and what it says. */
export const BatchBody = z
  .looseObject({
    results: z.array(z.unknown()).nullish(),
    errors: z.array(HubspotErrorBody).nullish(),
  })
  .transform(
    ({ results, errors }): BatchAnswer => ({
      results: results ?? [],
      errors: (errors ?? []).map(toBatchError),
    }),
  );

/** One answer of several. */
export function mergeBatches(answers: readonly BatchAnswer[]): BatchAnswer {
  return {
    results: answers.flatMap(({ results }) => results),
    errors: answers.flatMap(({ errors }) => errors),
  };
}

/** What an error names under any of these names, in itself and in its details; each once. */
export function namedIn(error: HubspotErrorBody, names: readonly string[]): readonly string[] {
  const contexts = [error.context, ...(error.errors ?? []).map(({ context }) => context)];
  const found = contexts.flatMap((context) => names.flatMap((name) => textsOf(context?.[name])));
  return [...new Set(found)];
}

/** The properties that an error is about. */
export function propertiesIn(error: HubspotErrorBody): readonly string[] {
  const named = namedIn(error, ["propertyName", "propertyNames", "properties", "name"]);
  return named.length > 0 ? named : (error.errors ?? []).flatMap((detail) => textsOf(detail.in));
}

/** A message without the JSON that some of HubSpot's end in, which says once more what its details say. */
export function withoutRows(message: string): string {
  return message.replace(/:\s*\[\s*\{.*$/s, "");
}

function toBatchError(error: HubspotErrorBody): BatchError {
  const details = (error.errors ?? []).map(({ message }) => message ?? "").filter(Boolean);
  const words = error.message ?? "";
  const message = details.length > 0 ? withoutRows(words) : words;
  return {
    message: [message, ...details].filter(Boolean).join("; "),
    category: error.category ?? "",
    ids: namedIn(error, ["ids", "id"]),
    traceIds: namedIn(error, ["objectWriteTraceId", "objectWriteTraceIds"]),
    properties: propertiesIn(error),
  };
}

function textsOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (typeof value === "number") return [String(value)];
  return typeof value === "string" && value !== "" ? [value] : [];
}
