/** Something a queue cannot be opened with; the message names the place and the remedy, and no password. */
export class QueueError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "QueueError";
  }
}
