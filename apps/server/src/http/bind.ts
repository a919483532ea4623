import { OPERATIONS, type Operation, type OperationId, type Operations } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import express, { type Express, type Request, type RequestHandler } from "express";
import type { z } from "zod";
import type { ServerContext } from "../server-context.ts";
import { type Audit, auditSheet } from "./audit.ts";
import { authorize, type Caller, callerOf } from "./authorize.ts";
import { localeOf } from "./language.ts";
import { HttpProblem, invalidRequest, type RequestPart, unreadableText } from "./problem.ts";
import { readUpload, type Upload, uploadOf } from "./read-upload.ts";
import { sendLines } from "./send-lines.ts";
import { type Visit, visitOf } from "./session/visit.ts";

/** The largest request body the API takes. */
const BODY_LIMIT = "2mb";

type In<Id extends OperationId> = {
  readonly params: z.output<Operations[Id]["params"]>;
  readonly query: z.output<Operations[Id]["query"]>;
  readonly body: z.output<Operations[Id]["body"]>;
  readonly caller: Caller;
  /** The language in which whatever is wrong is told. */
  readonly locale: Locale;
  /** Tells the audit log more of what is done. */
  readonly audit: Audit;
  readonly visit: Visit;
  /** The files that follow the body, of operations that take them. */
  readonly upload: Upload | undefined;
};
type Out<Id extends OperationId> = Operations[Id] extends { readonly stream: true }
  ? AsyncIterable<z.input<Operations[Id]["answer"]>>
  : Promise<z.input<Operations[Id]["answer"]>>;

/** One function for each operation. */
export type Handlers = { readonly [Id in OperationId]: (input: In<Id>) => Out<Id> };

/** A way in to the operations: where they are, and who may ask there. */
export interface Entrance {
  /** Stands before every operation's path. */
  readonly prefix: string;
  /** Lets on who may ask, and makes the body ready to be read. */
  admit(operation: Operation): readonly RequestHandler[];
  /** The parts of a request's path and query that are the operation's. */
  partsOf(
    request: Request,
    operation: Operation,
  ): { readonly params: unknown; readonly query: unknown };
}

/** Where whoever has a token asks. */
function tokenEntrance(context: ServerContext): Entrance {
  return {
    prefix: "",
    admit: ({ role, system, method, upload }) => [
      ...(role ? [authorize(context, { role, ...(system && { system }) })] : []),
      ...(method === "get" || upload ? [] : [demandJson, express.json({ limit: BODY_LIMIT })]),
      ...(upload ? [readUpload] : []),
    ],
    partsOf: ({ params, query }) => ({ params, query }),
  };
}

/** What an entrance leads to. */
export interface Bound {
  readonly handlers: Handlers;
  /** @default for whoever has a token */
  readonly entrance?: Entrance;
}

/** Puts every operation on its route: who may ask, whether the request is right, and how the answer is sent. */
export function bindOperations(app: Express, context: ServerContext, bound: Bound): void {
  const { handlers, entrance = tokenEntrance(context) } = bound;
  const methods = new Map<string, string[]>();
  for (const id of Object.keys(OPERATIONS) as OperationId[]) {
    const operation: Operation = OPERATIONS[id];
    const path = entrance.prefix + operation.path.replace(/\{(\w+)\}/g, ":$1");
    const handle = handlers[id] as AnyHandler;
    const answer = answerOf(context, operation, { entrance, handle });
    app[operation.method](path, ...entrance.admit(operation), answer);
    methods.set(path, [...(methods.get(path) ?? []), operation.method.toUpperCase()]);
  }
  for (const [path, known] of methods) app.all(path, refuseMethod(known));
}

type AnyHandler = (input: unknown) => Promise<unknown> | AsyncIterable<unknown>;

function answerOf(
  context: ServerContext,
  operation: Operation,
  { entrance, handle }: { readonly entrance: Entrance; readonly handle: AnyHandler },
): RequestHandler {
  return async (request, response) => {
    response.set("cache-control", "no-store");
    const { params, query } = entrance.partsOf(request, operation);
    const caller = callerOf(response);
    const { audit, record } = auditSheet(context, operation, caller);
    const input = {
      params: parse("path", operation.params, params),
      query: parse("query", operation.query, query),
      body: operation.method === "get" ? {} : parse("body", operation.body, request.body ?? {}),
      locale: localeOf(request),
      ...{ caller, audit, visit: visitOf(context, request, response), upload: uploadOf(request) },
    };
    if (operation.stream) {
      await sendLines(response, handle(input) as AsyncIterable<unknown>, context.log);
      return record(input);
    }
    const answer = await handle(input);
    await record(input);
    response.json(answer);
  };
}

const demandJson: RequestHandler = (request, _response, next) => {
  if (request.is("application/json") === false) {
    throw new HttpProblem(415, "Unsupported content", {
      sv: `Skicka JSON med ”content-type: application/json”.`,
      en: `Send JSON with "content-type: application/json".`,
    });
  }
  next();
};

/** What a path says to a method it does not have. */
function refuseMethod(known: readonly string[]): RequestHandler {
  const allowed = [...(known.includes("GET") ? ["HEAD"] : []), ...known].join(", ");
  return (request, response) => {
    response.set("allow", allowed);
    if (request.method === "OPTIONS") {
      response.status(204).end();
      return;
    }
    throw new HttpProblem(405, "Method not allowed", {
      sv: `${request.path} tar emot ${allowed}, inte ${request.method}.`,
      en: `${request.path} takes ${allowed}, not ${request.method}.`,
    });
  };
}

function parse(part: RequestPart, schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidRequest(part, parsed.error);
  const unreadable = unreadableIn(parsed.data, part);
  if (unreadable.length > 0) throw unreadableText(part, unreadable);
  return parsed.data;
}

/** The places of texts that PostgreSQL cannot keep, names of fields included. */
function unreadableIn(value: unknown, place: string): readonly string[] {
  if (typeof value === "string") return isReadable(value) ? [] : [place];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    isReadable(name) ? unreadableIn(inner, `${place}.${name}`) : [place],
  );
}

function isReadable(text: string): boolean {
  return !text.includes("\0") && text.isWellFormed();
}
