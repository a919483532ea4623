import {
  OPERATIONS,
  type Operation,
  type OperationId,
  type Operations,
  ROLES,
  type Role,
} from "@perennial/api";
import type { Log } from "@perennial/contract";
import type { Express, Request, RequestHandler, Response } from "express";
import type { z } from "zod";
import type { ServerContext } from "../server-context.ts";
import { authenticate } from "../setup/console-token.ts";
import { HttpProblem, invalidRequest } from "./problem.ts";

/** Who asks, for one tenant. */
export interface Caller {
  readonly tenant: number;
  readonly role: Role;
}

type In<Id extends OperationId> = {
  readonly params: z.output<Operations[Id]["params"]>;
  readonly query: z.output<Operations[Id]["query"]>;
  readonly body: z.output<Operations[Id]["body"]>;
  readonly caller: Caller;
};
type Out<Id extends OperationId> = Operations[Id] extends { readonly stream: true }
  ? AsyncIterable<z.input<Operations[Id]["answer"]>>
  : Promise<z.input<Operations[Id]["answer"]>>;

/** One function for each operation. */
export type Handlers = { readonly [Id in OperationId]: (input: In<Id>) => Out<Id> };

/** Puts every operation on its route: who may ask, whether the request is right, and how the answer is sent. */
export function bindOperations(app: Express, context: ServerContext, handlers: Handlers): void {
  for (const id of Object.keys(OPERATIONS) as OperationId[]) {
    const operation: Operation = OPERATIONS[id];
    const path = operation.path.replace(/\{(\w+)\}/g, ":$1");
    app[operation.method](path, routeOf(context, operation, handlers[id] as AnyHandler));
  }
}

type AnyHandler = (input: unknown) => Promise<unknown> | AsyncIterable<unknown>;

function routeOf(context: ServerContext, operation: Operation, handle: AnyHandler): RequestHandler {
  return async (request, response) => {
    const caller = operation.role && (await callerOf(context, request, operation.role));
    const input = {
      params: parse("path", operation.params, request.params),
      query: parse("query", operation.query, request.query),
      body: operation.method === "get" ? {} : parse("body", operation.body, request.body ?? {}),
      caller,
    };
    if (operation.stream) {
      return sendLines(response, handle(input) as AsyncIterable<unknown>, context.log);
    }
    response.json(await handle(input));
  };
}

async function callerOf(context: ServerContext, request: Request, role: Role): Promise<Caller> {
  const [, token] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? "") ?? [];
  const found = token === undefined ? undefined : await authenticate(context.db, token);
  if (!found) {
    throw new HttpProblem(
      401,
      "Not signed in",
      'Send the console\'s token as "Authorization: Bearer …". It is printed when the server starts.',
    );
  }
  const has = ROLES.findIndex((each) => each === found.role);
  if (has < ROLES.indexOf(role)) {
    throw new HttpProblem(
      403,
      "Not allowed",
      `This takes the role ${role}; the token has the role ${found.role}.`,
    );
  }
  return { tenant: found.tenant, role: found.role as Role };
}

function parse(place: string, schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw invalidRequest(place, parsed.error);
  return parsed.data;
}

/** Sends values as lines of JSON while they come; a failure on the way is the last line. */
async function sendLines(
  response: Response,
  values: AsyncIterable<unknown>,
  log: Log,
): Promise<void> {
  response.type("application/x-ndjson");
  try {
    for await (const value of values) response.write(`${JSON.stringify(value)}\n`);
  } catch (error) {
    if (!response.headersSent) throw error;
    const problem = error instanceof HttpProblem ? error : undefined;
    if (!problem) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log.error("An answer of many lines broke off.", { reason });
    }
    const detail = problem?.message ?? "The server failed on the way; its log says why.";
    response.write(
      `${JSON.stringify(new HttpProblem(problem?.status ?? 500, "Interrupted", detail).toBody(""))}\n`,
    );
  }
  response.end();
}
