import type { Express } from "express";
import type { ServerContext } from "../../server-context.ts";
import { bindOperations, type Handlers } from "../bind.ts";
import { bindActions } from "./actions.ts";
import { bindInstalling } from "./installing.ts";
import { bindLaunching } from "./launching.ts";
import { pageEntrance } from "./page-entrance.ts";

/**
 * The doors of our apps on vendors' marketplaces, the same for every connector that has one: where administrators
 * install, where the vendor's automation asks for something, and where our pages inside it ask.
 */
export function bindAppDoors(app: Express, context: ServerContext, handlers: Handlers): void {
  bindInstalling(app, context);
  bindActions(app, context);
  bindLaunching(app, context);
  bindOperations(app, context, { handlers, entrance: pageEntrance(context) });
}
