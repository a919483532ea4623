import { z } from "zod";

/** As much of a JSON Schema as is read of the contract. */
export interface ContractSchema {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly format?: string | undefined;
  readonly description?: string | undefined;
  readonly enum?: readonly (string | number | boolean | null)[] | undefined;
  readonly const?: string | number | boolean | null | undefined;
  readonly properties?: Readonly<Record<string, ContractSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly anyOf?: readonly ContractSchema[] | undefined;
}

const Scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const Schema: z.ZodType<ContractSchema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    enum: z.array(Scalar).optional(),
    const: Scalar.optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    anyOf: z.array(Schema).optional(),
  }),
);

const Content = z.record(z.string(), z.object({ schema: Schema }));

const ContractOperation = z.object({
  operationId: z.string(),
  summary: z.string(),
  parameters: z
    .array(z.object({ in: z.enum(["path", "query"]), name: z.string(), schema: Schema }))
    .default([]),
  requestBody: z.object({ content: Content }).optional(),
  responses: z.object({
    "200": z.object({ content: Content }),
    default: z.object({ content: Content }),
  }),
});

/** An operation of the contract, with the schemas of what is sent and answered. */
export type ContractOperation = z.infer<typeof ContractOperation>;

/** As much of the API's OpenAPI document as is read. */
export const ContractDocument = z.object({
  paths: z.record(z.string(), z.record(z.string(), ContractOperation)),
  components: z.object({ schemas: z.record(z.string(), Schema) }),
});
export type ContractDocument = z.infer<typeof ContractDocument>;
