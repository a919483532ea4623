export * from "./inline-queue.ts";
export * from "./queue.ts";
