import { Instant, RecordId } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { pageOf } from "./schemas.ts";

const none = z.strictObject({});

/** What can be put aside: an enrolment on its way, or a delivery that came in. */
const AsideKind = z.enum(["enrolment", "delivery"]);

/** Something that brought the software down again and again, and waits for an operator. */
export const AsideView = z
  .strictObject({
    id: z.string().meta({ description: "`<kind>-<number>`." }),
    kind: AsideKind,
    asideAt: Instant.meta({ description: "Since when nobody takes it up." }),
    attempts: z.int().meta({ description: "How often the software went down over it." }),
    reason: z.literal("worker-down"),
    sentence: z
      .strictObject({ sv: z.string(), en: z.string() })
      .meta({ description: "The reason in words, and what to do." }),
    customerId: RecordId.nullable().meta({ description: "Whom an enrolment is about." }),
    program: z.string().nullable().meta({ description: "The program of an enrolment." }),
    step: z.string().nullable().meta({ description: "Where in it the enrolment stands." }),
    connection: z.string().nullable().meta({ description: "Where a delivery came in." }),
  })
  .meta({ id: "PutAside" });
export type AsideView = z.infer<typeof AsideView>;

/** What can be asked about what is put aside. */
export const ASIDE_OPERATIONS = {
  listPutAside: operation({
    id: "listPutAside",
    method: "get",
    path: "/v1/put-aside",
    summary: "What brought the software down three times and is put aside",
    tag: "Operation",
    role: "viewer",
    params: none,
    query: z.strictObject({
      after: z
        .string()
        .regex(/^(?:enrolment|delivery)-\d{1,15}$/, { error: "give the page before's `next`" })
        .optional(),
      limit: z.coerce.number().int().min(1).max(500).default(50),
    }),
    body: none,
    answer: pageOf(AsideView),
  }),
  releasePutAside: operation({
    id: "releasePutAside",
    method: "post",
    path: "/v1/put-aside/release",
    summary: "Lets what is put aside go on, once the cause is mended",
    tag: "Operation",
    role: "admin",
    params: none,
    query: none,
    body: z.strictObject({
      ids: z
        .array(z.string().regex(/^(?:enrolment|delivery)-\d{1,15}$/))
        .min(1)
        .max(500),
    }),
    answer: z.strictObject({
      released: z.array(z.string()).meta({ description: "Those that were put aside." }),
    }),
  }),
} as const;
