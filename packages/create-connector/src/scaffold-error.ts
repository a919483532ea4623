/** What keeps a connector from being written, with its remedy. */
export class ScaffoldError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ScaffoldError";
  }
}
