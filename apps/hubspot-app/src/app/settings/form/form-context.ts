import type { Language } from "perennial-hubspot-shared";
import { createContext, useContext } from "react";
import type { FieldSchema } from "./field-schema.ts";
import type { Path } from "./form-changes.ts";
import { FORM_WORDS } from "./form-words.ts";

/** Something to choose, as people call it. */
export interface Option {
  readonly value: string;
  readonly label: string;
}

/** Stands in a path for any name of a record, or any item of a list. */
export const ANY = "*";

/** What every field of a form knows of the form it is in. */
export interface FormContent {
  readonly language: Language;
  readonly isReadOnly: boolean;
  /** What is wrong, by the place of its field, such as `agreements.0.name`. */
  readonly errors: ReadonlyMap<string, string>;
  readonly change: (path: Path, value: unknown) => void;
  /** What can be chosen for a text, where that is known; anything can be written where it is not. */
  readonly choices: (path: Path, schema: FieldSchema) => readonly Option[] | undefined;
  /** What to say of a field besides its help, such as values that it has. */
  readonly hint: (path: Path, value: unknown) => string | undefined;
  /** Whether a field is filled in by somebody else. */
  readonly isFixed: (path: Path) => boolean;
}

/** A form in which nothing can be chosen or changed. */
export const FormContext = createContext<FormContent>({
  ...{ language: "en", isReadOnly: true, errors: new Map() },
  ...{ change: () => {}, choices: () => undefined, hint: () => undefined, isFixed: () => false },
});

/** What a field needs to show itself. */
export interface FieldProps {
  readonly schema: FieldSchema;
  readonly path: Path;
  readonly value: unknown;
  /** @default false */
  readonly isRequired?: boolean;
  /** Instead of the schema's label. */
  readonly label?: string;
}

/** The words, the state and the change of one field, as components of HubSpot take them. */
export function useField({ schema, path, value, isRequired = false, label }: FieldProps) {
  const form = useContext(FormContext);
  const { language, errors, hint } = form;
  const name = path.join(".");
  const error = errors.get(name);
  const description = [schema.help?.[language], hint(path, value)].filter((each) => each).join(" ");
  return {
    form,
    words: FORM_WORDS[language],
    change: (next: unknown) => form.change(path, next),
    shown: {
      name,
      label: label ?? schema.label?.[language] ?? path.at(-1) ?? "",
      required: isRequired,
      readOnly: form.isReadOnly || form.isFixed(path),
      error: error !== undefined,
      ...(description !== "" && { description }),
      ...(error !== undefined && { validationMessage: error }),
    },
  };
}
