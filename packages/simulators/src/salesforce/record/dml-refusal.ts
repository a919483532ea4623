/** Why a record was not written (REST API Developer Guide, Status Codes and Error Responses). */
export interface DmlError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** A write of one record that Salesforce refuses; which form the answer has depends on the endpoint. */
export class DmlRefusal extends Error {
  readonly errors: readonly DmlError[];

  constructor(errors: readonly DmlError[]) {
    super(errors.map(({ message }) => message).join("; "));
    this.name = "DmlRefusal";
    this.errors = errors;
  }
}

/** A refusal for one reason. */
export function refused(
  statusCode: string,
  message: string,
  fields: readonly string[] = [],
): DmlRefusal {
  return new DmlRefusal([{ statusCode, message, fields }]);
}
