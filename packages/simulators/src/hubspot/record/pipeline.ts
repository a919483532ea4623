/** A step of a pipeline. */
export interface PipelineStage {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  /** Such as `isClosed` and `probability`, as text. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** What deals or orders go through. */
export interface Pipeline {
  readonly id: string;
  readonly label: string;
  readonly displayOrder: number;
  readonly stages: readonly PipelineStage[];
}

/** The pipeline of deals that every portal starts with. */
export const DEAL_PIPELINE: Pipeline = {
  id: "default",
  label: "Sales Pipeline",
  displayOrder: 0,
  stages: stages([
    ["appointmentscheduled", "Appointment Scheduled", 0.2],
    ["qualifiedtobuy", "Qualified To Buy", 0.4],
    ["presentationscheduled", "Presentation Scheduled", 0.6],
    ["decisionmakerboughtin", "Decision Maker Bought-In", 0.8],
    ["contractsent", "Contract Sent", 0.9],
    ["closedwon", "Closed Won", 1],
    ["closedlost", "Closed Lost", 0],
  ]),
};

/** The pipeline of orders that every portal starts with. */
export const ORDER_PIPELINE: Pipeline = {
  id: "14a2e10e-5471-408a-906e-c51f3b04369e",
  label: "Order Pipeline",
  displayOrder: 0,
  stages: stages([
    ["4b27b500-f031-4927-9811-68a0b525cbae", "Open", 0.5],
    ["937ea84d-0a4f-4dcf-9028-3f9c2aafbf03", "Processed", 1],
    ["3725360f-519b-4b18-a593-494d60a29c9f", "Shipped", 1],
    ["aa99e8d0-c1d5-4071-b915-d240bbb1aed9", "Delivered", 1],
    ["3c85a297-e9ce-400b-b42e-9f16853d69d6", "Cancelled", 0],
  ]),
};

/** A pipeline's stages by id, label and how likely it is won from there; 0 and 1 are the end of it. */
export function stages(
  rows: readonly (readonly [id: string, label: string, probability: number])[],
): readonly PipelineStage[] {
  return rows.map(([id, label, probability], displayOrder) => ({
    id,
    label,
    displayOrder,
    metadata: {
      isClosed: String(probability === 0 || probability === 1),
      probability: probability.toFixed(1),
    },
  }));
}

/** A pipeline as the API shows it. */
export function pipelineBody(pipeline: Pipeline): object {
  const dated = {
    createdAt: "1970-01-01T00:00:00Z",
    updatedAt: "1970-01-01T00:00:00Z",
    archived: false,
  };
  return {
    ...pipeline,
    ...dated,
    stages: pipeline.stages.map((stage) => ({
      ...stage,
      ...dated,
      writePermissions: "CRM_PERMISSIONS_ENFORCEMENT",
    })),
  };
}
