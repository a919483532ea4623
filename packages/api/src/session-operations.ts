import { Instant, LOCALES } from "@perennial/contract";
import { z } from "zod";
import { operation, ROLES } from "./operation.ts";

const none = z.strictObject({});

/** What opens a session: pasted, or brought by a link. */
const credential = z.string().min(1).max(200);

/** A session as the console holds it, in memory alone. */
export const SessionView = z
  .strictObject({
    bearer: z.string().meta({
      description:
        "What requests carry as “Authorization: Bearer …” until it runs out; shown only now.",
    }),
    expiresAt: Instant.meta({ description: "When the bearer runs out; renew it before." }),
    endsAt: Instant.meta({ description: "When it can be renewed no more." }),
    who: z.string().meta({ description: "What whoever is signed in is called." }),
    role: z.enum(ROLES),
    tenant: z.strictObject({
      id: z.int(),
      name: z.string(),
      timeZone: z.string(),
      locale: z.enum(LOCALES),
      currency: z.string(),
    }),
    live: z.boolean().meta({ description: "Whether what is sent reaches real customers." }),
    setUp: z
      .boolean()
      .meta({ description: "Whether a program is active, so that setting up is over." }),
    host: z.string().meta({
      description: "`alone`, or the connector inside whose pages the console stands.",
    }),
  })
  .meta({ id: "Session" });
export type SessionView = z.infer<typeof SessionView>;

/** Being signed in: how it begins, goes on and ends. */
export const SESSION_OPERATIONS = {
  startSession: operation({
    id: "startSession",
    method: "post",
    path: "/v1/session",
    summary: "Begins a session with a token, or with the code that a link brought",
    tag: "Sessions",
    params: none,
    query: none,
    body: z.union([z.strictObject({ token: credential }), z.strictObject({ code: credential })], {
      error: "write a token or a code",
    }),
    answer: SessionView,
  }),
  renewSession: operation({
    id: "renewSession",
    method: "post",
    path: "/v1/session/renew",
    summary:
      "Gives a session another bearer: by the one it has, or by the browser's cookie where it stands alone",
    tag: "Sessions",
    changes: false,
    params: none,
    query: none,
    body: none,
    answer: SessionView,
  }),
  endSession: operation({
    id: "endSession",
    method: "delete",
    path: "/v1/session",
    summary: "Ends a session at once",
    tag: "Sessions",
    role: "viewer",
    changes: false,
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({ ended: z.literal(true) }),
  }),
  createLaunch: operation({
    id: "createLaunch",
    method: "post",
    path: "/v1/session/launches",
    summary: "Makes a link that opens the console for whoever asks, once and within a minute",
    tag: "Sessions",
    role: "viewer",
    changes: false,
    params: none,
    query: none,
    body: z.strictObject({
      path: z
        .string()
        .max(500)
        .regex(/^\/(?!\/)[\w\-./~%?&=+:@,]*$/, {
          error: "write a page of the console, such as /embed/customers/42",
        })
        .default("/")
        .meta({ description: "The page of the console that the link opens." }),
    }),
    answer: z.strictObject({
      url: z.string().meta({ description: "The link; the code stands behind its #." }),
      expiresAt: Instant,
    }),
  }),
} as const;
