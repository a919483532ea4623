import type { Locale } from "@perennial/contract";
import type { Condition } from "./condition.ts";
import type { Catalogue } from "./fields.ts";
import type { Language } from "./language.ts";
import { ENGLISH } from "./language-en.ts";
import { SWEDISH } from "./language-sv.ts";
import { type Clause, joinClauses, leafClause, type Speech } from "./leaf-sentence.ts";
import { resolveCondition } from "./resolve-condition.ts";
import type { ResolvedCondition } from "./resolved-condition.ts";

const LANGUAGES: Readonly<Record<Locale, Language>> = { sv: SWEDISH, en: ENGLISH };

/** A language and the currency of a catalogue, for speaking of its fields. */
export function speechOf(locale: Locale, catalogue: Catalogue): Speech {
  return { language: LANGUAGES[locale], currency: catalogue.currency };
}

/**
 * Says a condition in words that staff read in the CRM: "avtalet slutar senast 31 mars 2026 och kunden är
 * guldkund". Without capital and full stop, so that it fits into a longer sentence; parts that could be
 * read in two ways stand in parentheses.
 * @throws ConditionError for a condition that `checkCondition` has something to say about.
 */
export function sentence(condition: Condition, locale: Locale, catalogue: Catalogue): string {
  return resolvedSentence(resolveCondition(condition, catalogue), speechOf(locale, catalogue));
}

/** Says a resolved condition. */
export function resolvedSentence(condition: ResolvedCondition, speech: Speech): string {
  return clauseOf(condition, false, speech).text;
}

/** A denial is carried down to the leaves: "inte a och inte b" reads better than "det gäller inte att (a eller b)". */
function clauseOf(node: ResolvedCondition, denied: boolean, speech: Speech): Clause {
  if (node.op === "not") return clauseOf(node.part, !denied, speech);
  if (node.op === "test" || node.op === "figure") return leafClause(node, denied, speech);
  const clauses = partsOf(node, denied).map((part) => clauseOf(part.node, part.denied, speech));
  const [only] = clauses;
  if (only !== undefined && clauses.length === 1) return only;
  const { and, or } = speech.language;
  return { text: joinClauses(clauses, isAll(node, denied) ? and : or), compound: true };
}

interface Part {
  readonly node: ResolvedCondition;
  readonly denied: boolean;
}

type Group = Extract<ResolvedCondition, { parts: unknown }>;

function isAll(group: Group, denied: boolean): boolean {
  return (group.op === "all") !== denied;
}

/** The parts of a group, with those of inner groups of the same kind: a and (b and c) is a, b and c. */
function partsOf(group: Group, denied: boolean): readonly Part[] {
  return group.parts.flatMap((node): readonly Part[] => {
    const part = strip({ node, denied });
    const inner = part.node;
    if (inner.op !== "all" && inner.op !== "any") return [part];
    return isAll(inner, part.denied) === isAll(group, denied)
      ? partsOf(inner, part.denied)
      : [part];
  });
}

/** Takes denials, and groups of one, off the outside of a part. */
function strip(part: Part): Part {
  const { node, denied } = part;
  if (node.op === "not") return strip({ node: node.part, denied: !denied });
  if (node.op !== "all" && node.op !== "any") return part;
  const [only, ...others] = node.parts;
  return only !== undefined && others.length === 0 ? strip({ node: only, denied }) : part;
}
