import { z } from "zod";
import { operation } from "./operation.ts";

const none = z.strictObject({});

/** What figures mean. */
export const DEFINITION_OPERATIONS = {
  listDefinitions: operation({
    id: "listDefinitions",
    method: "get",
    path: "/v1/definitions",
    summary: "What the figures that screens show mean, in plain words",
    tag: "Operation",
    role: "viewer",
    params: none,
    query: z.strictObject({ locale: z.enum(["sv", "en"]).default("sv") }),
    body: none,
    answer: z.strictObject({
      definitions: z.record(z.string(), z.string()).meta({
        description:
          "By a figure's place in this document: the schema's name and the way to the field, such as FlowStatement.start.",
      }),
    }),
  }),
} as const;
