import { GraphRefusal } from "../graph-refusal.ts";
import type { ExtendedProperty } from "../mail/message.ts";
import type { GraphCall } from "./graph-call.ts";

type Body = Readonly<Record<string, unknown>>;

const ONE_PROPERTY = /^singleValueExtendedProperties\(\$filter=id eq '((?:[^']|'')+)'\)$/;

/**
 * An item with the extended property that `$expand` names, which is the only way to see one
 * (learn.microsoft.com/graph, "Get singleValueLegacyExtendedProperty").
 */
export function withProperty(
  call: Pick<GraphCall, "query">,
  body: Body,
  properties: readonly ExtendedProperty[],
): Body {
  const expand = call.query.get("$expand");
  if (expand === null) return body;
  const id = ONE_PROPERTY.exec(expand)?.[1]?.replaceAll("''", "'");
  if (id === undefined) throw notExpanded(expand);
  const found = properties.filter((one) => one.id === id);
  return found.length === 0 ? body : { ...body, singleValueExtendedProperties: found };
}

/** A task without what stands beside it, unless `$expand` asks for that. */
export function withLinks(call: Pick<GraphCall, "query">, body: Body): Body {
  const expand = call.query.get("$expand");
  if (expand !== null && expand !== "linkedResources") throw notExpanded(expand);
  if (expand !== null) return body;
  const { linkedResources, ...rest } = body;
  return rest;
}

function notExpanded(expand: string): GraphRefusal {
  const message = `Could not expand '${expand}'.`;
  return new GraphRefusal(400, "RequestBroker--ParseUri", message);
}
