import type { Locale, LocalizedText } from "@perennial/contract";
import type { FilterName } from "./filters.ts";

/** What a text is for; it decides whether there is a subject and how long the text may be. */
export const TEMPLATE_KINDS = ["sms", "email", "call", "task"] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** The kinds whose files start with a line `Subject: …` and an empty line. */
export const KINDS_WITH_SUBJECT: readonly TemplateKind[] = ["email", "task"];

/** A filter as it stands in a placeholder, such as `default: "du"`. */
export interface FilterUse {
  readonly name: FilterName;
  readonly argument?: string;
}

/** A place where a value goes: `{{ customer.firstName | default: "du" }}`. */
export interface Placeholder {
  readonly field: string;
  readonly filters: readonly FilterUse[];
  /** Where its braces open in the file, counted from 1. */
  readonly line: number;
  readonly column: number;
}

/** Text as it stands, or a value's place. */
export type TemplatePart = string | Placeholder;

/** The text of a message, a call script or a task, read and ready to be filled. */
export interface Template {
  readonly kind: TemplateKind;
  readonly subject?: readonly TemplatePart[];
  readonly body: readonly TemplatePart[];
}

/** A template with the name and language that its file's name gives it. */
export interface NamedTemplate extends Template {
  /** What steps call it. */
  readonly name: string;
  readonly locale: Locale;
  /** Its path in the program's folder. */
  readonly file: string;
}

/** Something wrong in a template, with the place and what to do about it. */
export interface TemplateProblem {
  readonly line: number;
  readonly column: number;
  readonly code: string;
  readonly message: LocalizedText;
  readonly remedy: LocalizedText;
}
