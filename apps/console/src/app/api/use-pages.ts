import type { OperationId } from "@perennial/api";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { session } from "../session/session.ts";
import { type Answer, call, type Input } from "./call.ts";

/** The operations that answer with a page of a list. */
export type ListId = {
  [Id in OperationId]: Answer<Id> extends {
    readonly items: readonly unknown[];
    readonly next: string | null;
  }
    ? Id
    : never;
}[OperationId];

/** What a list has as it is scrolled. */
export interface Pages<Item> {
  readonly items: readonly Item[];
  readonly isPending: boolean;
  readonly isFetching: boolean;
  readonly error: Error | null;
  readonly hasMore: boolean;
  /** Asks for the next page, if there is one and it is not being asked for. */
  readonly more: () => void;
  readonly again: () => void;
}

type Item<Id extends ListId> = Answer<Id>["items"][number];

/** A list of the server's, a page at a time. */
export function usePages<Id extends ListId>(id: Id, input: Input<Id> = {}): Pages<Item<Id>> {
  const query = useInfiniteQuery({
    queryKey: [id, "pages", input],
    queryFn: ({ pageParam, signal }) => {
      const asked = { ...input, query: { ...input.query, ...(pageParam && { after: pageParam }) } };
      return session.asking((bearer) => call(id, asked as Input<Id>, { bearer, signal }));
    },
    initialPageParam: "",
    getNextPageParam: (last) => last.next ?? undefined,
    placeholderData: keepPreviousData,
  });
  const items = useMemo(
    () => (query.data?.pages ?? []).flatMap((page) => page.items as readonly Item<Id>[]),
    [query.data],
  );
  return {
    items,
    isPending: query.isPending,
    isFetching: query.isFetching,
    error: query.error,
    hasMore: query.hasNextPage,
    more: () => {
      if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
    },
    again: () => void query.refetch(),
  };
}
