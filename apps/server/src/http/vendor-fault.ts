import { ConnectorError, type ConnectorErrorKind } from "@perennial/contract";
import { verbatim } from "./language.ts";
import { HttpProblem } from "./problem.ts";

/** What a client can do about a vendor's refusal, by its kind. */
const STATUS: Readonly<Record<ConnectorErrorKind, readonly [status: number, title: string]>> = {
  unauthenticated: [409, "Not connected"],
  forbidden: [409, "Not permitted"],
  "not-found": [404, "Not found"],
  conflict: [409, "Not now"],
  invalid: [422, "Refused"],
  "rate-limited": [503, "Not now"],
  unavailable: [503, "Not now"],
  unsupported: [409, "Not possible"],
};

/** Does something at a vendor; what it says against it is told in its words. Throws an `HttpProblem`. */
export async function atVendor<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!ConnectorError.isInstance(error)) throw error;
    const [status, title] = STATUS[error.kind];
    throw new HttpProblem(status, title, verbatim(error.message));
  }
}
