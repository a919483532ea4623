import { type DoorAnswer, type DoorRequest, mediaType } from "../../door/door-request.ts";

/** What our app asks for when it says nothing else. */
export const DEFAULT_SCOPES: readonly string[] = ["api", "refresh_token", "openid"];

/** A refusal of the OAuth endpoints, which is not of the other endpoints' form. */
export class OauthRefusal extends Error {
  readonly answer: DoorAnswer;

  constructor(error: string, description: string, status = 400) {
    super(description);
    this.name = "OauthRefusal";
    this.answer = { status, body: { error, error_description: description } };
  }
}

/** The fields of a form; refuses anything but `application/x-www-form-urlencoded`. */
export function readForm(request: DoorRequest): URLSearchParams {
  if (mediaType(request) === "application/x-www-form-urlencoded")
    return new URLSearchParams(request.body);
  throw new OauthRefusal("invalid_request", "must use HTTP POST with a form");
}
