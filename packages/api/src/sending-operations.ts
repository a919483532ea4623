import { Instant } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";

const none = z.strictObject({});

/** Whether anything is sent at all. */
export const SendingView = z
  .strictObject({
    paused: z.boolean(),
    since: Instant.nullable(),
    by: z.string().nullable().meta({ description: "Who paused it." }),
    waiting: z.int().meta({
      description: "Messages and calls that were due since and wait for sending to go on.",
    }),
  })
  .meta({ id: "Sending" });
export type SendingView = z.infer<typeof SendingView>;

/** Stopping everything with one click, and letting it go on. */
export const SENDING_OPERATIONS = {
  getSending: operation({
    id: "getSending",
    method: "get",
    path: "/v1/sending",
    summary: "Whether all sending is paused, since when and by whom",
    tag: "Settings",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: SendingView,
  }),
  setSending: operation({
    id: "setSending",
    method: "post",
    path: "/v1/sending",
    summary:
      "Pauses every message and call, or lets them go on; what was due meanwhile waits and is not lost",
    tag: "Settings",
    role: "marketer",
    params: none,
    query: none,
    body: z.strictObject({ paused: z.boolean() }),
    answer: SendingView,
  }),
} as const;
