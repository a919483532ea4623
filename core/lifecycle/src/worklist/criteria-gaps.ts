import type { Locale, LocalizedText } from "@perennial/contract";
import { fieldsOfCondition } from "../plan/condition-fields.ts";
import type { FieldFill } from "../plan/readiness/field-readiness.ts";
import { prospectOf } from "../plan/readiness/never-holds.ts";
import { listPhrase } from "../policy/phrases.ts";
import type { VisitCriterion } from "./criterion.ts";

/** How far a criterion can be judged with the data there are (B-05). */
export interface CriterionGap {
  readonly criterion: VisitCriterion;
  /** `not-at-all`: it comes to the same for everybody. `partly`: for those where something is filled in. */
  readonly judged: "not-at-all" | "partly" | "fully";
  /** The fields that lack values, the emptiest first, with the share that is filled, 0 to 1. */
  readonly fields: readonly { readonly field: string; readonly filled: number }[];
  readonly sentence: LocalizedText;
}

/** From which share a field counts as filled. */
const ENOUGH = 0.95;

/**
 * Which criteria cannot be judged because data are missing: BT's first finding (B-05). Those that can be judged least
 * come first.
 * @param fills How the fields are filled, by `customer.attributes.trucks`, `agreement.end` or `interactions.outcome`; by
 *   `agreement` and `interactions` how many customers have any. A field without an entry is stored nowhere.
 * @param enough From which share a field counts as filled. @default 0.95
 */
export function criteriaGaps(
  criteria: readonly VisitCriterion[],
  fills: Readonly<Record<string, FieldFill>>,
  enough = ENOUGH,
): readonly CriterionGap[] {
  const shareOf = (field: string): number => {
    const fill = Object.hasOwn(fills, field) ? fills[field] : undefined;
    return fill === undefined || fill.records === 0 ? 0 : fill.filled / fill.records;
  };
  return criteria
    .map((criterion) => gapOf(criterion, shareOf, enough))
    .sort((a, b) => RANK[a.judged] - RANK[b.judged]);
}

const RANK: Readonly<Record<CriterionGap["judged"], number>> = {
  "not-at-all": 0,
  partly: 1,
  fully: 2,
};

function gapOf(
  criterion: VisitCriterion,
  shareOf: (field: string) => number,
  enough: number,
): CriterionGap {
  const { when } = criterion;
  const fields = [...fieldsOfCondition(when)]
    .map((field) => ({ field, filled: shareOf(field) }))
    // That only some have had a contact is no gap in the data, as that a field of it is empty is.
    .filter(({ field, filled }) => (field.includes(".") ? filled < enough : filled === 0))
    .sort((a, b) => a.filled - b.filled);
  const judged = judgedBy(fields, prospectOf(when, (field) => shareOf(field) === 0) !== "open");
  return { criterion, judged, fields, sentence: sentenceOf(criterion, judged, fields) };
}

function judgedBy(fields: CriterionGap["fields"], isSettled: boolean): CriterionGap["judged"] {
  if (isSettled) return "not-at-all";
  return fields.length > 0 ? "partly" : "fully";
}

function sentenceOf(
  { name }: VisitCriterion,
  judged: CriterionGap["judged"],
  fields: CriterionGap["fields"],
): LocalizedText {
  const empty = fields.filter(({ filled }) => filled === 0).map(({ field }) => field);
  const shares = (locale: Locale) =>
    listPhrase(
      fields.map(({ field, filled }) => `${field} (${percent(filled)} %)`),
      locale,
    );
  switch (judged) {
    case "not-at-all":
      return {
        sv: `”${name.sv}” kan inte bedömas: inget är ifyllt i ${listPhrase(empty, "sv")}.`,
        en: `“${name.en}” cannot be judged: nothing is filled in in ${listPhrase(empty, "en")}.`,
      };
    case "partly":
      return {
        sv: `”${name.sv}” kan bara bedömas för några, efter hur mycket som är ifyllt: ${shares("sv")}.`,
        en: `“${name.en}” can be judged for some only, by how much is filled in: ${shares("en")}.`,
      };
    case "fully":
      return { sv: `”${name.sv}” kan bedömas.`, en: `“${name.en}” can be judged.` };
  }
}

function percent(share: number): string {
  const rounded = Math.round(share * 100);
  return share > 0 && rounded === 0 ? "<1" : String(rounded);
}
