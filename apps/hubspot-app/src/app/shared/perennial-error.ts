import type { Language } from "./language.ts";
import { SHARED_WORDS } from "./shared-words.ts";

/** One thing that is wrong in what was sent, with its place, such as `settings.agreements.0.name`. */
export interface PlacedProblem {
  readonly place: string;
  readonly message: string;
}

/** What can be known of a request that brought no answer. */
export interface PerennialFault {
  /** Of HTTP; 0 where nobody answered, -1 where nobody could be asked. */
  readonly status: number;
  /** What the server says of it, in English. */
  readonly detail?: string | undefined;
  /** Under which the operator finds the request. */
  readonly reference?: string | undefined;
  readonly problems?: readonly PlacedProblem[] | undefined;
}

/** Thrown where Perennial did not do what it was asked; its server's words and the request's id are in it. */
export class PerennialError extends Error {
  readonly fault: PerennialFault;

  constructor(fault: PerennialFault) {
    super(fault.detail ?? `Perennial answered ${fault.status}; ask again later.`);
    this.name = "PerennialError";
    this.fault = fault;
  }
}

/** Says in the user's language what went wrong and what helps, then the server's own words and the request's id. */
export function problemWords(error: unknown, language: Language): string {
  const words = SHARED_WORDS[language];
  if (!(error instanceof PerennialError)) return words.broken;
  const { status, detail, reference, problems = [] } = error.fault;
  return [
    plainWords(status, language),
    ...(detail === undefined ? [] : [detail]),
    ...problems.map(({ place, message }) => `${place}: ${message}`),
    ...(reference === undefined ? [] : [words.reference(reference)]),
  ].join(" ");
}

function plainWords(status: number, language: Language): string {
  const words = SHARED_WORDS[language];
  if (status < 0) return words.noAddress;
  if (status === 0 || status === 502 || status === 503 || status === 504) return words.unreachable;
  if (status === 401 || status === 403) return words.notAllowed;
  if (status === 404) return words.notFound;
  if (status === 409) return words.conflict;
  if (status === 429) return words.tooMany;
  return status < 500 ? words.notRight : words.broken;
}
