import type { Operations } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import { addDays, diagramGraph, instantAt, localDateOf, type Program } from "@perennial/lifecycle";
import {
  type ActivityCount,
  asTenant,
  countActivity,
  countByStep,
  countOutcomes,
  type StandingCount,
} from "@perennial/store";
import type { z } from "zod";
import type { ServerContext } from "../../server-context.ts";
import { findProgram } from "../drafts/program-files.ts";
import { notFound } from "../problem.ts";

type Activity = z.input<Operations["getProgramActivity"]["answer"]>;

/** What a program did on each of the last days, and at each step (ux.md, 2.6). */
export async function programActivity(
  context: ServerContext,
  tenantId: number,
  { id, days, locale }: { readonly id: string; readonly days: number; readonly locale: Locale },
): Promise<Activity> {
  const zone = (await context.tenant(tenantId)).timeZone;
  const now = context.clock.now();
  const until = localDateOf(now, zone);
  const first = addDays(until, 1 - days);
  return asTenant(context.db, tenantId, async (tx) => {
    const stored = await findProgram(tx, id);
    if (!stored) throw notFound("program", id);
    const { compiled } = await context.programs.load(tx, id, stored.version);
    const from = instantAt(first, "00:00", zone);
    const [counts, standing] = await Promise.all([
      countActivity(tx, { program: id, from, zone }),
      countByStep(tx, id),
    ]);
    const dates = Array.from({ length: days }, (_, index) => addDays(first, index));
    return {
      ...{ from: first, until, zone, computedAt: now },
      days: dates.map((date) => ({
        date,
        ...wholeCounts(counts.filter((each) => each.date === date)),
      })),
      steps: stepsOf(compiled.program, { counts, standing, locale }),
      totals: totalsOf(counts),
    };
  });
}

/** What each program did in the last days, those that did nothing too. */
export async function programOutcomes(
  context: ServerContext,
  tenantId: number,
  days: number,
): Promise<z.input<Operations["listProgramOutcomes"]["answer"]>> {
  const zone = (await context.tenant(tenantId)).timeZone;
  const first = addDays(localDateOf(context.clock.now(), zone), 1 - days);
  return asTenant(context.db, tenantId, async (tx) => {
    const stored = await context.programs.list(tx);
    const counts = await countOutcomes(tx, instantAt(first, "00:00", zone));
    const items = stored.map(({ id }) => ({
      program: id,
      ...totalsOf(counts.filter(({ program }) => program === id)),
    }));
    return { from: first, items };
  });
}

/** Kinds of decisions by what they are counted as. */
const KINDS = {
  entered: ["entered"],
  sent: ["sent"],
  held: ["held"],
  skipped: ["skipped", "refused"],
  failed: ["failed", "unclear"],
  goals: ["goal-met"],
  left: ["ended"],
} as const;

type Counted = readonly Pick<ActivityCount, "kind" | "count">[];

function wholeCounts(counts: Counted) {
  const of = (kinds: readonly string[]) =>
    counts
      .filter(({ kind }) => kinds.includes(kind))
      .reduce((total, { count }) => total + count, 0);
  return {
    entered: of(KINDS.entered),
    sent: of(KINDS.sent),
    held: of(KINDS.held),
    skipped: of(KINDS.skipped),
    failed: of(KINDS.failed),
    goals: of(KINDS.goals),
    left: of(KINDS.left),
  };
}

function totalsOf(counts: Counted): Activity["totals"] {
  const { entered, sent, skipped, failed, goals, left } = wholeCounts(counts);
  return { entered, sent, skipped, failed, goals, left };
}

/** The steps of the published version, and those of older ones at which something happened or somebody stands. */
function stepsOf(
  program: Program,
  {
    counts,
    standing,
    locale,
  }: {
    readonly counts: readonly ActivityCount[];
    readonly standing: readonly StandingCount[];
    readonly locale: Locale;
  },
): Activity["steps"] {
  const { nodes } = diagramGraph(program, locale);
  const known = new Map(
    nodes.flatMap((node) => (node.step === undefined ? [] : [[node.step, node]])),
  );
  const seen = [...counts, ...standing].flatMap(({ step }) => step ?? []);
  const ids = [...new Set([...known.keys(), ...seen])];
  return ids.map((step) => {
    const own = counts.filter((each) => each.step === step);
    const { sent, held, skipped, failed } = wholeCounts(own);
    const here = standing.filter((each) => each.step === step);
    return {
      step,
      number: known.get(step)?.number ?? null,
      title: known.get(step)?.title ?? step,
      standing: here.reduce((total, { running }) => total + running, 0),
      ...{ sent, held, skipped, failed },
    };
  });
}
