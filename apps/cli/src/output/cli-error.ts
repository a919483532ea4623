/** What a command ends with. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Something the person at the terminal must mend; the message says where and how. */
export class CliError extends Error {
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CliError";
    this.exitCode = exitCode;
  }
}

/** A command that cannot be understood, or lacks what it needs to begin. */
export function usageError(message: string, cause?: unknown): CliError {
  return new CliError(EXIT.usage, message, cause === undefined ? undefined : { cause });
}

/** A command that began and could not be done. */
export function failure(message: string, cause?: unknown): CliError {
  return new CliError(EXIT.failed, message, cause === undefined ? undefined : { cause });
}
