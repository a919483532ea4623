import type { ProgramFiles } from "../parse-program.ts";
import type { SettingValues } from "../program.ts";
import { EXAMPLE_CONTEXT, problemsOf } from "./example-program.ts";

/** What a renewal program of a test is made of. */
export interface RenewalParts {
  /** The trigger's lines. */
  readonly trigger?: string;
  readonly steps: string;
  readonly more?: string;
}

/** A program under the Swedish rule pack for electricity, with an e-mail, a text message and a letter. */
export function renewalProgram({
  trigger = "before: P90D",
  steps,
  more = "",
}: RenewalParts): ProgramFiles {
  const both = (word: string) => `{ sv: ${word}, en: ${word} }`;
  const header = ["name", "objective", "target", "targetGroup", "responsible", "doneBy"];
  const text = `id: renewal
${header.map((key) => `${key}: ${both("x")}`).join("\n")}
updated: 2026-11-22
subject: agreement
rulePack: se-electricity
settings:
  notice: { type: duration, default: P85D, label: ${both("x")} }
stages: [{ id: early, name: ${both("x")} }, { id: late, name: ${both("x")} }]
triggers:
  - { date: agreement.end, ${trigger} }
${more}
steps:
${steps}
`;
  return {
    "program.yaml": text,
    "templates/notice.email.sv.txt":
      "Subject: Ditt avtal\n\nDet slutar {{ agreement.end | date }}.",
    "templates/hello.sms.sv.txt": "Hej! Svara STOPP så slutar vi.",
    "templates/letter.task.sv.txt": "Subject: Skicka brev\n\nTill {{ customer.name }}.",
  };
}

/** What the program is checked against. */
export const noticeContext = (settings: SettingValues = {}) => ({
  ...EXAMPLE_CONTEXT,
  locales: ["sv" as const],
  settings,
});

/** The problems about the notice. */
export function found(parts: RenewalParts, settings?: SettingValues) {
  return problemsOf(renewalProgram(parts), undefined, noticeContext(settings))
    .filter(({ code }) => code.startsWith("statutory"))
    .map(({ code, severity, message, remedy }) => ({ code, severity, message, remedy }));
}

/** Those that keep the program from being activated. */
export const errors = (parts: RenewalParts, settings?: SettingValues) =>
  found(parts, settings).filter(({ severity }) => severity === "error");

/** The notice by e-mail, with a letter where that cannot be sent. */
export const NOTICE = `
  - id: notice
    do: send
    channel: email
    class: statutory
    template: notice
    otherwise: letter
    next: done`;
/** The letter, and the end. */
export const LETTER = `
  - id: letter
    do: task
    template: letter
  - id: done
    do: exit
    reason: done`;
/** A wait for a duration. */
export const waitFor = (duration: string, id = "hold") => `
  - id: ${id}
    do: wait
    for: ${duration}`;
/** A wait until so long before the agreement's end. */
export const waitUntil = (before: string, rest = "") => `
  - id: until
    do: wait
    until: { date: agreement.end, before: ${before}${rest} }`;
/** A text message of the class service. */
export const SMS = `
  - id: hello
    do: send
    channel: sms
    class: service
    template: hello`;
