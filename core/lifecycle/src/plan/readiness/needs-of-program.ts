import { placeholdersOf } from "../../message/fields-of-template.ts";
import type { NamedTemplate } from "../../message/template.ts";
import { isTextField } from "../../message/text-fields.ts";
import { conditionsOf } from "../../program/check/program-parts.ts";
import { defaultSettings, type Program } from "../../program/program.ts";
import type { Path } from "../../program/read-yaml.ts";
import type { ValueOrField } from "../../program/step.ts";
import { type Criterion, type FieldNeed, type Needs, needsOfCriterion } from "./field-need.ts";
import { isStoredField } from "./stored-field.ts";

/** A program and its texts. */
export interface ProgramTexts {
  readonly program: Program;
  readonly templates: readonly NamedTemplate[];
}

/**
 * Which stored fields a program needs: for its conditions, its dates, its texts, what it copies, and to reach people.
 * What a signal brings, what the program notes itself and what a review computes needs no filling.
 */
export function needsOfProgram({ program, templates }: ProgramTexts): Needs {
  const criteria = conditionsOf(program).map(
    ({ path, part }): Criterion => ({
      owner: program.id,
      place: placeOf(program, path),
      condition: part.condition,
      settings: defaultSettings(program),
    }),
  );
  const needs = [
    ...criteria.flatMap(needsOfCriterion),
    ...stepNeeds(program),
    ...dateNeeds(program),
    ...templates.flatMap((template) => textNeeds(program, template)),
  ];
  return { criteria, needs: needs.filter(({ field }) => isStoredField(field)) };
}

/** A path with the ids of steps instead of their numbers: `steps.remind.choose.0`. */
function placeOf(program: Program, path: Path): string {
  const [list, index] = path;
  const id = list === "steps" && typeof index === "number" ? program.steps[index]?.id : undefined;
  return id === undefined ? path.join(".") : ["steps", id, ...path.slice(2)].join(".");
}

function need(
  program: Program,
  field: string,
  { place, neededFor }: Pick<FieldNeed, "place" | "neededFor">,
): FieldNeed {
  return { field, owner: program.id, place, neededFor, isOptional: false };
}

const REACHED_BY = { sms: "customer.mobile", email: "customer.email" } as const;

function stepNeeds(program: Program): readonly FieldNeed[] {
  return program.steps.flatMap((step): readonly FieldNeed[] => {
    const place = `steps.${step.id}`;
    const copied = (values: Readonly<Record<string, ValueOrField>>) =>
      Object.values(values).flatMap((value) =>
        typeof value === "object" && value !== null
          ? [need(program, value.field, { place, neededFor: "copy" })]
          : [],
      );
    switch (step.do) {
      case "send":
        return [need(program, REACHED_BY[step.channel], { place, neededFor: "contact" })];
      case "call":
        return [need(program, "customer.mobile", { place, neededFor: "contact" })];
      case "update":
        return copied(step.values);
      case "webhook":
        return copied(step.data);
      default:
        return [];
    }
  });
}

function dateNeeds(program: Program): readonly FieldNeed[] {
  const triggers = program.triggers.flatMap((trigger, index) =>
    "date" in trigger
      ? [need(program, trigger.date, { place: `triggers.${index}`, neededFor: "date" })]
      : [],
  );
  const waits = program.steps.flatMap((step) =>
    step.do === "wait" && step.until !== undefined && "date" in step.until
      ? [need(program, step.until.date, { place: `steps.${step.id}`, neededFor: "date" })]
      : [],
  );
  return [...triggers, ...waits];
}

function textNeeds(program: Program, template: NamedTemplate): readonly FieldNeed[] {
  return placeholdersOf(template)
    .filter(({ field }) => !isTextField(field))
    .map(({ field, filters }) => ({
      field,
      owner: program.id,
      place: template.file,
      neededFor: "text",
      isOptional: filters.some(({ name }) => name === "default"),
    }));
}
