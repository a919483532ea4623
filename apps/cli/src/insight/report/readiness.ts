import {
  fieldReadiness,
  type IdleCriterion,
  type NeededField,
  type ProgramTexts,
  parseProgram,
} from "@perennial/lifecycle";
import type { InsightReport, ReportContext } from "../context.ts";
import { bar, heading, indented, left, note, right } from "../output/lines.ts";
import type { Speech } from "../output/speech.ts";

/** Which data the plan and the programs need, have, lack and do not use (product.md, feature 12; B-05, M-23). */
export function makeReadiness(context: ReportContext): InsightReport {
  const { base, plan, settings, speech } = context;
  const { programs, unreadable } = readPrograms(settings.programs);
  const { fills } = base.parts;
  const report = fieldReadiness({ ...(plan && { plan }), programs, fills });
  return {
    data: { programs: programs.map(({ program }) => program.id), unreadable, fills, ...report },
    lines: [
      "",
      ...introduction(programs, unreadable, context),
      ...neededLines(report.needed, speech),
      ...idleLines(report.idle, speech),
      ...unusedLines(report.unused, context),
    ],
  };
}

function readPrograms(files: ReportContext["settings"]["programs"]) {
  const programs: ProgramTexts[] = [];
  const unreadable: string[] = [];
  for (const [id, of] of files) {
    const { program, templates } = parseProgram(of);
    if (program) programs.push({ program, templates });
    else unreadable.push(id);
  }
  return { programs, unreadable };
}

function introduction(
  programs: readonly ProgramTexts[],
  unreadable: readonly string[],
  { plan, speech }: ReportContext,
): readonly string[] {
  const names = programs.map(({ program }) => program.id).join(", ");
  const none = speech.say({ sv: "inga", en: "none" });
  const withPlan = plan
    ? { sv: "planen", en: "the plan" }
    : { sv: "ingen plan (ge en med --plan)", en: "no plan (give one with --plan)" };
  const broken = unreadable.join(", ");
  return [
    ...note(
      speech.say({
        sv: `Vad uppgifterna ska räcka till: ${withPlan.sv} och programmen ${names || none}.`,
        en: `What the data are to suffice for: ${withPlan.en} and the programs ${names || none}.`,
      }),
    ),
    ...(unreadable.length > 0
      ? note(
          speech.say({
            sv: `Inte med, eftersom de inte kan läsas: ${broken}. "perennial check" säger varför.`,
            en: `Left out, since they cannot be read: ${broken}. "perennial check" says why.`,
          }),
        )
      : []),
  ];
}

function neededLines(needed: readonly NeededField[], speech: Speech): readonly string[] {
  const order = ["missing", "partly", "filled"] as const;
  const words = {
    missing: { sv: "saknas", en: "missing" },
    partly: { sv: "delvis", en: "partly" },
    filled: { sv: "ifylld", en: "filled" },
  } as const;
  const rows = [...needed]
    .sort(
      (a, b) =>
        order.indexOf(a.status) - order.indexOf(b.status) || (a.filled ?? 0) - (b.filled ?? 0),
    )
    .map(({ field, status, filled = 0, usedBy }) => [
      ...[field, speech.say(words[status]), speech.percent(filled), bar(filled, 12)],
      shortList(usedBy.map(({ owner }) => owner)),
    ]);
  const count = (status: NeededField["status"]) =>
    speech.count(needed.filter((field) => field.status === status).length);
  return [
    ...heading(speech.say({ sv: "Uppgifter som behövs", en: "Fields that are needed" })),
    ...note(
      speech.say({
        sv: `${speech.count(needed.length)} uppgifter behövs: ${count("filled")} är ifyllda (minst 95 %), ${count("partly")} delvis, ${count("missing")} saknas.`,
        en: `${speech.count(needed.length)} fields are needed: ${count("filled")} are filled (at least 95%), ${count("partly")} partly, ${count("missing")} are missing.`,
      }),
    ),
    ...indented(
      [
        left(speech.say({ sv: "uppgift", en: "field" })),
        left(""),
        right(speech.say({ sv: "ifylld", en: "filled" })),
        left(""),
        left(speech.say({ sv: "för", en: "for" })),
      ],
      rows,
    ),
  ];
}

const MOST_NAMES = 3;

/** Names once each, the first of them in full. */
function shortList(all: readonly string[]): string {
  const names = [...new Set(all)].sort();
  const shown = names.slice(0, MOST_NAMES).join(", ");
  return names.length > MOST_NAMES ? `${shown} +${names.length - MOST_NAMES}` : shown;
}

/** More criteria than anyone reads are told by program. */
const MOST_CRITERIA = 20;

function idleLines(idle: readonly IdleCriterion[], speech: Speech): readonly string[] {
  const title = heading(
    speech.say({ sv: "Villkor som inte skiljer kunder åt", en: "Criteria that tell nobody apart" }),
  );
  if (idle.length === 0) {
    const none = { sv: "Inga: varje villkor kan slå till.", en: "None: every criterion can fire." };
    return [...title, speech.say(none)];
  }
  if (idle.length > MOST_CRITERIA) return [...title, ...programLines(idle, speech)];
  const words = {
    never: { sv: "kan aldrig uppfyllas", en: "can never hold" },
    always: { sv: "gäller alla", en: "holds for everybody" },
  } as const;
  const rows = idle.map(({ owner, place, prospect, fields }) => [
    ...[owner, place, speech.say(words[prospect]), fields.join(", ")],
  ]);
  return [
    ...title,
    ...indented(
      [
        left(speech.say({ sv: "program", en: "program" })),
        left(speech.say({ sv: "villkor", en: "criterion" })),
        left(""),
        left(speech.say({ sv: "eftersom detta är tomt", en: "because this is empty" })),
      ],
      rows,
    ),
  ];
}

/** How many criteria of each program come to nothing, and whether anybody can get in at all. */
function programLines(idle: readonly IdleCriterion[], speech: Speech): readonly string[] {
  const rows = [...Map.groupBy(idle, ({ owner }) => owner)].map(([owner, own]) => {
    const count = (prospect: IdleCriterion["prospect"]) =>
      speech.count(own.filter((each) => each.prospect === prospect).length);
    const isShut = own.some(({ place, prospect }) => place === "entry" && prospect === "never");
    const entry = isShut
      ? speech.say({ sv: "ingen kommer in", en: "nobody gets in" })
      : speech.say({ sv: "öppet", en: "open" });
    const fields = own.flatMap((each) => each.fields);
    return [owner, entry, count("never"), count("always"), shortList(fields)];
  });
  return [
    ...note(
      speech.say({
        sv: "Antal villkor i varje program som aldrig kan uppfyllas eller som gäller alla, eftersom uppgifter är tomma. Med --program och ett programs namn visas vart och ett.",
        en: "Criteria of each program that can never hold or that hold for everybody, because fields are empty. With --program and a program's name each is shown.",
      }),
    ),
    ...indented(
      [
        left(speech.say({ sv: "program", en: "program" })),
        left(speech.say({ sv: "inträde", en: "entry" })),
        right(speech.say({ sv: "aldrig", en: "never" })),
        right(speech.say({ sv: "alla", en: "everybody" })),
        left(speech.say({ sv: "tomma uppgifter", en: "empty fields" })),
      ],
      rows,
    ),
  ];
}

function unusedLines(unused: readonly string[], { speech }: ReportContext): readonly string[] {
  const title = heading(
    speech.say({
      sv: "Sparade uppgifter som inget använder",
      en: "Stored fields that nothing uses",
    }),
  );
  if (unused.length === 0) return [...title, speech.say({ sv: "Inga.", en: "None." })];
  return [
    ...title,
    ...note(unused.join(", ")),
    ...note(
      speech.say({
        sv: "Spara bara det som är lätt att registrera, lätt att hitta, ger kunskap om kunden eller affären, och är lagligt.",
        en: "Keep only what is easy to register, easy to find, gives knowledge of the customer or the business, and is lawful.",
      }),
    ),
  ];
}
