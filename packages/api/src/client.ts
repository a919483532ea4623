import type { z } from "zod";
import type { Operation } from "./operation.ts";
import { OPERATIONS, type OperationId, type Operations } from "./operations.ts";
import { Problem } from "./schemas.ts";

/** An answer of the API that tells an error. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    const places = problem.problems?.map(({ place, message }) => `\n  ${place}: ${message}`) ?? [];
    super(`${problem.detail}${places.join("")}`);
    this.name = "ApiError";
    this.problem = problem;
  }
}

/** How to reach a server. */
export interface ClientOptions {
  /** Such as `http://127.0.0.1:4000`. */
  readonly url: string;
  readonly token?: string;
  /** What the audit log says it was done from. @default the API */
  readonly from?: "cli";
}

type Input<Id extends OperationId> = {
  readonly params?: z.input<Operations[Id]["params"]>;
  readonly query?: z.input<Operations[Id]["query"]>;
  readonly body?: z.input<Operations[Id]["body"]>;
  /** Files that follow the body, of operations that take them. */
  readonly upload?: readonly Blob[];
};
type Answer<Id extends OperationId> = z.output<Operations[Id]["answer"]>;

/** A typed client of the API. */
export class Client {
  readonly #options: ClientOptions;

  constructor(options: ClientOptions) {
    this.#options = options;
  }

  /** Asks once. Throws an `ApiError` with the server's words, or a `TypeError` when nobody answers. */
  async ask<Id extends OperationId>(id: Id, input: Input<Id> = {}): Promise<Answer<Id>> {
    const response = await this.#send(OPERATIONS[id], input);
    return OPERATIONS[id].answer.parse(await response.json()) as Answer<Id>;
  }

  /** Asks for an answer of many lines and gives each as it comes. */
  async *stream<Id extends OperationId>(id: Id, input: Input<Id> = {}): AsyncGenerator<Answer<Id>> {
    const response = await this.#send(OPERATIONS[id], input);
    for await (const line of linesOf(response)) {
      const value: unknown = JSON.parse(line);
      const problem = Problem.safeParse(value);
      if (problem.success) throw new ApiError(problem.data);
      yield OPERATIONS[id].answer.parse(value) as Answer<Id>;
    }
  }

  async #send(operation: Operation, input: Input<OperationId>): Promise<Response> {
    const { url, token, from } = this.#options;
    const params = (input.params ?? {}) as Readonly<Record<string, string>>;
    const path = operation.path.replace(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(params[name] ?? ""),
    );
    const address = new URL(path, url);
    for (const [name, value] of Object.entries(input.query ?? {})) {
      if (value !== undefined) address.searchParams.set(name, String(value));
    }
    const response = await fetch(address, {
      method: operation.method.toUpperCase(),
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(from !== undefined && { "x-perennial-from": from }),
        ...(operation.method !== "get" && { "content-type": "application/json" }),
        ...(operation.upload && { "content-type": "application/vnd.perennial.upload" }),
      },
      ...(operation.method !== "get" && { body: bodyOf(operation, input) }),
    });
    if (response.ok) return response;
    throw new ApiError(await problemOf(response));
  }
}

/** What is sent: files follow the body's line, as they are on the disk. */
function bodyOf(operation: Operation, { body = {}, upload = [] }: Input<OperationId>) {
  const text = JSON.stringify(body);
  return operation.upload ? new Blob([`${text}\n`, ...upload]) : text;
}

async function problemOf(response: Response): Promise<Problem> {
  const text = await response.text();
  const parsed = Problem.safeParse(asJson(text));
  if (parsed.success) return parsed.data;
  const { status } = response;
  return {
    type: "about:blank",
    title: "Unexpected answer",
    status,
    detail: `The server answered ${status}.`,
  };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function* linesOf(response: Response): AsyncGenerator<string> {
  let rest = "";
  for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    yield* lines.filter((line) => line !== "");
  }
  if (rest !== "") yield rest;
}
