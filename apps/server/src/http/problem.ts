import type { Problem } from "@perennial/api";
import type { Locale, LocalizedText } from "@perennial/contract";
import type { z } from "zod";
import { issueWords } from "./issue-words.ts";

/** One thing that is wrong with a request, and where. */
export interface Fault {
  readonly place: string;
  readonly message: LocalizedText;
  /** A value that would be taken instead, where there is one. */
  readonly instead?: string;
}

/**
 * An answer that tells the client what is wrong and what to do (RFC 9457), in the language it asks for. Its title stays
 * English: programs go by it, and people read the detail.
 */
export class HttpProblem extends Error {
  readonly status: number;
  readonly title: string;
  readonly detail: LocalizedText;
  readonly problems: readonly Fault[] | undefined;

  constructor(status: number, title: string, detail: LocalizedText, problems?: readonly Fault[]) {
    super(detail.en);
    this.name = "HttpProblem";
    this.status = status;
    this.title = title;
    this.detail = detail;
    this.problems = problems;
  }

  /** As it is sent, with the id under which the operator finds the request. */
  toBody(instance: string, locale: Locale): Problem {
    return {
      type: `https://perennial.example/problems/${this.title.toLowerCase().replaceAll(" ", "-")}`,
      title: this.title,
      status: this.status,
      detail: this.detail[locale],
      instance,
      ...(this.problems && {
        problems: this.problems.map(({ message, ...fault }) => ({
          ...fault,
          message: message[locale],
        })),
      }),
    };
  }
}

/** A request whose parts do not fit the schema: each thing that is wrong, with its place. */
export function invalidRequest(part: RequestPart, error: z.ZodError): HttpProblem {
  return notRight(
    part,
    error.issues.flatMap((issue) => {
      const place = [part, ...issue.path].join(".");
      if (issue.code !== "unrecognized_keys") return [{ place, message: issueWords(issue) }];
      return issue.keys.map((key) => ({
        place: `${place}.${key}`,
        message: { sv: "Det finns inget sådant fält.", en: "There is no such field." },
      }));
    }),
  );
}

/** A request with text that no database can keep. */
export function unreadableText(part: RequestPart, places: readonly string[]): HttpProblem {
  const message = {
    sv: "Texten innehåller ett tecken som inte går att spara. Ta bort det.",
    en: "The text has a NUL character or half of a surrogate pair.",
  };
  return notRight(
    part,
    places.map((place) => ({ place, message })),
  );
}

/** The parts of a request that are held against a schema. */
export type RequestPart = "path" | "query" | "body";

const PARTS: Readonly<Record<RequestPart, string>> = {
  path: "Adressen",
  query: "Frågan",
  body: "Innehållet",
};

function notRight(part: RequestPart, problems: readonly Fault[]): HttpProblem {
  const detail = {
    sv: `${PARTS[part]} stämmer inte. Varje fel står i listan.`,
    en: `The ${part} of the request is not right; see "problems" for each thing.`,
  };
  return new HttpProblem(400, "Invalid request", detail, problems);
}

/** What can be asked for and be missing: its name in Swedish, after its English one. */
const THINGS = {
  connection: "anslutningen",
  program: "programmet",
  customer: "kunden",
  call: "samtalet",
  note: "anteckningen",
  promise: "löftet",
  effect: "åtgärden",
  endpoint: "mottagaren",
  enrolment: "deltagandet",
  agreement: "avtalet",
  "saved filter": "det sparade urvalet",
  "draft of the program": "utkastet till programmet",
  "published version of the program": "någon publicerad version av programmet",
  "such door": "adressen",
  "such action": "åtgärden",
  "such token": "nyckeln",
  "such person": "personen",
  "such test recipient": "testmottagaren",
} as const;

/** What can be asked for and be missing. */
export type Thing = keyof typeof THINGS;

/** Something that is not there, or not this tenant's: the two look the same. */
export function notFound(thing: Thing, id?: string | number): HttpProblem {
  const which = typeof id === "number" ? String(id) : undefined;
  const [sv, en] =
    id === undefined ? ["", ""] : [` ${which ?? `”${id}”`}`, ` ${which ?? `"${id}"`}`];
  return missing({
    sv: `Hittar inte ${THINGS[thing]}${sv}.`,
    en: `There is no ${thing}${en}.`,
  });
}

/** As `notFound`, for what is told in words of its own. */
export function missing(detail: LocalizedText): HttpProblem {
  return new HttpProblem(404, "Not found", detail);
}
