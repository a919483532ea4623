import { z } from "zod";
import { Constant, Convert } from "./convert-schema.ts";
import { jsonPath, Path } from "./json-path.ts";
import { GIVES, RECORD_KINDS } from "./record-kinds.ts";
import { isTimeZone } from "./zone.ts";

const MOST_RULES = 50;
const MOST_CONDITIONS = 10;
const MOST_CONVERSIONS = 10;

/** The name of a header, which is found whatever its case. */
export const HeaderName = z
  .string()
  .regex(/^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$/, { error: "write the name of a header" })
  .toLowerCase();

/** A question about a delivery, or with `@` about each item. */
const Condition = z
  .strictObject({
    path: Path.optional(),
    header: HeaderName.optional(),
    equals: Constant.optional(),
    not: Constant.meta({ description: "Holds where there is no value, too." }).optional(),
    in: z.array(Constant).min(1).max(100).optional(),
    exists: z.boolean().optional(),
  })
  .superRefine(({ path, header, ...tests }, context) => {
    if ((path === undefined) === (header === undefined)) {
      const message = "a condition asks about either a path or a header";
      context.addIssue({ code: "custom", message });
    }
    if (Object.keys(tests).length !== 1) {
      const message = "a condition has one question: equals, not, in or exists";
      context.addIssue({ code: "custom", message });
    }
  })
  .meta({ id: "WebhookCondition", description: "A condition on a delivery or an item." });
export type Condition = z.infer<typeof Condition>;

const SourceGroup = z
  .strictObject({
    path: z
      .union([Path, z.array(Path).min(1).max(10)])
      .meta({ description: "Where the value stands; of several the first that has one." })
      .optional(),
    join: z
      .array(Path)
      .min(1)
      .max(10)
      .meta({
        description: "Values put together as one text; those that are missing are left out.",
      })
      .optional(),
    with: z
      .string()
      .max(20)
      .meta({ description: "What stands between them. @default a blank" })
      .optional(),
    header: HeaderName.meta({
      description: "A header; most signatures do not cover it.",
    }).optional(),
    constant: Constant.optional(),
    convert: z.array(Convert).min(1).max(MOST_CONVERSIONS).optional(),
    invalid: z
      .enum(["reject", "leave-out"])
      .meta({ description: "What a value that cannot be converted costs: the item, or the value." })
      .optional(),
  })
  .superRefine((group, context) => {
    const origins = (["path", "join", "header", "constant"] as const).filter((key) => key in group);
    if (origins.length !== 1) {
      const message = "a value comes from one of path, join, header and constant";
      context.addIssue({ code: "custom", message });
    }
    if ("with" in group && group.join === undefined) {
      context.addIssue({ code: "custom", message: "with goes with join only" });
    }
  });
export type SourceGroup = z.infer<typeof SourceGroup>;

/** Where a value comes from: a path alone, or a group of keys. */
export const Source = z
  .union([Path, SourceGroup])
  .meta({ id: "WebhookSource", description: "Where a value comes from." });
export type Source = z.infer<typeof Source>;

const AttributeName = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]*$/, {
    error: "name an attribute with letters, digits and underscores, beginning with a letter",
  })
  .refine((name) => name !== "constructor" && name !== "prototype", {
    error: "name the attribute otherwise",
  });

/** What one kind of delivery means: which records, and where their values stand. */
const Rule = z
  .strictObject({
    name: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/, { error: "name a rule such as paid-orders" }),
    match: z.array(Condition).max(MOST_CONDITIONS).default([]),
    each: Path.meta({ description: "A record for each of these; @ is then the item." }).optional(),
    gives: z.enum(GIVES),
    id: Source.optional(),
    at: Source,
    fields: z.record(z.string(), Source).default({}),
    attributes: z.record(AttributeName, Source).optional(),
  })
  .superRefine((rule, context) => {
    for (const { path, message } of ruleFaults(rule)) {
      context.addIssue({ code: "custom", path: [...path], message: `${rule.name}: ${message}` });
    }
  })
  .meta({ id: "WebhookRule", description: "What one kind of delivery means." });
export type Rule = z.infer<typeof Rule>;

/** A mapping: what the deliveries of a connection mean. `version` is that of this form. */
export const WebhookMapping = z
  .strictObject({
    version: z.literal(1),
    timeZone: z
      .string()
      .refine(isTimeZone, { error: "write an IANA name such as Europe/Stockholm" })
      .meta({ description: "The zone of times without one. @default Europe/Stockholm" })
      .optional(),
    rules: z.array(Rule).min(1).max(MOST_RULES),
  })
  .superRefine(({ rules }, context) => {
    const names = rules.map(({ name }) => name);
    for (const [index, name] of names.entries()) {
      if (names.indexOf(name) === index) continue;
      const message = `${name}: two rules have this name`;
      context.addIssue({ code: "custom", path: ["rules", index, "name"], message });
    }
  })
  .meta({ id: "WebhookMapping", description: "What the deliveries of a connection mean." });
export type WebhookMapping = z.infer<typeof WebhookMapping>;

interface RuleFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What the shapes alone do not see: which fields there are, and which have to be filled. */
function ruleFaults({ gives, fields, attributes, id, each }: Rule): readonly RuleFault[] {
  const kind = RECORD_KINDS[gives];
  const known = [...kind.fields.keys()];
  const faults: RuleFault[] = Object.keys(fields)
    .filter((field) => !kind.fields.has(field))
    .map((field) => ({
      path: ["fields", field],
      message: `${gives} has no field ${field}; write one of ${known.join(", ")}`,
    }));
  for (const field of kind.required.filter((name) => !Object.hasOwn(fields, name))) {
    faults.push({ path: ["fields"], message: `${gives} needs the field ${field}` });
  }
  if (id === undefined && gives !== "consent") {
    faults.push({ path: ["id"], message: `${gives} needs an id` });
  }
  if (attributes !== undefined && !kind.hasAttributes) {
    faults.push({ path: ["attributes"], message: `${gives} has no attributes` });
  }
  if (each !== undefined && jsonPath(each).ofItem) {
    faults.push({ path: ["each"], message: "each starts at the body, with $" });
  }
  return faults;
}
