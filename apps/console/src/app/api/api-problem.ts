import type { Problem } from "@perennial/api";

/** Something the server refused or could not do, in its words. */
export class ApiProblem extends Error {
  /** 0 where nobody answered. */
  readonly status: number;
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ApiProblem";
    this.status = problem.status;
    this.problem = problem;
  }
}

/** What is said of one field of a form; its place ends with the field's path. */
export function messageAt(error: unknown, field: string): string | undefined {
  return faultAt(error, field)?.message;
}

/** The value that would be taken in place of a field's, where there is one. */
export function insteadAt(error: unknown, field: string): string | undefined {
  return faultAt(error, field)?.instead;
}

function faultAt(error: unknown, field: string) {
  if (!(error instanceof ApiProblem)) return undefined;
  return error.problem.problems?.find(
    ({ place }) => place === field || place.endsWith(`.${field}`),
  );
}

/** The problem an answer tells. */
export async function problemIn(response: Response): Promise<ApiProblem> {
  const { status } = response;
  const body: unknown = await response.json().catch(() => undefined);
  if (isProblem(body)) return new ApiProblem(body);
  return new ApiProblem({
    ...{ type: "about:blank", title: "", status },
    detail: `The server answered ${status}.`,
  });
}

function isProblem(body: unknown): body is Problem {
  return typeof body === "object" && body !== null && "detail" in body && "status" in body;
}
