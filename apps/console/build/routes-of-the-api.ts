import { OPERATIONS, type Operation } from "@perennial/api";
import type { Plugin } from "vite";

const NAME = "virtual:operations";

/**
 * Gives the console every operation's method and path as the API declares them, without the schemas: the server
 * checks what it is sent, and a page that opens inside a CRM has no weight to spare.
 */
export function routesOfTheApi(): Plugin {
  const routes = Object.values<Operation>(OPERATIONS).map(({ id, method, path }) => [
    id,
    { method, path },
  ]);
  return {
    name: "routes-of-the-api",
    resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
    load: (id) =>
      id === `\0${NAME}`
        ? `export const OPERATIONS = ${JSON.stringify(Object.fromEntries(routes))};`
        : undefined,
  };
}
