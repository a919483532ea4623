/** A value that a conversion cannot take. The message never quotes it: it may be personal. */
export class UnfitError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UnfitError";
  }
}
