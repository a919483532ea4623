/** What a kind of process can be asked, by name. */
export type Protocol = Readonly<
  Record<string, { readonly request: unknown; readonly answer: unknown }>
>;

/** A question on its way to a process. */
export interface Asked {
  readonly id: number;
  readonly name: string;
  readonly request: unknown;
}

/** What came of it. */
export interface Answered {
  readonly id: number;
  readonly answer?: unknown;
  readonly problem?: string;
}

/** What a kind of process does when it is asked. */
export type Handlers<P extends Protocol> = {
  readonly [Name in keyof P]: (request: P[Name]["request"]) => Promise<P[Name]["answer"]>;
};

/** Has this process do what its parent asks, until the parent lets go of it. */
export function answerParent<P extends Protocol>(
  handlers: Handlers<P>,
  whenLeft: () => Promise<void> = async () => undefined,
): void {
  const known = new Map<string, (request: never) => Promise<unknown>>(Object.entries(handlers));
  process.on("message", ({ id, name, request }: Asked) => {
    const handle = known.get(name);
    const answering = handle ? handle(request as never) : Promise.reject(new Error(`no ${name}`));
    answering.then(
      (answer) => process.send?.({ id, answer }),
      (error: unknown) => {
        const problem = error instanceof Error ? (error.stack ?? error.message) : String(error);
        process.send?.({ id, problem });
      },
    );
  });
  process.on("disconnect", () => {
    whenLeft().finally(() => process.exit());
  });
}
