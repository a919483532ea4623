import { type ConnectorContext, ConnectorError } from "@perennial/contract";

/** A page of a vendor's list, and where the next one begins; without `next` it is the last. */
export interface ListPage<Item, Position> {
  readonly items: readonly Item[];
  readonly next?: Position | undefined;
}

/** What `paginate` reads. */
export interface PaginateOptions<Item, Position> {
  /** The connector's id, for errors. */
  readonly connector: string;
  /** What is read, for errors, such as `GET /contacts`. */
  readonly place: string;
  readonly context: Pick<ConnectorContext, "abort">;
  /** Where to begin; at the beginning without one. */
  readonly from?: Position | undefined;
  /**
   * Reads one page. A position is any JSON value: a cursor, an offset, a link to the next page, or the last key and
   * time of a page before. `signal` ends when nobody waits for the page any more.
   */
  readonly read: (
    position: Position | undefined,
    signal: AbortSignal,
  ) => Promise<ListPage<Item, Position>>;
  /** Whether the next page is asked for while this one is worked on; never more than one. @default false */
  readonly ahead?: boolean;
}

/**
 * Reads a vendor's list page by page. Throws a `ConnectorError` of kind `unavailable` for a list without end, which
 * gives a place where it has been before, and where the session is closed.
 *
 * @example
 * const read = async (after?: string) => (await request({ method: "GET", query: { after } })).read(Page);
 * for await (const { items } of paginate({ connector, place: "GET /contacts", context, read })) use(items);
 */
export async function* paginate<Item, Position>(
  options: PaginateOptions<Item, Position>,
): AsyncGenerator<ListPage<Item, Position>, void, undefined> {
  const { place, from, read, ahead = false, context } = options;
  const seen = new Set<string>(from === undefined ? [] : [written(from)]);
  const leaving = new AbortController();
  const signal = AbortSignal.any([context.abort, leaving.signal]);
  const ask = (position: Position | undefined) => {
    if (context.abort.aborted) throw failure(options, `${place} was not read on: closing down`);
    return read(position, signal);
  };
  try {
    let page = await ask(from);
    for (;;) {
      const { next } = page;
      if (next === undefined) return yield page;
      const position = written(next);
      const isCircle = seen.has(position);
      seen.add(position);
      const coming = ahead && !isCircle && !context.abort.aborted ? ask(next) : undefined;
      // Should the reader leave before it is there, its failure is nobody's.
      coming?.catch(() => undefined);
      yield page;
      if (isCircle) throw failure(options, `${place} gives the same next page again and again`);
      page = await (coming ?? ask(next));
    }
  } finally {
    leaving.abort();
  }
}

function written(position: unknown): string {
  return JSON.stringify(position) ?? "";
}

function failure(
  { connector }: Pick<PaginateOptions<unknown, unknown>, "connector">,
  message: string,
): ConnectorError {
  return new ConnectorError({ connector, kind: "unavailable", message });
}
