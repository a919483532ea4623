import { placeholdersOf } from "../../message/fields-of-template.ts";
import type { Placeholder } from "../../message/template.ts";
import { findTemplate } from "../parse-program.ts";
import type { Inspection } from "./inspection.ts";
import { textStepsOf } from "./program-parts.ts";
import { isOpenIn, type StepGraph } from "./step-graph.ts";

/** Texts that show an offer where none has been chosen: such a message would be held back for want of it. */
export function checkOfferUse(inspection: Inspection, graph: StepGraph): void {
  const chosen = waysTo(graph, true);
  const open = waysTo(graph, false);
  for (const { path, part: step, kind } of textStepsOf(inspection.program)) {
    const shows = inspection.locales.some((locale) => {
      const template = findTemplate(inspection.parsed.templates, {
        name: step.template,
        kind,
        locale,
      });
      return template && placeholdersOf(template).some(needsOffer);
    });
    const way = open.get(step.id);
    if (!shows || way === undefined) continue;
    const isNever = !chosen.has(step.id);
    inspection.report({
      path: [...path, "template"],
      severity: isNever ? "error" : "warning",
      code: "no-offer-chosen",
      message: isNever
        ? {
            sv: `Texten ”${step.template}” visar erbjudandet, men inget steg före ”${step.id}” väljer något.`,
            en: `The text "${step.template}" shows the offer, and no offer step comes before "${step.id}".`,
          }
        : {
            sv: `Texten ”${step.template}” visar erbjudandet, men det går att komma till ”${step.id}” utan att något har valts: ${way.join(" -> ")}.`,
            en: `The text "${step.template}" shows the offer, and there is a way to "${step.id}" on which none is chosen: ${way.join(" -> ")}.`,
          },
      remedy: {
        sv: `Lägg ett steg som väljer erbjudande före ”${step.id}”, eller ge platshållaren ett reservvärde med default.`,
        en: `Put an offer step before "${step.id}", or give the placeholder a default.`,
      },
    });
  }
}

function needsOffer({ field, filters }: Placeholder): boolean {
  return field.startsWith("offer.") && !filters.some(({ name }) => name === "default");
}

const LONGEST_WAY = 6;

interface Standing {
  readonly id: string;
  readonly stage: string;
  /** Whether an offer has been chosen. */
  readonly has: boolean;
  readonly way: readonly string[];
}

/** The steps that can be come to with an offer, or without, and one way to each. */
function waysTo(graph: StepGraph, withOffer: boolean): ReadonlyMap<string, readonly string[]> {
  const ways = new Map<string, readonly string[]>();
  const seen = new Set<string>();
  const queue = graph.starts.map((id): Standing => ({ id, stage: "", has: false, way: [id] }));
  for (let index = 0; index < queue.length; index++) {
    const standing = queue[index];
    const step = standing && graph.steps.get(standing.id);
    if (!standing || !step) continue;
    const { id, has, way } = standing;
    const stage = step.stage ?? standing.stage;
    const key = `${id} ${stage} ${has}`;
    if (seen.has(key)) continue;
    seen.add(key);
    if (has === withOffer && !ways.has(id)) ways.set(id, way.slice(-LONGEST_WAY));
    for (const edge of graph.edges.get(id) ?? []) {
      if (edge.to === undefined || !isOpenIn(edge, stage)) continue;
      // The limit is judged before the step is done.
      const after = has || (step.do === "offer" && edge.by !== "limit");
      queue.push({ id: edge.to, stage, has: after, way: [...way, edge.to].slice(-LONGEST_WAY) });
    }
  }
  return ways;
}
