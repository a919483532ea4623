import type { MemberStart, MemberWord } from "./messages.ts";

/** Something that works until it is stopped; `url` where it has doors. */
export interface Working {
  readonly url?: string;
  stop(): Promise<void>;
}

/**
 * Makes this process one of the fleet: it waits for its start, says how that went, stops in order when it is asked
 * to as an operator's machine asks, and ends with whoever started it.
 */
export function beMember(start: (order: MemberStart) => Promise<Working>): void {
  let working: Working | undefined;
  process.on("message", (order: MemberStart) => {
    start(order).then(
      (begun) => {
        working = begun;
        say({ said: "started", url: begun.url ?? "" });
      },
      (error: unknown) => {
        const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
        // As the command line does when a start fails.
        say({ said: "failed", problem }, () => process.exit(1));
      },
    );
  });
  process.on("SIGTERM", () => {
    (working?.stop() ?? Promise.resolve()).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  });
  process.on("disconnect", () => process.exit());
  say({ said: "loaded" });
}

function say(word: MemberWord, then = () => {}): void {
  process.send?.(word, then);
}
