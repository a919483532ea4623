/** What has been opened, to be closed in reverse order, once. */
export class Closing {
  readonly #steps: (() => Promise<void>)[] = [];
  #closed: Promise<void> | undefined;

  /** Adds something to close. */
  add(close: () => Promise<void>): void {
    this.#steps.push(close);
  }

  /** Closes everything, the last opened first; one that fails does not keep the others open. */
  close(): Promise<void> {
    this.#closed ??= this.#closeAll();
    return this.#closed;
  }

  async #closeAll(): Promise<void> {
    const failures: unknown[] = [];
    for (const close of this.#steps.toReversed()) {
      await close().catch((error: unknown) => failures.push(error));
    }
    if (failures.length === 0) return;
    const reasons = failures.map((each) => (each instanceof Error ? each.message : String(each)));
    throw new AggregateError(failures, `Not everything could be closed: ${reasons.join("; ")}`);
  }
}
