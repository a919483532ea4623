export * from "./client.ts";
export * from "./event-operations.ts";
export * from "./openapi.ts";
export * from "./operation.ts";
export * from "./operations.ts";
export * from "./schemas.ts";
