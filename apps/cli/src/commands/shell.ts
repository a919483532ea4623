import type { Clock } from "@perennial/contract";
import type { EnvironmentVariables } from "../config.ts";
import type { ExitCode } from "../output/cli-error.ts";
import type { Terminal } from "../output/terminal.ts";

/** What a command works with: all of the outside world that it sees besides files and addresses it is given. */
export interface Shell {
  readonly terminal: Terminal;
  readonly environment: EnvironmentVariables;
  readonly clock: Clock;
  /** Sets what the command line ends with, where that is not 0. */
  exitWith(code: ExitCode): void;
  /** Ends the process at once. */
  quit(code: ExitCode): never;
  /** Calls when the person asks to stop (Ctrl-C, SIGTERM): 1 the first time, 2 the second. Gives how to stop listening. */
  onStop(listener: (times: number) => void): () => void;
}
