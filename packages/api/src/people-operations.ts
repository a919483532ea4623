import { Instant } from "@perennial/contract";
import { z } from "zod";
import { operation, ROLES, TOKEN_ROLES } from "./operation.ts";

const none = z.strictObject({});
const byId = z.strictObject({ id: z.string().min(1).max(100) });

const name = z.string().trim().min(1, { error: "write a name" }).max(120);
const role = z.enum(ROLES, { error: "choose a role" });

/** Somebody who may work in the console. */
export const PersonView = z
  .strictObject({
    id: z.string(),
    name,
    email: z.string(),
    role,
    createdAt: Instant,
    lastSeenAt: Instant.nullable().meta({ description: "Null for who has not been here yet." }),
  })
  .meta({ id: "Person" });
export type PersonView = z.infer<typeof PersonView>;

/** A link that signs somebody in, once. */
const SignInLink = z.strictObject({
  url: z.string().meta({ description: "Signs in whoever opens it first; shown only now." }),
  expiresAt: Instant,
});

/** A key of a machine's to the API, without the key itself. */
export const TokenView = z
  .strictObject({
    id: z.string(),
    label: z.string().meta({ description: "What it is for." }),
    role: z.string(),
    madeBy: z.string().meta({ description: "Who made it; empty for the server's own." }),
    createdAt: Instant,
    lastUsedAt: Instant.nullable().meta({ description: "To within five minutes." }),
    isOwn: z.boolean().meta({
      description: "Whether it is the server's own, kept in its data directory.",
    }),
  })
  .meta({ id: "Token" });
export type TokenView = z.infer<typeof TokenView>;

/** Who may do what: people by name, and machines by token. */
export const PEOPLE_OPERATIONS = {
  listPeople: operation({
    id: "listPeople",
    method: "get",
    path: "/v1/people",
    summary: "Who may work in the console, and in what role",
    tag: "People",
    role: "admin",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({
      items: z.array(PersonView),
      mailBy: z.string().nullable().meta({
        description: "The connection by which a link can be mailed; null where none sends e-mail.",
      }),
    }),
  }),
  invitePerson: operation({
    id: "invitePerson",
    method: "post",
    path: "/v1/people",
    summary: "Lets a person in, and makes the link they sign in with first",
    tag: "People",
    role: "admin",
    params: none,
    query: none,
    body: z.strictObject({
      name,
      email: z.email({ error: "write an e-mail address" }).max(254),
      role,
      mail: z.boolean().default(false).meta({ description: "Whether to mail the link as well." }),
    }),
    answer: z.strictObject({
      person: PersonView,
      link: SignInLink,
      mailed: z.boolean().meta({ description: "Whether the link was mailed." }),
    }),
  }),
  createSignInLink: operation({
    id: "createSignInLink",
    method: "post",
    path: "/v1/people/{id}/links",
    summary: "Makes a new link for a person to sign in with; those before it no longer count",
    tag: "People",
    role: "admin",
    params: byId,
    query: none,
    body: z.strictObject({ mail: z.boolean().default(false) }),
    answer: z.strictObject({ link: SignInLink, mailed: z.boolean() }),
  }),
  changePerson: operation({
    id: "changePerson",
    method: "post",
    path: "/v1/people/{id}",
    summary: "Changes a person's name or role, at once where they are signed in",
    tag: "People",
    role: "admin",
    params: byId,
    query: none,
    body: z.strictObject({ name: name.optional(), role: role.optional() }),
    answer: PersonView,
  }),
  removePerson: operation({
    id: "removePerson",
    method: "delete",
    path: "/v1/people/{id}",
    summary: "Takes a person away and ends their sessions at once",
    tag: "People",
    role: "admin",
    params: byId,
    query: none,
    body: none,
    answer: z.strictObject({ removed: z.literal(true) }),
  }),
  listTokens: operation({
    id: "listTokens",
    method: "get",
    path: "/v1/tokens",
    summary: "The keys of machines to the API, and when each was used last",
    tag: "People",
    role: "admin",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({ items: z.array(TokenView) }),
  }),
  createToken: operation({
    id: "createToken",
    method: "post",
    path: "/v1/tokens",
    summary: "Makes a key for a machine; the key itself is shown once",
    tag: "People",
    role: "admin",
    params: none,
    query: none,
    body: z.strictObject({
      label: z.string().trim().min(1, { error: "say what it is for" }).max(120),
      role: z.enum(TOKEN_ROLES, { error: "choose a role" }).meta({
        description: "`telephony` may ask who is calling and tell of calls, and nothing else.",
      }),
    }),
    answer: z.strictObject({
      token: z.string().meta({ description: "The key; shown only now." }),
      item: TokenView,
    }),
  }),
  revokeToken: operation({
    id: "revokeToken",
    method: "delete",
    path: "/v1/tokens/{id}",
    summary: "Makes a key worthless at once, with the sessions that were begun with it",
    tag: "People",
    role: "admin",
    params: byId,
    query: none,
    body: none,
    answer: z.strictObject({ revoked: z.literal(true) }),
  }),
} as const;
