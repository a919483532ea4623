import { understand } from "@perennial/connector-kit";
import type { InboundRequest, Understanding } from "@perennial/contract";
import { type Applied, applyRule, type Delivery } from "./apply-rule.ts";
import type { Rule, WebhookMapping } from "./mapping.ts";
import { pathBook } from "./path-book.ts";
import { readJson } from "./read-json.ts";

/** The most items that all rules together read of one delivery. */
const MOST_ITEMS = 1_000;
/** Where the company is, unless the mapping says otherwise. */
const ZONE = "Europe/Stockholm";

/** What a mapping reads of a request. */
export type Mapped = Pick<InboundRequest, "body" | "headers">;

/** What one rule made of a delivery. */
export interface RuleResult extends Applied {
  readonly rule: Rule;
}

/** What each rule makes of a delivery, in their order; or what is wrong with its body. */
export function applyRules(
  mapping: WebhookMapping,
  { body, headers }: Mapped,
): readonly RuleResult[] | { readonly fault: string } {
  const reading = readJson(body);
  if ("fault" in reading) return reading;
  const delivery: Delivery = {
    body: reading.value,
    headers,
    zone: mapping.timeZone ?? ZONE,
    paths: pathBook(mapping),
    known: new Map(),
    budget: { left: MOST_ITEMS },
  };
  return mapping.rules.map((rule) => ({ rule, ...applyRule(rule, delivery) }));
}

/** What a delivery means by a mapping; one that no rule is about means nothing. Never throws. */
export function applyMapping(mapping: WebhookMapping, request: Mapped): Understanding {
  const results = applyRules(mapping, request);
  if ("fault" in results) return understand([{ place: "body", message: results.fault }]);
  return understand(results.flatMap(({ parts }) => parts));
}
