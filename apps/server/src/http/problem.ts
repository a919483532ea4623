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

/** A request whose parts do not fit the schema: each thing that is wrong, with its place. */
export function invalidRequest(part: string, error: z.ZodError): HttpProblem {
  return notRight(
    part,
    error.issues.flatMap((issue) => {
      const place = [part, ...issue.path].join(".");
      if (issue.code !== "unrecognized_keys") return [{ place, message: issue.message }];
      return issue.keys.map((key) => ({
        place: `${place}.${key}`,
        message: "There is no such field.",
      }));
    }),
  );
}

/** A request with text that no database can keep. */
export function unreadableText(part: string, places: readonly string[]): HttpProblem {
  const message = "The text has a NUL character or half of a surrogate pair.";
  return notRight(
    part,
    places.map((place) => ({ place, message })),
  );
}

function notRight(part: string, problems: Problem["problems"]): HttpProblem {
  const detail = `The ${part} of the request is not right; see "problems" for each thing.`;
  return new HttpProblem(400, "Invalid request", detail, problems);
}

/** Something that is not there, or not this tenant's: the two look the same. */
export function notFound(what: string): HttpProblem {
  return new HttpProblem(404, "Not found", `There is no ${what}.`);
}
