/** What tests of connectors share: a server to program, and a context with what it holds. For tests alone. */
export * from "./memory-token-store.ts";
export * from "./recording-limiter.ts";
export * from "./start-server.ts";
export * from "./test-context.ts";
