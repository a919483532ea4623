import { z } from "zod";
import type { DynamicsClient } from "../dynamics-client.ts";

/** What of a column is needed to read and write it. */
export interface ColumnKind {
  readonly logicalName: string;
  /** The Web API's word, such as `String`, `Picklist` or `Lookup`. */
  readonly type: string;
  readonly isWritable: boolean;
  /** Whether its values can be read at all. */
  readonly isReadable: boolean;
  /** Whether it has days without time and zone, where it has dates. */
  readonly isDateOnly: boolean;
}

const Kinds = z.looseObject({
  value: z.array(
    z.looseObject({
      LogicalName: z.string(),
      AttributeType: z.string(),
      IsValidForUpdate: z.boolean(),
      IsValidForRead: z.boolean(),
    }),
  ),
});
const Dates = z.looseObject({
  value: z.array(z.looseObject({ LogicalName: z.string(), Format: z.string().nullish() })),
});
const LOOKUPS: readonly string[] = ["Lookup", "Customer", "Owner"];

/** The columns of a table without what people see of them. */
export async function readColumnKinds(
  { request }: Pick<DynamicsClient, "request">,
  logicalName: string,
): Promise<ReadonlyMap<string, ColumnKind>> {
  const path = [`EntityDefinitions(LogicalName='${logicalName}')`, "Attributes"];
  const query = { $select: "LogicalName,AttributeType,IsValidForUpdate,IsValidForRead" };
  const { value } = (await request({ method: "GET", path, query })).read(Kinds);
  const dated = await request({
    ...{ method: "GET", path: [...path, "Microsoft.Dynamics.CRM.DateTimeAttributeMetadata"] },
    query: { $select: "LogicalName,Format" },
  });
  const days = dated.read(Dates).value.filter(({ Format }) => Format === "DateOnly");
  const isDay = new Set(days.map(({ LogicalName }) => LogicalName));
  return new Map(
    value.map(({ LogicalName, AttributeType, IsValidForUpdate, IsValidForRead }) => [
      LogicalName,
      {
        ...{ logicalName: LogicalName, type: AttributeType },
        ...{ isWritable: IsValidForUpdate, isReadable: IsValidForRead },
        isDateOnly: isDay.has(LogicalName),
      },
    ]),
  );
}

/** What a column is called where its value is read: a lookup's is `_ownerid_value`. */
export function readName({ logicalName, type }: ColumnKind): string {
  return LOOKUPS.includes(type) ? `_${logicalName}_value` : logicalName;
}
