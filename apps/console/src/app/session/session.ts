import { ApiProblem } from "../api/api-problem.ts";
import { type Answer, call } from "../api/call.ts";

/** Who is signed in, to which company, in what role. */
export type Session = Answer<"startSession">;

/** What the session is at a moment. */
export type SessionState =
  | { readonly kind: "starting" }
  | { readonly kind: "out"; readonly reason?: Error }
  | { readonly kind: "in"; readonly session: Session };

/** Renewed when less than this is left, so that no request comes too late. */
const SPARE_MS = 60_000;

/**
 * The session, in memory alone: inside a CRM's frame no cookie of ours is kept by browsers. Stand-alone, a cookie
 * that no script reads lets a reloaded page go on.
 */
class SessionKeeper {
  #state: SessionState = { kind: "starting" };
  #renewing: Promise<void> | undefined;
  readonly #listeners = new Set<() => void>();

  readonly state = (): SessionState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Begins with what the address brought, or goes on with what the browser kept. */
  async open(brought: { readonly token: string } | { readonly code: string } | undefined) {
    try {
      this.#become(
        brought
          ? await call("startSession", { body: brought }, {})
          : await call("renewSession", {}, {}),
      );
    } catch (error) {
      // Nobody was signed in before: nothing to tell.
      this.#leave(brought || !isRefused(error) ? (error as Error) : undefined);
    }
  }

  /** Signs in with a token. Throws what the server says of it. */
  async signIn(token: string): Promise<void> {
    this.#become(await call("startSession", { body: { token } }, {}));
  }

  /** Ends it here and at the server. */
  async signOut(): Promise<void> {
    const bearer = this.#bearer();
    this.#leave();
    await call("endSession", {}, { bearer }).catch(() => undefined);
  }

  /** Asks with a bearer that holds; who is refused as unknown is signed out. */
  async asking<T>(ask: (bearer: string) => Promise<T>): Promise<T> {
    await this.#keepFresh();
    const bearer = this.#bearer();
    if (bearer === undefined) throw new TypeError("nobody is signed in");
    try {
      return await ask(bearer);
    } catch (error) {
      if (isRefused(error) && bearer === this.#bearer()) this.#leave(error as Error);
      throw error;
    }
  }

  async #keepFresh(): Promise<void> {
    if (this.#state.kind !== "in") return;
    const { session } = this.#state;
    if (Date.parse(session.expiresAt) - Date.now() > SPARE_MS) return;
    this.#renewing ??= this.#renew(session.bearer).finally(() => {
      this.#renewing = undefined;
    });
    await this.#renewing;
  }

  async #renew(bearer: string): Promise<void> {
    try {
      this.#become(await call("renewSession", {}, { bearer }));
    } catch (error) {
      if (isRefused(error)) this.#leave(error as Error);
    }
  }

  #bearer(): string | undefined {
    return this.#state.kind === "in" ? this.#state.session.bearer : undefined;
  }

  #become(session: Session): void {
    this.#set({ kind: "in", session });
  }

  #leave(reason?: Error): void {
    this.#set({ kind: "out", ...(reason && { reason }) });
  }

  #set(state: SessionState): void {
    this.#state = state;
    for (const listener of this.#listeners) listener();
  }
}

function isRefused(error: unknown): boolean {
  return error instanceof ApiProblem && error.status === 401;
}

/** The one session of the page. */
export const session = new SessionKeeper();
