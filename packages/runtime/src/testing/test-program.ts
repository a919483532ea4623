import type { ProgramFiles } from "@perennial/lifecycle";

/** What a test's program is made of; the rest is as little as a program needs. */
export interface ProgramParts {
  /** YAML of the steps, one to a line. */
  readonly steps: string;
  /** YAML of the triggers. @default by the agreement's end, 30 days before, up to 10 days late */
  readonly triggers?: string;
  /** @default agreement */
  readonly subject?: "agreement" | "customer" | "invitation" | "program";
  /** More YAML at the top, such as the entry condition. */
  readonly more?: string;
  readonly texts?: ProgramFiles;
}

const HEADER = ["name", "objective", "target", "targetGroup", "responsible", "doneBy"];

/** The files of a small program. */
export function programOf(id: string, parts: ProgramParts): ProgramFiles {
  const { steps, triggers, subject = "agreement", more = "", texts = {} } = parts;
  const words = `{ sv: Prov ${id}, en: Test ${id} }`;
  const yaml = `id: ${id}
${HEADER.map((key) => `${key}: ${words}`).join("\n")}
updated: 2026-01-01
subject: ${subject}
triggers: ${triggers ?? "[{ date: agreement.end, before: P30D, late: P10D }]"}
${more}
steps:
${steps
  .trim()
  .split("\n")
  .map((line) => `  - ${line.trim()}`)
  .join("\n")}
`;
  return { "program.yaml": yaml, ...texts };
}
