import type { LocalDate } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import type { Condition } from "./condition.ts";
import { resolveDate } from "./condition-date.ts";
import type { Catalogue } from "./fields.ts";
import { resolveCondition } from "./resolve-condition.ts";
import type { Figure, ResolvedCondition } from "./resolved-condition.ts";

/** A stretch of a customer's history: everything up to now, from a date on if one is given. */
export interface RequiredHistory {
  /** The first day that counts, in the tenant's zone. @default from the beginning */
  readonly since?: LocalDate;
}

/** Which parts of the facts conditions ask for; the customer is always one of them. */
export interface RequiredFacts {
  readonly agreement: boolean;
  readonly renewal: boolean;
  readonly standing: boolean;
  readonly invitation: boolean;
  readonly purchases?: RequiredHistory;
  readonly interactions?: RequiredHistory;
}

/**
 * What has to be loaded before conditions can be asked on a day, so that no more is. The condition holds
 * the same for facts with exactly these parts as for full ones.
 * @throws ConditionError for a condition that `checkCondition` has something to say about.
 */
export function requiredFacts(
  conditions: readonly Condition[],
  catalogue: Catalogue,
  today: LocalDate,
): RequiredFacts {
  const scopes = new Set<string | undefined>();
  const figures: Figure[] = [];
  const visit = (node: ResolvedCondition): void => {
    if (node.op === "test") scopes.add(node.test.field.path.split(".")[0]);
    else if (node.op === "figure") figures.push(node.figure);
    else if (node.op === "not") visit(node.part);
    else node.parts.forEach(visit);
  };
  for (const condition of conditions) visit(resolveCondition(condition, catalogue));
  const purchases = history(figures, "purchases", today);
  const interactions = history(figures, "interactions", today);
  return {
    agreement: scopes.has("agreement"),
    renewal: scopes.has("renewal"),
    standing: scopes.has("standing"),
    invitation: scopes.has("invitation"),
    ...(purchases && { purchases }),
    ...(interactions && { interactions }),
  };
}

/** What covers several stretches of history at once; nothing where none is asked for. */
export function longestHistory(
  stretches: readonly (RequiredHistory | undefined)[],
): RequiredHistory | undefined {
  const wanted = stretches.filter((each) => each !== undefined);
  if (wanted.length === 0) return undefined;
  const starts: LocalDate[] = [];
  for (const { since } of wanted) {
    if (since === undefined) return {};
    starts.push(since);
  }
  const [since] = starts.sort();
  return since === undefined ? {} : { since };
}

/** The longest of the windows that figures over one kind of record look back through. */
function history(
  figures: readonly Figure[],
  over: keyof Pick<Facts, "purchases" | "interactions">,
  today: LocalDate,
): RequiredHistory | undefined {
  const windows = figures.filter((figure) => figure.over === over);
  return longestHistory(
    windows.map(({ within }) =>
      within === undefined ? {} : { since: resolveDate({ fromToday: `-${within}` }, today) },
    ),
  );
}
