/** A mapping that cannot be used, or does not go with a file; the message names places and remedies. */
export class MappingError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "MappingError";
  }
}
