import type { Placeholder, Template } from "./template.ts";

/** Every placeholder of a template, subject first, in the order of the text. */
export function placeholdersOf(template: Template): readonly Placeholder[] {
  return [...(template.subject ?? []), ...template.body].filter((part) => typeof part !== "string");
}

/** The fields that a template shows, each once, sorted. */
export function fieldsOfTemplate(template: Template): readonly string[] {
  return [...new Set(placeholdersOf(template).map(({ field }) => field))].sort();
}
