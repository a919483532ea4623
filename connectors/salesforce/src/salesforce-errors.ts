import type { Answer, RequestOptions } from "@perennial/connector-kit";
import { ConnectorError, type ConnectorErrorKind } from "@perennial/contract";
import { z } from "zod";

/** One error as Salesforce tells it: of a request under `errorCode`, of a record in a collection under `statusCode`. */
export const SalesforceFault = z.looseObject({
  message: z.string().default(""),
  errorCode: z.string().optional(),
  statusCode: z.string().optional(),
  fields: z.array(z.string()).nullish(),
});
export type SalesforceFault = z.infer<typeof SalesforceFault>;
const Faults = z.union([z.array(SalesforceFault), SalesforceFault.transform((one) => [one])]);

/** What a code means for us. */
export interface Meaning {
  readonly kind: ConnectorErrorKind;
  /** Milliseconds until it is worth another try, where that is known. */
  readonly retryAfter?: number;
}

const MINUTE = 60_000;
/** A day's calls are used up: they come back little by little, so that an org is asked again now and then. */
const DAILY = 20 * MINUTE;
/** Too many long calls at once. */
const CONCURRENT = 45_000;
const LOCKED = 5_000;

const permanent: Meaning = { kind: "invalid" };
const forbidden: Meaning = { kind: "forbidden" };
const unavailable: Meaning = { kind: "unavailable" };

/** Salesforce's codes (crm/salesforce.md, 4). One that is not here goes by the answer's status. */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  INVALID_SESSION_ID: { kind: "unauthenticated" },
  INVALID_AUTH_HEADER: { kind: "unauthenticated" },
  REQUEST_LIMIT_EXCEEDED: { kind: "rate-limited", retryAfter: DAILY },
  API_DISABLED_FOR_ORG: forbidden,
  API_CURRENTLY_DISABLED: forbidden,
  INSUFFICIENT_ACCESS: forbidden,
  INSUFFICIENT_ACCESS_OR_READONLY: forbidden,
  INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY: forbidden,
  INVALID_TYPE: forbidden,
  UNABLE_TO_LOCK_ROW: { kind: "unavailable", retryAfter: LOCKED },
  SERVER_UNAVAILABLE: unavailable,
  UNKNOWN_EXCEPTION: unavailable,
  QUERY_TIMEOUT: unavailable,
  OPERATION_TOO_LARGE: permanent,
  QUERY_TOO_COMPLICATED: permanent,
  INVALID_QUERY_LOCATOR: { kind: "conflict" },
  DUPLICATE_VALUE: { kind: "conflict" },
  DUPLICATE_EXTERNAL_ID: { kind: "conflict" },
  DUPLICATES_DETECTED: { kind: "conflict" },
  REQUIRED_FIELD_MISSING: permanent,
  FIELD_CUSTOM_VALIDATION_EXCEPTION: permanent,
  INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST: permanent,
  STRING_TOO_LONG: permanent,
  CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY: permanent,
  INVALID_FIELD: permanent,
  INVALID_FIELD_FOR_INSERT_UPDATE: permanent,
  INVALID_CROSS_REFERENCE_KEY: permanent,
  MALFORMED_QUERY: permanent,
  MALFORMED_ID: permanent,
  ENTITY_IS_DELETED: { kind: "not-found" },
  NOT_FOUND: { kind: "not-found" },
};

/** What an error of a request or of a record means; undefined for a code that nobody has met. */
export function meaningOf({
  errorCode,
  statusCode,
  message,
}: SalesforceFault): Meaning | undefined {
  const code = errorCode ?? statusCode ?? "";
  if (code === "REQUEST_LIMIT_EXCEEDED" && /concurrent/i.test(message)) {
    return { kind: "rate-limited", retryAfter: CONCURRENT };
  }
  return Object.hasOwn(MEANINGS, code) ? MEANINGS[code] : undefined;
}

/** The errors that an answer tells; none where it is none of Salesforce's own. */
export function faultsIn({ text }: Pick<Answer, "text">): readonly SalesforceFault[] {
  try {
    return Faults.parse(JSON.parse(text));
  } catch {
    return [];
  }
}

/** The error for an answer that is no success, with the code and the fields that it is about. */
export function refusalOf({ method, path }: RequestOptions, answer: Answer): ConnectorError {
  const [fault] = faultsIn(answer);
  const meaning = (fault && meaningOf(fault)) ?? { kind: byStatus(answer.status) };
  const code = fault?.errorCode ?? fault?.statusCode;
  const fields = fault?.fields ?? [];
  const about = fields.length > 0 ? ` (fields: ${fields.join(", ")})` : "";
  const words = [code, answer.words].filter(Boolean).join(": ");
  return new ConnectorError({
    ...{ connector: "salesforce", kind: meaning.kind },
    ...(meaning.retryAfter !== undefined && { retryAfter: meaning.retryAfter }),
    message: `${method} /${(path ?? []).join("/")} was answered ${answer.status}: ${words}${about}`,
  });
}

function byStatus(status: number): ConnectorErrorKind {
  if (status === 401) return "unauthenticated";
  if (status === 403) return "forbidden";
  if (status === 404) return "not-found";
  return status === 300 || status === 409 ? "conflict" : "invalid";
}
