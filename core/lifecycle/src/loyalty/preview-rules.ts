import type { LocalDate, Locale } from "@perennial/contract";
import { counted, listPhrase } from "../policy/phrases.ts";
import { addDays, addToDate } from "../schedule/date.ts";
import type { MemberDay } from "./qualification-period.ts";
import {
  type HeldTier,
  reviewTier,
  type TierFigures,
  type TierOverride,
  type TierQuestion,
} from "./review-tier.ts";
import { tierRank } from "./tier-for.ts";
import type { TierRules } from "./tier-rules.ts";

/** What one set of rules sees of a member: another period or basis has other figures. */
export interface MemberFigures extends TierFigures {
  readonly isMember: boolean;
}

/** A customer as both sets of rules see it. */
export interface PreviewedMember {
  readonly id: string;
  readonly joined?: LocalDate | undefined;
  readonly held: HeldTier;
  readonly override?: TierOverride | undefined;
  readonly before: MemberFigures;
  readonly after: MemberFigures;
}

/** How many go from one tier to another because of a change of rules. */
export interface TierMove {
  /** Missing for those who become members by it. */
  readonly from: string | undefined;
  /** Missing for those who are members no longer. */
  readonly to: string | undefined;
  readonly direction: "rise" | "fall" | "join" | "leave";
  readonly members: number;
  /** The first of them, in the order they were given. */
  readonly examples: readonly string[];
}

/** What a change of rules does to the members there are (product.md, feature 14). */
export interface RulesPreview {
  /** All that were looked at. */
  readonly customers: number;
  readonly rise: number;
  readonly fall: number;
  readonly join: number;
  readonly leave: number;
  /** The largest move first. */
  readonly moves: readonly TierMove[];
  /** The first day on which one of those who fall does; who rises, joins or leaves does so at once. */
  readonly firstFall: LocalDate | undefined;
}

const MOST_EXAMPLES = 5;

/**
 * Compares two sets of rules over the members there are, with their figures as they are today: which tier each set gives
 * them at their next review. So a fall that the present rules bring anyway is none of the change's doing, and one that
 * the new rules bring is counted though the tier is certain for a while yet.
 * @param rules `before` is missing where there have been none
 */
export function previewRules(
  members: Iterable<PreviewedMember>,
  rules: { readonly before: TierRules | undefined; readonly after: TierRules },
  today: LocalDate,
): RulesPreview {
  const moves = new Map<
    string,
    { move: Omit<TierMove, "members" | "examples">; ids: string[]; members: number }
  >();
  let customers = 0;
  let firstFall: LocalDate | undefined;
  for (const member of members) {
    customers += 1;
    const from = rules.before && settledTier(member, "before", { rules: rules.before, today });
    const to = settledTier(member, "after", { rules: rules.after, today });
    if (from === to) continue;
    const direction = directionOf(from, to, rules);
    const key = JSON.stringify([from, to]);
    const found = moves.get(key) ?? { move: { from, to, direction }, ids: [], members: 0 };
    moves.set(key, found);
    found.members += 1;
    if (found.ids.length < MOST_EXAMPLES) found.ids.push(member.id);
    if (direction !== "fall") continue;
    const falls = fallsOn(member, rules.after, today);
    if (firstFall === undefined || falls < firstFall) firstFall = falls;
  }
  const listed = [...moves.values()]
    .map(({ move, ids, members: count }): TierMove => ({ ...move, members: count, examples: ids }))
    .sort((a, b) => b.members - a.members);
  const countOf = (direction: TierMove["direction"]) =>
    listed.reduce((sum, each) => sum + (each.direction === direction ? each.members : 0), 0);
  return {
    ...{ customers, rise: countOf("rise"), fall: countOf("fall"), join: countOf("join") },
    ...{ leave: countOf("leave"), moves: listed, firstFall },
  };
}

function questionOf(
  member: PreviewedMember,
  side: "before" | "after",
  on: { rules: TierRules } & MemberDay,
): TierQuestion {
  const { held, override, joined } = member;
  return { held, override, joined, ...member[side], ...on };
}

/** The tier at the next review: what is certain for a while is looked at as if that were over. */
function settledTier(
  member: PreviewedMember,
  side: "before" | "after",
  on: { readonly rules: TierRules; readonly today: LocalDate },
): string | undefined {
  const held = { ...member.held, until: addDays(on.today, -1) };
  const rules = { ...on.rules, grace: "P0D" };
  return reviewTier(questionOf({ ...member, held }, side, { ...on, rules })).tier;
}

function directionOf(
  from: string | undefined,
  to: string | undefined,
  { before, after }: { readonly before: TierRules | undefined; readonly after: TierRules },
): TierMove["direction"] {
  if (from === undefined) return "join";
  if (to === undefined) return "leave";
  // A tier that the change takes away stands where it stood among the old ones.
  const old = tierRank(from, after) ?? (before && tierRank(from, before)) ?? 0;
  return (tierRank(to, after) ?? 0) > old ? "rise" : "fall";
}

function fallsOn(member: PreviewedMember, rules: TierRules, today: LocalDate): LocalDate {
  const review = reviewTier(questionOf(member, "after", { rules, today }));
  if (review.tier !== member.held.tier || review.until === undefined) return today;
  return addDays(review.graceUntil ?? addToDate(review.until, rules.grace), 1);
}

/** The preview in a sentence, as it stands above the button that saves the change: "312 members would fall." */
export function previewSentence(preview: RulesPreview, locale: Locale): string {
  const sv = locale === "sv";
  const parts = [
    many(
      preview.fall,
      sv ? ["medlem", "medlemmar", "skulle gå ner"] : ["member", "members", "would fall"],
    ),
    many(
      preview.rise,
      sv ? ["medlem", "medlemmar", "skulle gå upp"] : ["member", "members", "would rise"],
    ),
    many(
      preview.join,
      sv ? ["kund", "kunder", "skulle gå med"] : ["customer", "customers", "would join"],
    ),
    many(
      preview.leave,
      sv
        ? ["medlem", "medlemmar", "skulle falla ur klubben"]
        : ["member", "members", "would leave the club"],
    ),
  ].filter((part) => part !== "");
  if (parts.length === 0) return sv ? "Ingen medlem byter nivå." : "No member's tier changes.";
  return `${listPhrase(parts, locale)}.`;
}

function many(count: number, [one, several, what]: readonly [string, string, string]): string {
  return count === 0 ? "" : `${counted(count, one, several)} ${what}`;
}
