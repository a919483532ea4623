/** A simulation that cannot be run as it was asked for; the message says what to change. */
export class SimulationError extends Error {
  override readonly name = "SimulationError";
}
