import type { EditorPart } from "../editor-context.ts";
import type { FieldSpec } from "../model/field-spec.ts";
import {
  AUDIENCE_FIELDS,
  END_FIELDS,
  HEADER_FIELDS,
  MATERIAL_FIELDS,
  REACTION_FIELDS,
  START_FIELDS,
} from "../model/program-fields.ts";

/** A part of the program that is no step. */
export type SectionName = Extract<EditorPart, { section: unknown }>["section"];

/** The parts of a program beside its steps, with their fields. */
export const SECTIONS: readonly {
  readonly section: SectionName;
  readonly fields: readonly FieldSpec[];
}[] = [
  { section: "header", fields: HEADER_FIELDS },
  { section: "audience", fields: AUDIENCE_FIELDS },
  { section: "start", fields: START_FIELDS },
  { section: "end", fields: END_FIELDS },
  { section: "reactions", fields: REACTION_FIELDS },
  { section: "material", fields: MATERIAL_FIELDS },
];
