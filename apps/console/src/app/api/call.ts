import { OPERATIONS } from "virtual:operations";
import type { OperationId, Operations } from "@perennial/api";
import i18next from "i18next";
import type { z } from "zod";
import { problemIn } from "./api-problem.ts";

/** What an operation is asked with. */
export type Input<Id extends OperationId> = {
  readonly params?: z.input<Operations[Id]["params"]>;
  readonly query?: z.input<Operations[Id]["query"]>;
  readonly body?: z.input<Operations[Id]["body"]>;
  /** Files that follow the body, of operations that take them. */
  readonly upload?: readonly Blob[];
};

/** What an operation answers. */
export type Answer<Id extends OperationId> = z.output<Operations[Id]["answer"]>;

/** Who asks, and how to stop asking. */
export interface Asking {
  readonly bearer?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Asks the server once. Throws an `ApiProblem` with its words, or a `TypeError` where nobody answers. */
export async function call<Id extends OperationId>(
  id: Id,
  input: Input<Id>,
  asking: Asking,
): Promise<Answer<Id>> {
  const response = await send(id, input, asking);
  return (await response.json()) as Answer<Id>;
}

/** Asks for an answer of many lines and gives each as it comes. */
export async function* lines<Id extends OperationId>(
  id: Id,
  input: Input<Id>,
  asking: Asking,
): AsyncGenerator<Answer<Id>> {
  const response = await send(id, input, asking);
  let rest = "";
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    const parts = (rest + (value ?? "")).split("\n");
    rest = done ? "" : (parts.pop() ?? "");
    for (const line of parts) if (line !== "") yield await lineOf<Id>(line);
    if (done) return;
  }
}

async function lineOf<Id extends OperationId>(line: string): Promise<Answer<Id>> {
  const value: unknown = JSON.parse(line);
  const isProblem =
    typeof value === "object" && value !== null && "detail" in value && "status" in value;
  if (isProblem) throw await problemIn(new Response(line));
  return value as Answer<Id>;
}

async function send<Id extends OperationId>(
  id: Id,
  input: Input<Id>,
  { bearer, signal }: Asking,
): Promise<Response> {
  const operation = OPERATIONS[id];
  if (operation === undefined) throw new TypeError(`the API has no operation ${id}`);
  const { method, path } = operation;
  const response = await fetch(addressOf(path, input), {
    method: method.toUpperCase(),
    headers: {
      "x-perennial-from": "console",
      "accept-language": i18next.language,
      ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      ...(method !== "get" && { "content-type": input.upload ? UPLOAD_TYPE : "application/json" }),
    },
    ...(method !== "get" && { body: bodyOf(input) }),
    ...(signal && { signal }),
  });
  if (response.ok) return response;
  throw await problemIn(response);
}

const UPLOAD_TYPE = "application/vnd.perennial.upload";

/** What is sent: files follow the body's line as they are on the disk. */
function bodyOf<Id extends OperationId>({ body, upload }: Input<Id>): string | Blob {
  const text = JSON.stringify(body ?? {});
  return upload ? new Blob([`${text}\n`, ...upload]) : text;
}

function addressOf<Id extends OperationId>(path: string, { params, query }: Input<Id>): string {
  const values = (params ?? {}) as Readonly<Record<string, unknown>>;
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(values[name] ?? "")),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== "") search.set(name, String(value));
  }
  const text = search.toString();
  return text === "" ? filled : `${filled}?${text}`;
}
