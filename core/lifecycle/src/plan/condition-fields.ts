import type { Condition } from "../condition/condition.ts";

/**
 * The fields a condition asks about, as `customer.email` or `purchases.category`; a count asks for the record alone
 * (`purchases`, `interactions`).
 */
export function fieldsOfCondition(condition: Condition): ReadonlySet<string> {
  const fields = new Set<string>();
  const visit = (node: Condition): void => {
    if ("all" in node) node.all.forEach(visit);
    else if ("any" in node) node.any.forEach(visit);
    else if ("not" in node) visit(node.not);
    else if ("field" in node) fields.add(node.field);
    else {
      const measure = "count" in node ? node.count : node.sum;
      const [record = measure] = measure.split(".");
      fields.add(measure);
      for (const { field } of node.where ?? []) fields.add(`${record}.${field}`);
    }
  };
  visit(condition);
  return fields;
}
