import type { OperationId } from "@perennial/api";

/** What a flow can ask Perennial: each becomes an action of Flow Builder under the operation's id. */
export const FLOW_ACTIONS = [
  "startEnrolment",
  "stopProgram",
  "pauseCustomer",
  "noteCall",
] as const satisfies readonly OperationId[];

/** What parameters of paths are called in Flow Builder, where `id` says too little. */
export const PARAMETER_NAMES: Readonly<Record<string, string>> = { id: "customerId" };
