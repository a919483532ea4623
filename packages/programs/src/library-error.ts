/** Something in the library of programs, or in a folder like one of it, that cannot be read. */
export class LibraryError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "LibraryError";
  }
}
