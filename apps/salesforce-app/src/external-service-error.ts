/** Something in the API's contract that External Services cannot take; the message names the place and the remedy. */
export class ExternalServiceError extends Error {
  override readonly name = "ExternalServiceError";
}
