/** Thrown when a simulator is set up or used wrongly; the message says where and what to do. */
export class SimulatorError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "SimulatorError";
  }
}
