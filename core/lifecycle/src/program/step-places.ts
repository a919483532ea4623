import type { ProgramFiles } from "./parse-program.ts";
import { PROGRAM_FILE } from "./problem.ts";
import { readYaml } from "./read-yaml.ts";

/** Where a step begins in the program's file. */
export interface StepPlace {
  readonly id: string;
  /** From 1. */
  readonly line: number;
}

/** Where each step begins, in a file that need not be right as a whole: nothing of one that is no YAML. */
export function stepPlaces(files: ProgramFiles): readonly StepPlace[] {
  const { value, placeOf, faults } = readYaml(files[PROGRAM_FILE] ?? "");
  if (faults.length > 0 || typeof value !== "object" || value === null) return [];
  const steps: unknown = Reflect.get(value, "steps");
  if (!Array.isArray(steps)) return [];
  return steps.flatMap((step: unknown, index): readonly StepPlace[] => {
    if (typeof step !== "object" || step === null) return [];
    const id: unknown = Reflect.get(step, "id");
    return [{ id: typeof id === "string" ? id : "", line: placeOf(["steps", index]).line }];
  });
}
