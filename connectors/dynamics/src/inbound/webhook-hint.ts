import { z } from "zod";

/** The header that carries a connection's secret. */
export const SECRET_HEADER = "x-perennial-key";

/** That a row may have changed: no more than a reason to read its table's changes at once (crm/dynamics.md, 3.2). */
export interface WebhookHint {
  /** One for each delivery that is not a repeat. */
  readonly operationId: string;
  readonly table: string;
  readonly id: string;
  readonly message: string;
  /** Who made the change; our own user's are echoes. */
  readonly userId: string;
}

const ExecutionContext = z.looseObject({
  OperationId: z.string().min(1),
  PrimaryEntityName: z.string().min(1),
  PrimaryEntityId: z.string().min(1),
  MessageName: z.string().min(1),
  InitiatingUserId: z.string().min(1),
  Depth: z.number(),
});

/** What a delivery hints at; undefined for what is none, and for the echo of what our own user `ownUserId` wrote. */
export function webhookHint(body: string, ownUserId: string): WebhookHint | undefined {
  const context = contextOf(body);
  if (context === undefined || context.InitiatingUserId.toLowerCase() === ownUserId.toLowerCase())
    return undefined;
  return {
    operationId: context.OperationId,
    table: context.PrimaryEntityName,
    id: context.PrimaryEntityId.toLowerCase(),
    message: context.MessageName,
    userId: context.InitiatingUserId,
  };
}

function contextOf(body: string): z.infer<typeof ExecutionContext> | undefined {
  try {
    return ExecutionContext.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}
