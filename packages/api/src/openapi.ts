import type { z } from "zod";
import {
  createDocument,
  type ZodOpenApiOperationObject,
  type ZodOpenApiPathsObject,
} from "zod-openapi";
import type { Operation } from "./operation.ts";
import { OPERATIONS } from "./operations.ts";
import { Problem } from "./schemas.ts";

const PROBLEM = {
  description: "What is wrong, and what to do about it.",
  content: { "application/problem+json": { schema: Problem } },
};

/** The OpenAPI 3.1 document of the API, made from the same schemas that check every request. */
export function openApiDocument(version: string): ReturnType<typeof createDocument> {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const each of Object.values<Operation>(OPERATIONS)) {
    paths[each.path] = { ...paths[each.path], [each.method]: describe(each) };
  }
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Perennial",
      version,
      description: "Customer lifecycle automation inside the CRM a company already has.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    paths: paths as ZodOpenApiPathsObject,
    components: { securitySchemes: { token: { type: "http", scheme: "bearer" } } },
  });
}

function describe(each: Operation): ZodOpenApiOperationObject {
  const type = each.stream ? "application/x-ndjson" : "application/json";
  const parameters = {
    ...(hasKeys(each.params) && { path: each.params as z.ZodObject }),
    ...(hasKeys(each.query) && { query: each.query as z.ZodObject }),
  };
  return {
    operationId: each.id,
    summary: each.summary,
    tags: [each.tag],
    ...(Object.keys(parameters).length > 0 && { requestParams: parameters }),
    ...(each.method !== "get" && {
      requestBody: { required: true, content: { [bodyType(each)]: { schema: each.body } } },
    }),
    ...(each.role && {
      security: [{ token: [] }],
      description: `Needs the role ${each.role}${each.system ? `, or a token for ${each.system}` : ""}.`,
    }),
    responses: {
      200: { description: "Done.", content: { [type]: { schema: each.answer } } },
      default: PROBLEM,
    },
  };
}

/** Files that follow a body are told of by the type alone: no schema describes them. */
function bodyType({ upload }: Operation): string {
  return upload ? "application/vnd.perennial.upload" : "application/json";
}

function hasKeys(schema: z.ZodType): boolean {
  return "shape" in schema && Object.keys(schema.shape as object).length > 0;
}
