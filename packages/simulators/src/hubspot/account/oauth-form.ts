import { type DoorAnswer, type DoorRequest, mediaType } from "../../door/door-request.ts";

/** A refusal of the OAuth endpoints, which is not of the other endpoints' form (crm/hubspot.md, 1.3). */
export class OauthRefusal extends Error {
  readonly answer: DoorAnswer;

  constructor(answer: DoorAnswer) {
    super("refused");
    this.name = "OauthRefusal";
    this.answer = answer;
  }
}

/** 400 with both forms of the error in one body. */
export function badGrant(status: string, error: string, message: string): OauthRefusal {
  return new OauthRefusal({
    status: 400,
    body: { error, error_description: message, status, message },
  });
}

/** The fields of a form; refuses anything but `application/x-www-form-urlencoded`, and unknown or repeated fields. */
export function readForm(request: DoorRequest, known: readonly string[]): URLSearchParams {
  if (mediaType(request) !== "application/x-www-form-urlencoded") {
    const message = "HTTP 415 Unsupported Media Type";
    throw new OauthRefusal({ status: 415, body: { status: "error", message } });
  }
  if (request.query !== "")
    throw badGrant("BAD_REQUEST", "invalid_request", "parameters belong into the body");
  const form = new URLSearchParams(request.body);
  for (const name of form.keys()) {
    if (!known.includes(name))
      throw badGrant("BAD_REQUEST", "invalid_request", `unknown parameter ${name}`);
    if (form.getAll(name).length > 1)
      throw badGrant("BAD_REQUEST", "invalid_request", `parameter ${name} is given twice`);
  }
  return form;
}
