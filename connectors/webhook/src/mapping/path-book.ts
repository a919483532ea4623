import { type JsonPath, jsonPath } from "./json-path.ts";

/** The paths of one mapping, each made ready once. */
export interface PathBook {
  of(path: string): JsonPath;
}

const books = new WeakMap<object, PathBook>();

/** The paths of a mapping; they are kept for as long as the mapping is. */
export function pathBook(mapping: object): PathBook {
  const known = books.get(mapping);
  if (known) return known;
  const paths = new Map<string, JsonPath>();
  const book: PathBook = {
    of(path) {
      const ready = paths.get(path) ?? jsonPath(path);
      paths.set(path, ready);
      return ready;
    },
  };
  books.set(mapping, book);
  return book;
}
