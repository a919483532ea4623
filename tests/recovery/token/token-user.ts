import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { TokenOrder, TokenStart, TokenWord } from "./messages.ts";

const PROGRAM = join(import.meta.dirname, "token-process.ts");

/** A process that uses the connection, as the test sees it. */
export class TokenUser {
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, "close");
  }

  /** Starts one; it is ready once this resolves. */
  static async start(start: TokenStart): Promise<TokenUser> {
    const args = ["--conditions=perennial-source", PROGRAM, JSON.stringify(start)];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const user = new TokenUser(child);
    await user.#hear();
    return user;
  }

  /** Has it ask the org; gives what went wrong, or nothing. */
  async ask(order: TokenOrder): Promise<string | undefined> {
    const word = await this.#order(order);
    if (word.said !== "answered") throw new Error(`A process says "${word.said}".`);
    return word.problem;
  }

  /** Has it ask the org, and resolves where it stands still in a renewal. Throws where it never came to that. */
  async standStill(order: TokenOrder & Required<Pick<TokenOrder, "standStill">>): Promise<void> {
    const word = await this.#order(order);
    if (word.said !== "stands-still") throw new Error(`A process did not renew: "${word.said}".`);
  }

  /** kill -9, and waits until it is gone. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  #order(order: TokenOrder): Promise<TokenWord> {
    const heard = this.#hear();
    this.#child.send(order, () => undefined);
    return heard;
  }

  async #hear(): Promise<TokenWord> {
    const word = once(this.#child, "message").then(([said]): TokenWord => said);
    const gone = this.#ended.then((how) => {
      throw new Error(`A process ended: ${how}.`);
    });
    return Promise.race([word, gone]);
  }
}
