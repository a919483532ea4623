import { createRouter } from "@tanstack/react-router";
import { routeTree } from "./routes.tsx";
import { Opening } from "./shell/opening.tsx";

/** The console's addresses, below where the server has it. */
export function createConsoleRouter() {
  return createRouter({
    routeTree,
    basepath: import.meta.env.BASE_URL,
    defaultPreload: "intent",
    defaultPendingComponent: Opening,
    scrollRestoration: true,
  });
}
