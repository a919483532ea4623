/** A refusal of the user interface API, as Lightning Data Service hands it on. */
export interface OrgErrorBody {
  readonly statusCode: number;
  readonly errorCode?: string;
  readonly enhancedErrorType?: "RecordError";
  readonly message: string;
  readonly output?: {
    readonly errors: readonly { readonly errorCode: string; readonly message: string }[];
    readonly fieldErrors: Readonly<
      Record<string, readonly { readonly errorCode: string; readonly message: string }[]>
    >;
  };
}

/** What the org refused, in Salesforce's codes and words. */
export class OrgError extends Error {
  override readonly name = "OrgError";
  readonly body: OrgErrorBody;

  constructor(statusCode: number, errorCode: string, message: string) {
    super(message);
    this.body = { statusCode, errorCode, message };
  }
}

/** A record that could not be saved: what is wrong with it as a whole, or with one of its fields. */
export class SaveError extends Error {
  override readonly name = "SaveError";
  readonly body: OrgErrorBody;

  constructor(errorCode: string, message: string, field?: string) {
    super(message);
    const told = { errorCode, message };
    this.body = {
      statusCode: 400,
      enhancedErrorType: "RecordError",
      message: "An error occurred while trying to update the record. Please try again.",
      output: {
        errors: field === undefined ? [told] : [],
        fieldErrors: field === undefined ? {} : { [field]: [told] },
      },
    };
  }
}
