import type { Program } from "./program.ts";
import type { Path } from "./read-yaml.ts";
import type { Target } from "./target.ts";

/** A target of a program with its place, and the step whose dialog it stands in. */
export interface PlacedTarget {
  readonly target: Target;
  readonly step: string | undefined;
  readonly path: Path;
}

/** Every measurable target of a program: its own, and those of its dialogs. */
export function targetsOfProgram(program: Program): readonly PlacedTarget[] {
  return [
    ...program.targets.map((target, index) => ({
      ...{ target, step: undefined, path: ["targets", index] },
    })),
    ...program.steps.flatMap(({ id, dialog }, index) =>
      (dialog?.targets ?? []).map((target, n) => ({
        ...{ target, step: id, path: ["steps", index, "dialog", "targets", n] },
      })),
    ),
  ];
}

/** The step that a measure is about; none for one of whole cases. */
export function measuredStep({ target, step }: Omit<PlacedTarget, "path">): string | undefined {
  const { measure } = target;
  if ("share" in measure) return measure.of ?? step;
  return "days" in measure ? measure.days : undefined;
}
