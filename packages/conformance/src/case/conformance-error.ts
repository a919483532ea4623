/** A connector does not do what the contract says; the message says what is wrong and what would be right. */
export class ConformanceError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConformanceError";
  }
}

/** The author has yet to write a scenario that a declared capability needs. */
export class ScenarioMissingError extends Error {
  constructor(scenario: string, example: string) {
    super(`write the scenario ${scenario}. It looks like this:\n${example}`);
    this.name = "ScenarioMissingError";
  }
}

/** Holds a connector to a statement. Throws a `ConformanceError` with these words where it is not so. */
export function claim(holds: boolean, words: string): asserts holds {
  if (!holds) throw new ConformanceError(words);
}
