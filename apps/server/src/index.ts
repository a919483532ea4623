/** The server: doors for deliveries, the HTTP API, and the loops, in one process. */
export type { Demo } from "./demo/demo.ts";
export type { DemoWorld } from "./demo/start-demo.ts";
export { createApp } from "./http/app.ts";
export { ServerError } from "./server-error.ts";
export { CONNECTORS } from "./setup/connectors.ts";
export { jsonLog } from "./setup/console-log.ts";
export { tokenFile } from "./setup/console-token.ts";
export type { ServerRuntime } from "./setup/create-context.ts";
export { type RunningServer, type StartOptions, startServer } from "./start-server.ts";
export { type RunningWorker, startWorker, type WorkerOptions } from "./start-worker.ts";
