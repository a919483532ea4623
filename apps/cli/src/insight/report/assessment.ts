import {
  type AssessedQuestion,
  type AssessmentFigures,
  addDays,
  assess,
  type ContactCount,
  contactInitiative,
  countCategories,
  countExitAnswers,
  localDateOf,
  parseProgram,
} from "@perennial/lifecycle";
import type { InsightReport, ReportContext } from "../context.ts";
import { heading, note } from "../output/lines.ts";
import type { Speech } from "../output/speech.ts";
import { periodPair } from "../period.ts";
import { flowFigures } from "./flows.ts";
import { bandMoves } from "./migration.ts";
import { acquisitionFigures } from "./value.ts";

/** The ten questions of the self-assessment, answered from the figures of the other reports (D-36). */
export function makeAssessment(context: ReportContext): InsightReport {
  const questions = assess(figuresOf(context));
  const { speech, settings } = context;
  const own = new Map(settings.answers.map((answer) => [answer.question, answer]));
  return {
    data: {
      questions: questions.map((question) => ({
        ...question,
        own: own.get(question.id) ?? null,
      })),
    },
    lines: [
      "",
      ...note(
        speech.say({
          sv: `Tio frågor om kundbasen, ${questions[0]?.period.from} till ${questions[0]?.period.to}. Gränserna är våra förslag.`,
          en: `Ten questions about the base, ${questions[0]?.period.from} to ${questions[0]?.period.to}. The limits are our proposals.`,
        }),
      ),
      ...questions.flatMap((question, index) => [
        ...questionLines(question, index + 1, speech),
        ...ownLines(own.get(question.id), speech),
      ]),
    ],
  };
}

function figuresOf(context: ReportContext): AssessmentFigures {
  const { base, asOf, settings, plan } = context;
  const { now } = periodPair(asOf, settings.period);
  const period = { from: addDays(now.after, 1), to: now.until };
  const { kept, interactions, zone } = base.parts;
  const isIn = (at: string) => {
    const on = localDateOf(at, zone);
    return on >= period.from && on <= period.to;
  };
  const contacts = interactions.filter(({ at }) => isIn(at));
  const flow = flowFigures(context);
  const acquisition = acquisitionFigures(context);
  const churnGoal = plan?.matrix?.churnGoal;
  return {
    ...{ period, flow },
    ...(acquisition && { acquisition }),
    ...(churnGoal !== undefined && { churnGoal }),
    ...(flow.seesLost && { rightLeave: rightLeaveOf(context) }),
    categories: countCategories(kept.filter(({ at }) => isIn(at))),
    ...(contacts.length > 0 && {
      reasons: countExitAnswers(contacts, { ...period, zone }),
      initiative: contactInitiative(
        contacts.map(({ kind, direction }): ContactCount => ({ kind, direction, contacts: 1 })),
      ),
    }),
    programs: [...settings.programs].map(([id, files]) => {
      const family = parseProgram(files).program?.family;
      return { id, ...(family && { family }) };
    }),
  };
}

/** Who was in the top band at the start of the period against the others, as the migration report has moved them. */
function rightLeaveOf(context: ReportContext): NonNullable<AssessmentFigures["rightLeave"]> {
  const moves = bandMoves(context).filter(({ from }) => from !== undefined);
  const sum = (isBest: boolean) => {
    const own = moves.filter(({ from }) => (from === "top") === isBest);
    const total = (some: typeof own) => some.reduce((all, { customers }) => all + customers, 0);
    return { customers: total(own), leaving: total(own.filter(({ to }) => to === undefined)) };
  };
  return { basis: "lost", best: sum(true), others: sum(false) };
}

const VERDICTS = {
  yes: { sv: "Ja", en: "Yes" },
  partly: { sv: "Delvis", en: "Partly" },
  no: { sv: "Nej", en: "No" },
  unknown: { sv: "Data svarar inte", en: "The data do not answer" },
} as const;

function questionLines(
  question: AssessedQuestion,
  number: number,
  speech: Speech,
): readonly string[] {
  const { verdict, figure, threshold, programs, screen } = question;
  const written = figure === undefined ? "" : ` (${writeFigure(question, figure, speech)})`;
  const acting = [speech.say(screen.name), ...programs].join(", ");
  return [
    ...heading(`${number}. ${speech.say(question.text)}`),
    `${speech.say(VERDICTS[verdict])}${written}`,
    ...note(speech.say(question.says)),
    ...(threshold ? note(speech.say(threshold)) : []),
    ...note(speech.say(question.definition)),
    ...note(speech.say({ sv: `Påverkas av: ${acting}.`, en: `Acted on by: ${acting}.` })),
  ];
}

function writeFigure({ unit }: AssessedQuestion, figure: number, speech: Speech): string {
  if (unit === "money") return speech.money(figure);
  return unit === "share" ? speech.percent(figure) : speech.decimal(figure);
}

function ownLines(
  own: ReportContext["settings"]["answers"][number] | undefined,
  speech: Speech,
): readonly string[] {
  if (!own) return [];
  const { answer, note: written, by, at } = own;
  const said = speech.say(VERDICTS[answer]).toLowerCase();
  const more = written === "" ? "" : ` ${written}`;
  return note(
    speech.say({
      sv: `Ert eget svar: ${said} (${by}, ${at.slice(0, 10)}).${more}`,
      en: `Your own answer: ${said} (${by}, ${at.slice(0, 10)}).${more}`,
    }),
  );
}
