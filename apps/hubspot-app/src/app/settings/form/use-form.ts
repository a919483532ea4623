import { PerennialError, type Surroundings } from "perennial-hubspot-shared";
import { useCallback, useMemo, useState } from "react";
import { type FieldSchema, isValues, type Values, withDefaults } from "./field-schema.ts";
import { changesOf, type Path, withValue } from "./form-changes.ts";
import type { FormContent } from "./form-context.ts";

/** What a form is about: its schema, the values that are kept, and what can be known of its fields. */
interface FormOptions extends Pick<FormContent, "choices" | "hint" | "isFixed"> {
  readonly schema: FieldSchema;
  readonly kept: Values;
  readonly surroundings: Surroundings;
  /** What the server calls the values, such as `settings`: places begin with it. */
  readonly root: string;
}

/** A form that is being filled in. */
export interface OpenForm {
  readonly content: FormContent;
  readonly values: Values;
  /** What differs from what is kept, as the API takes it. */
  readonly changes: Values;
  /** What the server found wrong, also where no field is shown for it. */
  readonly problems: readonly { readonly place: string; readonly message: string }[];
  /** Shows what an error says at the fields it is about; gives the error on. */
  readonly refuse: (error: unknown) => never;
  /** Forgets what was changed and what was wrong. */
  readonly reset: () => void;
}

/** Keeps what is written in a form until it is saved, and shows what the server says of it at each field. */
export function useForm({ schema, kept, surroundings, root, ...known }: FormOptions): OpenForm {
  const { language, mayManage } = surroundings;
  const before = useMemo(() => valuesOf(withDefaults(schema, kept)), [schema, kept]);
  const [written, setWritten] = useState<Values>();
  const [problems, setProblems] = useState<OpenForm["problems"]>([]);
  const values = written ?? before;
  const change = useCallback(
    (path: Path, value: unknown) => {
      setWritten((present) => valuesOf(withValue(present ?? before, path, value)));
      const name = path.join(".");
      setProblems((all) =>
        all.filter(({ place }) => place !== name && !place.startsWith(`${name}.`)),
      );
    },
    [before],
  );
  return {
    content: {
      ...{ language, isReadOnly: !mayManage, change, ...known },
      errors: new Map(problems.map(({ place, message }) => [place, message])),
    },
    ...{ values, problems, changes: changesOf(before, values) },
    refuse: (error) => {
      const found = error instanceof PerennialError ? (error.fault.problems ?? []) : [];
      setProblems(
        found.map(({ place, message }) => ({ place: withoutRoot(place, root), message })),
      );
      throw error;
    },
    reset: () => {
      setWritten(undefined);
      setProblems([]);
    },
  };
}

function withoutRoot(place: string, root: string): string {
  return place.startsWith(`${root}.`) ? place.slice(root.length + 1) : place;
}

function valuesOf(value: unknown): Values {
  return isValues(value) ? value : {};
}
