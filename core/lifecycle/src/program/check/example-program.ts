import { RulePack } from "../../policy/rule-pack.ts";
import type { ProgramFiles } from "../parse-program.ts";
import type { Place, Problem } from "../problem.ts";
import { checkProgram } from "./check-program.ts";
import type { CheckContext } from "./inspection.ts";

const both = (sv: string, en: string) => `{ sv: ${sv}, en: ${en} }`;

/** A program with every kind of step and nothing to remark on, for tests. */
export const EXAMPLE_PROGRAM = `id: example
name: ${both("Exempel", "Example")}
updated: 2026-11-22
objective: ${both("Kunden förlänger", "The customer renews")}
target: ${both("Hälften förlänger", "Half of them renew")}
targetGroup: ${both("Kunder med avtal", "Customers with an agreement")}
responsible: ${both("Säljchefen", "The sales manager")}
doneBy: ${both("Systemet", "The system")}
subject: agreement
attributes:
  customer: { club: boolean, renewedUntil: date }
settings:
  patience: { type: duration, default: P5D, label: ${both("Tålamod", "Patience")} }
  attempts: { type: number, default: 2, label: ${both("Försök", "Attempts")} }
stages:
  - { id: due, name: ${both("Löper ut", "Due")} }
  - { id: asked, name: ${both("Tillfrågad", "Asked")} }
offers:
  - id: two-years
    name: ${both("Två år", "Two years")}
    product: FIXED-24
    pitch: ${both("Samma pris i två år", "The same price for two years")}
triggers:
  - date: agreement.end
    before: P80D
  - signal: program.requested
    startAt: choose
entry: { field: agreement.status, is: equals, value: active }
holdout: 10
goal: { on: agreement.signed }
exits:
  - { on: agreement.cancelled, reason: cancelled }
reactions:
  - signal: agreement.ordered
    in: [due, asked]
    goTo: thanks
steps:
  - id: choose
    do: offer
    stage: due
    choose:
      - when: { field: customer.valueClass, is: equals, value: gold }
        offer: two-years
    otherwise: two-years
  - id: ask
    do: send
    stage: asked
    channel: sms
    template: ask
    class: marketing
    limit: { times: { setting: attempts }, goTo: ring }
  - id: listen
    do: wait
    for: { setting: patience }
    on:
      - signal: message.replied
        when: { field: signal.intent, is: equals, value: "no" }
        set: { saidAt: signal.at }
        goTo: part
  - id: again
    do: branch
    choose:
      - when: { field: customer.attributes.club, is: equals, value: true }
        goTo: ask
  - id: ring
    do: call
    template: ring
    class: marketing
    otherwise: part
  - id: later
    do: wait
    until: { date: agreement.end, before: P10D, at: "08:00" }
  - id: part
    do: split
    parts:
      - { name: a, share: 50, goTo: note }
      - { name: b, share: 50, goTo: tell }
  - id: note
    do: update
    object: customer
    values: { renewedUntil: { field: agreement.end } }
  - id: tell
    do: webhook
    type: example.done
    data: { until: { field: agreement.end } }
  - id: hand-over
    do: call-program
    program: winback
  - id: thanks
    do: send
    channel: email
    template: thanks
    class: service
  - id: check
    do: task
    template: check
    due: P2D
  - id: done
    do: exit
    reason: done
`;

/** The example's files. */
export const EXAMPLE_FILES: ProgramFiles = {
  "program.yaml": EXAMPLE_PROGRAM,
  "templates/ask.sms.sv.txt":
    'Hej {{ customer.firstName | default: "du" }}! {{ offer.name }}? Svara JA, eller STOPP så slutar vi.\n',
  "templates/ask.sms.en.txt":
    'Hi {{ customer.firstName | default: "there" }}! {{ offer.name }}? Answer YES, or STOP to opt out.\n',
  "templates/ring.call.sv.txt":
    "Erbjud {{ offer.name }}. Avtalet slutar {{ agreement.end | date }}.\n",
  "templates/ring.call.en.txt":
    "Offer {{ offer.name }}. The agreement ends {{ agreement.end | date }}.\n",
  "templates/thanks.email.sv.txt": "Subject: Tack!\n\nTack för förtroendet, {{ customer.name }}.\n",
  "templates/thanks.email.en.txt":
    "Subject: Thank you!\n\nThank you for your trust, {{ customer.name }}.\n",
  "templates/check.task.sv.txt": "Subject: Titta till {{ customer.name }}\n\nÄr allt klart?\n",
  "templates/check.task.en.txt": "Subject: Look in on {{ customer.name }}\n\nIs everything done?\n",
};

/** A rule pack that asks for a notice, as the Swedish one for electricity. */
export const EXAMPLE_RULE_PACK: RulePack = RulePack.parse({
  id: "se-electricity",
  country: "SE",
  title: { sv: "El i Sverige", en: "Electricity in Sweden" },
  statutoryNotice: { earliestDaysBefore: 90, latestDaysBefore: 60, channels: ["email", "post"] },
  marketingBasis: { email: [], sms: [], phone: [], post: [] },
});

/** What the example is checked against. */
export const EXAMPLE_CONTEXT: CheckContext = {
  rulePacks: { "se-electricity": EXAMPLE_RULE_PACK },
  programs: ["winback"],
};

/** The example's files with one piece of one file put otherwise. The piece must be there, once. */
export function changed(from: string, to: string, file = "program.yaml"): ProgramFiles {
  const text = EXAMPLE_FILES[file] ?? "";
  const pieces = text.split(from);
  if (pieces.length !== 2)
    throw new RangeError(`"${from}" stands ${pieces.length - 1} times in ${file}`);
  return { ...EXAMPLE_FILES, [file]: pieces.join(to) };
}

/** The place of a piece of a file's text, which must stand there once. */
export function placeOf(files: ProgramFiles, piece: string, file = "program.yaml"): Place {
  const text = files[file] ?? "";
  const index = text.indexOf(piece);
  if (index < 0 || text.indexOf(piece, index + 1) >= 0)
    throw new RangeError(`"${piece}" is not unique`);
  const lines = text.slice(0, index).split("\n");
  return { line: lines.length, column: (lines.at(-1) ?? "").length + 1 };
}

/** The problems of a code that the example has once it is changed. */
export function problemsOf(
  files: ProgramFiles,
  code?: string,
  context: CheckContext = EXAMPLE_CONTEXT,
): readonly Problem[] {
  return checkProgram(files, context).filter(
    (problem) => code === undefined || problem.code === code,
  );
}

/** The example with one mistake in it, and how the checker should tell it. */
export interface BrokenExample {
  readonly name: string;
  readonly code: string;
  readonly from: string;
  readonly to: string;
  /** Where the problem is: a piece of the changed text that stands once. */
  readonly at: string;
  readonly says: RegExp;
  readonly remedy: RegExp;
  /** @default error */
  readonly severity?: "warning";
  /** @default the program itself */
  readonly file?: string;
}

/** Makes a mistake in the example and gives the problem that stands where it should, if there is one. */
export function findBroken({ code, from, to, at, file = "program.yaml" }: BrokenExample): {
  readonly place: Place;
  readonly problem: Problem | undefined;
} {
  const files = changed(from, to, file);
  const place = placeOf(files, at, file);
  const problem = problemsOf(files, code).find(
    (each) => each.file === file && each.line === place.line && each.column === place.column,
  );
  return { place, problem };
}
