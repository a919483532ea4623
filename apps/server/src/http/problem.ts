import type { Problem } from "@perennial/api";
import type { z } from "zod";

/** An answer that tells the client what is wrong and what to do (RFC 9457). */
export class HttpProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly problems: Problem["problems"];

  constructor(status: number, title: string, detail: string, problems?: Problem["problems"]) {
    super(detail);
    this.name = "HttpProblem";
    this.status = status;
    this.title = title;
    this.problems = problems;
  }

  /** As it is sent, with the id under which the operator finds the request. */
  toBody(instance: string): Problem {
    return {
      type: `https://perennial.example/problems/${this.title.toLowerCase().replaceAll(" ", "-")}`,
      title: this.title,
      status: this.status,
      detail: this.message,
      instance,
      ...(this.problems && { problems: this.problems }),
    };
  }
}

/** A request whose parts do not fit the schema. */
export function invalidRequest(place: string, error: z.ZodError): HttpProblem {
  return new HttpProblem(
    400,
    "Invalid request",
    `The ${place} of the request is not right; see "problems" for each thing.`,
    error.issues.map((issue) => ({
      place: [place, ...issue.path].join("."),
      message: issue.message,
    })),
  );
}

/** Something that is not there, or not this tenant's: the two look the same. */
export function notFound(what: string): HttpProblem {
  return new HttpProblem(404, "Not found", `There is no ${what}.`);
}
