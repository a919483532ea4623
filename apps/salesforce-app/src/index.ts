export * from "./external-service-document.ts";
export * from "./external-service-error.ts";
export * from "./external-service-registration.ts";
export * from "./flow-actions.ts";
export * from "./flow-document.ts";
