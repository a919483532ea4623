import { z } from "zod";
import type { OrgUser } from "../org/org-user.ts";
import type { SalesforceOrg } from "../org/salesforce-org.ts";

const Names = z.array(z.string()).optional();
const Query = z.strictObject({
  fields: Names,
  optionalFields: Names,
  pageSize: z.number().optional(),
  sortBy: z.string().optional(),
});
const Values = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));

/** What a page can ask the org. */
const Request = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("getRecord"), id: z.string(), query: Query }),
  z.strictObject({
    ...{ kind: z.literal("list"), object: z.string(), view: z.string(), query: Query },
  }),
  z.strictObject({
    ...{ kind: z.literal("related"), parent: z.string(), list: z.string(), query: Query },
  }),
  z.strictObject({ kind: z.literal("create"), object: z.string(), values: Values }),
  z.strictObject({ kind: z.literal("update"), id: z.string(), values: Values }),
  z.strictObject({ kind: z.literal("describe"), object: z.string() }),
]);

/** Answers what a page asks, as its user. Throws an `OrgError` or a `SaveError` for what the org refuses. */
export function answerRequest(org: SalesforceOrg, user: OrgUser, request: unknown): object {
  const asked = Request.parse(request);
  switch (asked.kind) {
    case "getRecord":
      return org.getRecord(user, asked.id, defined(asked.query));
    case "list":
      return org.listRecords(user, asked.object, asked.view, defined(asked.query));
    case "related":
      return org.relatedRecords(user, asked.parent, asked.list, defined(asked.query));
    case "create":
      return org.create(user, asked.object, asked.values);
    case "update":
      return org.update(user, asked.id, asked.values);
    default:
      return org.describe(user, asked.object);
  }
}

/** Without what is not said. */
function defined({ fields, optionalFields, pageSize, sortBy }: z.infer<typeof Query>) {
  return {
    ...(fields && { fields }),
    ...(optionalFields && { optionalFields }),
    ...(pageSize !== undefined && { pageSize }),
    ...(sortBy !== undefined && { sortBy }),
  };
}
