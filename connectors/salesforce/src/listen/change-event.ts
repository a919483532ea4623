import type { Heard } from "@perennial/contract";
import { z } from "zod";
import { objectsOf } from "../mapping/map-record.ts";
import { PREFIX } from "../own-name.ts";
import { CLIENT_NAME } from "../salesforce-credentials.ts";
import type { SalesforceSettings } from "../salesforce-settings.ts";
import { isId } from "../soql/soql-value.ts";

/**
 * A change event as CometD brings it (crm/salesforce.md, 3.1; Change Data Capture Developer Guide, "Change Event Header Fields"). What has
 * changed is not believed but read: fields that the connecting user may not see are not in it, and events may be merged.
 */
const ChangeEvent = z.looseObject({
  payload: z.looseObject({
    ChangeEventHeader: z.looseObject({
      entityName: z.string(),
      recordIds: z.array(z.string()),
      changeType: z.string(),
      changeOrigin: z.string().default(""),
    }),
  }),
  event: z.looseObject({ replayId: z.int() }),
});

/** What an event means here, and where the channel goes on after it. */
export interface HeardEvent extends Heard {
  readonly position?: string;
}

/** More changed in one transaction than is told: no record is named. */
const OVERFLOW = "GAP_OVERFLOW";
const CLIENT = /(?:^|;)client=([^;]*)/;
/** The package's objects that hold what was chosen on its page inside Salesforce: it is heard when changes are read. */
const CHOSEN = ["Perennial_Setting__c", "Perennial_Rule__c", "Perennial_Tier__c"].flatMap(
  (name) => [name, `${PREFIX}${name}`],
);

/** What an event means. One that cannot be understood means that anything may have changed. Never throws. */
export function meaningOfEvent(
  data: unknown,
  settings: Pick<SalesforceSettings, "agreements" | "purchases" | "campaigns" | "calls">,
): HeardEvent {
  const { success, data: parsed } = ChangeEvent.safeParse(data);
  if (!success) return { readAll: true };
  const { entityName, recordIds, changeType, changeOrigin } = parsed.payload.ChangeEventHeader;
  const position = String(parsed.event.replayId);
  // What we wrote ourselves is no news.
  if (CLIENT.exec(changeOrigin)?.[1] === CLIENT_NAME) return { position };
  if (CHOSEN.includes(entityName)) return { position, readAll: true };
  if (!objectsOf(settings).includes(entityName)) return { position };
  // A conversion of a field's type names all records of an object as one, such as `001*`.
  const isVague = changeType === OVERFLOW || recordIds.length === 0 || !recordIds.every(isId);
  if (isVague) return { position, readAll: true };
  return { position, changed: recordIds.map((id) => ({ object: entityName, id })) };
}
