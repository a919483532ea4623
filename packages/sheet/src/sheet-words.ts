import type { Locale } from "@perennial/contract";
import type { DiagramActor } from "@perennial/lifecycle";

/** The words that a sheet's pictures and pages have besides those of the program. */
export interface PageWords {
  readonly diagram: string;
  readonly actors: Readonly<Record<DiagramActor, string>>;
  readonly part: (number: number, of: number) => string;
  readonly steps: (first: number, last: number) => string;
  readonly stage: string;
  /** On to a step of another part. */
  readonly onTo: (step: string, part: number) => string;
  /** In from steps of other parts. */
  readonly inFrom: (steps: readonly number[]) => string;
  readonly anyStep: string;
  readonly start: string;
  readonly end: string;
  readonly about: (name: string, steps: number) => string;
  readonly page: (number: number, of: number) => string;
  readonly process: string;
  readonly updated: string;
  readonly approvedBy: string;
  readonly signature: string;
  readonly date: string;
}

/** They in every language we speak. */
export const PAGE_WORDS: Readonly<Record<Locale, PageWords>> = {
  sv: {
    diagram: "Processkarta",
    actors: { customer: "Kunden", perennial: "Perennial", person: "Medarbetare" },
    part: (number, of) => `Del ${number} av ${of}`,
    steps: (first, last) => (first === last ? `steg ${first}` : `steg ${first}–${last}`),
    stage: "Läge",
    onTo: (step, part) => `Till steg\u00a0${step}, del\u00a0${part}`,
    inFrom: (steps) => `Från steg ${listOf(steps, "och")}`,
    anyStep: "Oavsett steg",
    start: "Start",
    end: "Slut",
    about: (name, steps) => `Processkarta för ${name} med ${steps} steg.`,
    page: (number, of) => `Sida ${number} av ${of}`,
    process: "Process",
    updated: "Uppdaterad",
    approvedBy: "Godkänd av",
    signature: "Underskrift",
    date: "Datum",
  },
  en: {
    diagram: "Process map",
    actors: { customer: "Customer", perennial: "Perennial", person: "Staff" },
    part: (number, of) => `Part ${number} of ${of}`,
    steps: (first, last) => (first === last ? `step ${first}` : `steps ${first}–${last}`),
    stage: "Stage",
    onTo: (step, part) => `To step\u00a0${step}, part\u00a0${part}`,
    inFrom: (steps) => `From ${steps.length === 1 ? "step" : "steps"} ${listOf(steps, "and")}`,
    anyStep: "At any step",
    start: "Start",
    end: "End",
    about: (name, steps) => `Process map of ${name} with ${steps} steps.`,
    page: (number, of) => `Page ${number} of ${of}`,
    process: "Process",
    updated: "Updated",
    approvedBy: "Approved by",
    signature: "Signature",
    date: "Date",
  },
};

function listOf(numbers: readonly number[], and: string): string {
  const last = numbers.at(-1);
  if (numbers.length < 2) return String(last ?? "");
  return `${numbers.slice(0, -1).join(", ")} ${and} ${last}`;
}
