import type { Operations } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { causeWords } from "@perennial/lifecycle";
import {
  asTenant,
  CUSTOMERS,
  listEnrolments,
  readRecords,
  type StoredEnrolment,
} from "@perennial/store";
import type { z } from "zod";
import type { ServerContext } from "../../server-context.ts";
import { findProgram } from "../drafts/program-files.ts";
import { notFound } from "../problem.ts";
import { enrolmentView } from "../views.ts";

/** Which of those in a program are asked for. */
export interface PeopleAsked {
  readonly id: string;
  readonly ended?: boolean | undefined;
  readonly after?: string | undefined;
  readonly limit: number;
  readonly locale: Locale;
}

/** Who is or has been in a program, by name, and where each stands, in words. */
export function programPeople(
  context: ServerContext,
  tenant: number,
  { id, locale, ...query }: PeopleAsked,
): Promise<z.input<Operations["listProgramPeople"]["answer"]>> {
  return asTenant(context.db, tenant, async (tx) => {
    if (!(await findProgram(tx, id))) throw notFound("program", id);
    const { items, next } = await listEnrolments(tx, { ...query, program: id });
    const ids = [...new Set(items.map(({ customerId }) => customerId))];
    const customers = await readRecords(tx, CUSTOMERS, ids);
    const names = new Map(customers.map((each) => [each.id, each.name]));
    const people = [];
    for (const each of items) {
      const { compiled } = await context.programs.load(tx, id, each.programVersion);
      const stage = compiled.program.stages.find((known) => known.id === each.stage);
      people.push({
        ...enrolmentView(each),
        name: names.get(each.customerId) ?? "",
        stands: standsAt(each, stage?.name[locale], locale),
      });
    }
    return { items: people, next };
  });
}

function standsAt(
  { ended, endReason, step }: StoredEnrolment,
  stage: string | undefined,
  locale: Locale,
): string {
  const words = ended ? causeWords(endReason ?? "completed")[locale] : (stage ?? step ?? "");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
