import type { FormWord } from "../form-words.ts";

/** A value one may choose, and what it is called. */
export interface Choice {
  readonly value: string;
  readonly label: FormWord;
}

/** One of several forms that a part of the file may have. */
export interface Variant {
  readonly label: FormWord;
  readonly is: (value: unknown) => boolean;
  readonly fields: readonly FieldSpec[];
  /** What it begins as; undefined takes the part away. */
  readonly blank: unknown;
}

/** How a field is filled in. */
export type FieldKind =
  | { readonly kind: "text" | "day" | "signal" | "date-field" | "rule-pack" }
  /** A text in both languages. */
  | { readonly kind: "words"; readonly isLong?: boolean }
  | { readonly kind: "choice"; readonly choices: readonly Choice[] }
  | { readonly kind: "yes-no" }
  | { readonly kind: "number"; readonly max?: number }
  /** Given as it is, or by the name of one of the program's settings. */
  | { readonly kind: "duration" | "count" | "time" }
  | { readonly kind: "step" | "stage" | "stages" | "offer" | "program" }
  | { readonly kind: "template"; readonly of: "send" | "call" | "task" }
  /** `signal` is the key beside it that names what happens, whose fields may be asked about. */
  | { readonly kind: "condition"; readonly signal?: "signal" | "on" }
  | { readonly kind: "group"; readonly fields: readonly FieldSpec[] }
  | {
      readonly kind: "list";
      readonly item: FormWord;
      readonly variants: readonly Variant[];
    }
  | { readonly kind: "variants"; readonly variants: readonly Variant[] }
  /** Names and values: of a CRM's fields, of a signal's, or what is told. */
  | { readonly kind: "pairs"; readonly of: "value" | "signal" | "type" }
  | { readonly kind: "settings" };

/** A field of a form: its key in the file and how it is filled in. */
export type FieldSpec = FieldKind & {
  readonly key: string;
  readonly label: FormWord;
  readonly help?: FormWord;
  /** What holds where it is left out; without it the field must be filled in. */
  readonly usual?: FormWord;
  /** Whether it may be left out without a word for that. */
  readonly isOptional?: boolean;
};

/** Choices named `prefix.value`. */
export function choices<const Value extends string, const Prefix extends string>(
  prefix: Prefix,
  values: readonly (Value & (`${Prefix}.${Value}` extends FormWord ? Value : never))[],
): readonly Choice[] {
  return values.map((value) => ({ value, label: `${prefix}.${value}` as FormWord }));
}

/** The one form of a list's items that have only one. */
export function always(fields: readonly FieldSpec[], blank: unknown): readonly Variant[] {
  return [{ label: "name", is: () => true, fields, blank }];
}

/** Whether a value is a map with a key. */
export function hasKey(key: string): (value: unknown) => boolean {
  return (value) => typeof value === "object" && value !== null && Object.hasOwn(value, key);
}
