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
    asideAt: Instant,
    attempts: z.int(),
    reason: z.literal("worker-down"),
    sentence: z.strictObject({ sv: z.string(), en: z.string() }),
    customerId: RecordId.nullable(),
    program: z.string().nullable(),
    step: z.string().nullable(),
    connection: z.string().nullable(),
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
