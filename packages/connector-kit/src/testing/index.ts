/** What tests of connectors share: a server to program, and a context. For tests alone. */
export * from "./start-server.ts";
export * from "./test-context.ts";
