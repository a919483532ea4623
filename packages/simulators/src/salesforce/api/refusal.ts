import type { DoorAnswer } from "../../door/door-request.ts";
import { DmlRefusal } from "../record/dml-refusal.ts";
import { SoqlError } from "../soql/soql-error.ts";

/** One row of Salesforce's error body (REST API Developer Guide, Status Codes and Error Responses). */
export interface ApiError {
  readonly message: string;
  readonly errorCode: string;
  readonly fields?: readonly string[];
}

/** A request that Salesforce refuses; thrown while it is judged and turned into the answer at the door. */
export class SalesforceRefusal extends Error {
  readonly status: number;
  readonly errors: readonly ApiError[];

  constructor(status: number, errors: readonly ApiError[]) {
    super(errors.map(({ message }) => message).join("; "));
    this.name = "SalesforceRefusal";
    this.status = status;
    this.errors = errors;
  }

  get answer(): DoorAnswer {
    return { status: this.status, body: this.errors };
  }
}

/** 400, or another status, for one reason. */
export function refuse(errorCode: string, message: string, status = 400): SalesforceRefusal {
  return new SalesforceRefusal(status, [{ message, errorCode }]);
}

/** 404 for a record or a path that is not there. */
export function notFound(message = "The requested resource does not exist"): SalesforceRefusal {
  return refuse("NOT_FOUND", message, 404);
}

/** A refused record as the endpoints for one record tell of it. */
function fromDml(refusal: DmlRefusal): SalesforceRefusal {
  const errors = refusal.errors.map(({ statusCode, message, fields }) => ({
    message,
    errorCode: statusCode,
    fields,
  }));
  const isGone = errors.some(({ errorCode }) => errorCode === "ENTITY_IS_DELETED");
  return new SalesforceRefusal(isGone ? 404 : 400, errors);
}

/** The answer for what was thrown while a request was judged; throws what is no refusal. */
export function refusalOf(error: unknown): DoorAnswer {
  if (error instanceof SalesforceRefusal) return error.answer;
  if (error instanceof DmlRefusal) return fromDml(error).answer;
  if (error instanceof SoqlError) return refuse(error.errorCode, error.message).answer;
  throw error;
}
