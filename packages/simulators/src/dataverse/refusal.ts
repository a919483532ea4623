import type { DoorAnswer } from "../door/door-request.ts";

/** A refusal of the Web API: a status, a code and a sentence. */
export class DataverseRefusal extends Error {
  readonly status: number;
  /** Hexadecimal, such as `0x80040217`. */
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    message: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = "DataverseRefusal";
    this.status = status;
    this.code = code;
    this.headers = headers;
  }

  answer(): DoorAnswer {
    const body = { error: { code: this.code, message: this.message } };
    return { status: this.status, headers: this.headers, body };
  }
}

/** 400: what was asked is not in the language of the service, or names what is not there. */
export function badQuery(message: string): DataverseRefusal {
  return new DataverseRefusal(400, "0x80060888", message);
}

/** 400: the body of a write is not what the table takes. */
export function badPayload(setName: string, cause: string): DataverseRefusal {
  return new DataverseRefusal(
    400,
    "0x80048d19",
    `Error identified in Payload provided by the user for Entity :'${setName}', For more information on this error please follow this help link https://go.microsoft.com/fwlink/?linkid=2195293  ---->  InnerException : Microsoft.OData.ODataException: ${cause}`,
  );
}

/** 400: a value is of the right type and still not allowed. */
export function badValue(code: string, message: string): DataverseRefusal {
  return new DataverseRefusal(400, code, message);
}

/** 404: there is no such row. */
export function noRow(table: string, id: string): DataverseRefusal {
  return new DataverseRefusal(
    404,
    "0x80040217",
    `Entity '${table}' With Id = ${id} Does Not Exist`,
  );
}

/** 404: a path leads nowhere. */
export function noSegment(segment: string): DataverseRefusal {
  return new DataverseRefusal(
    404,
    "0x8006088a",
    `Resource not found for the segment '${segment}'.`,
  );
}

/** 403: the user's roles do not hold a privilege. */
export function missingPrivilege(userId: string, privilege: string): DataverseRefusal {
  return new DataverseRefusal(
    403,
    "0x80040220",
    `Principal user (Id=${userId}, type=8) is missing ${privilege} privilege.`,
  );
}

/** 412: the row is not, or is, as the writer thought. */
export function preconditionFailed(code: string, message: string): DataverseRefusal {
  return new DataverseRefusal(412, code, message);
}
