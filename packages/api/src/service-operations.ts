import { Instant } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import { PlanInput, PlanProblemView } from "./plan-schemas.ts";

const none = z.strictObject({});
const service = z.record(z.string(), z.unknown()).meta({
  description:
    "How calls are answered: `calling`, `routing`, `talkPoints`, `offers`, `potential`, `teams`, `lookBack` and `contacts`.",
});
const problems = z.array(PlanProblemView);
const DeskInput = PlanInput.meta({
  id: "ServiceDeskInput",
  description: "How calls are answered: its YAML as a text, or the same as JSON.",
});

/** How a company answers its calls, as a business person edits it. */
export const SERVICE_OPERATIONS = {
  getService: operation({
    id: "getService",
    method: "get",
    path: "/v1/service",
    summary: "How calls are answered: routing rules, talk points, offers, goals of teams",
    tag: "Calls",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({
      service,
      isReady: z.boolean().meta({
        description: "Whether it is the one that is ready at the beginning: nobody has saved one.",
      }),
      savedAt: Instant.nullable(),
      savedBy: z.string().nullable(),
      problems,
    }),
  }),
  checkService: operation({
    id: "checkService",
    method: "post",
    path: "/v1/service/check",
    summary: "Everything wrong with how calls would be answered; nothing is kept",
    tag: "Calls",
    role: "viewer",
    changes: false,
    params: none,
    query: none,
    body: z.strictObject({ service: DeskInput }),
    answer: z.strictObject({ errors: z.int(), warnings: z.int(), problems }),
  }),
  putService: operation({
    id: "putService",
    method: "put",
    path: "/v1/service",
    summary: "Changes how calls are answered, from the next call on; refused with errors",
    tag: "Calls",
    role: "marketer",
    params: none,
    query: none,
    body: z.strictObject({ service: DeskInput }),
    answer: z.strictObject({ problems }),
  }),
} as const;
