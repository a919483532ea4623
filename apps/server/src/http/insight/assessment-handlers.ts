import type { AssessmentView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { type AssessedQuestion, assess, localDateOf } from "@perennial/lifecycle";
import {
  type AssessmentAnswer,
  asTenant,
  deleteAssessmentAnswer,
  readAssessmentAnswers,
  saveAssessmentAnswer,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { assessmentFigures } from "./assessment-figures.ts";

type AssessmentOperation = "getAssessment" | "putAssessmentAnswer" | "deleteAssessmentAnswer";

/** The self-assessment, and what the company itself answers (D-36). */
export function assessmentHandlers(context: ServerContext): Pick<Handlers, AssessmentOperation> {
  const { db, clock } = context;
  return {
    getAssessment: async ({ query: { locale, ...asked }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const today = localDateOf(clock.now(), tenant.timeZone);
      return asTenant(db, tenant.id, async (tx) => {
        const figures = await assessmentFigures(context, { tx, tenant }, { ...asked, today });
        const answers = await readAssessmentAnswers(tx);
        return {
          ...figures.period,
          currency: tenant.currency,
          questions: assess(figures).map((question) => {
            const own = answers.find((each) => each.question === question.id);
            return questionView(question, { own, locale });
          }),
        };
      });
    },
    putAssessmentAnswer: async ({ params: { question }, body, caller, audit }) => {
      const answer = { question, ...body, by: caller.name, at: clock.now() };
      await asTenant(db, caller.tenant, async (tx) => {
        const before = (await readAssessmentAnswers(tx)).find((each) => each.question === question);
        if (before) audit({ before: { answer: before.answer, note: before.note } });
        await saveAssessmentAnswer(tx, answer);
      });
      audit({ after: { ...body } });
      return ownView(answer);
    },
    deleteAssessmentAnswer: async ({ params: { question }, caller }) => {
      await asTenant(db, caller.tenant, (tx) => deleteAssessmentAnswer(tx, question));
      return {};
    },
  };
}

type QuestionView = AssessmentView["questions"][number];

function questionView(
  assessed: AssessedQuestion,
  { own, locale }: { readonly own: AssessmentAnswer | undefined; readonly locale: Locale },
): QuestionView {
  const { id, text, verdict, figure, unit, says, threshold, definition, programs } = assessed;
  return {
    ...{ id, question: text[locale], verdict, figure: figure ?? null, unit },
    ...{ says: says[locale], threshold: threshold?.[locale] ?? null },
    ...{ definition: definition[locale], programs: [...programs] },
    screen: { path: assessed.screen.path, name: assessed.screen.name[locale] },
    own: own ? ownView(own) : null,
  };
}

function ownView({ answer, note, by, at }: Omit<AssessmentAnswer, "question">) {
  return { answer, note, by, at };
}
