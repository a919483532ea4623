/** A file that cannot be read as rows and columns; the message names the file and the remedy. */
export class CsvError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CsvError";
  }
}
