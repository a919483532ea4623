import { sql } from "kysely";
import { setConnectionState } from "../connection/connection.ts";
import { beginLoad, noteReadings } from "../connection/readings.ts";
import { orderConsentWrites } from "../consent-write/consent-writes.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { addSuppressions, keepAddressKey } from "../forgetting/suppressions.ts";
import { addTombstones } from "../forgetting/tombstones.ts";
import { putInstallation } from "../installation/installation.ts";
import { addPendingGrant } from "../installation/pending-grants.ts";
import { spend } from "../installation/spent.ts";
import { keepMerges } from "../merge/known-merges.ts";
import { askRereads, noteExclusions, putBackRereads } from "../reread/rereads.ts";
import { claimNotices, noteHappenings } from "../tenant/notices.ts";
import { setNotify } from "../tenant/notify.ts";
import { exampleConsent } from "./example-records.ts";
import { MONDAY, TUESDAY, WEDNESDAY } from "./test-database.ts";

/** Puts something into every table of a tenant that has to do with our apps; its connection "crm" is there. */
export async function fillApps(tx: TenantTransaction, mark: string): Promise<void> {
  const about = { connector: "crm-webhook", account: `account-${tx.tenant}`, connectionId: "crm" };
  await putInstallation(tx, { ...about, name: mark, installedAt: MONDAY, by: mark });
  const grant = { digest: mark, connector: mark, sealed: mark, expiresAt: WEDNESDAY };
  await addPendingGrant(tx, grant, MONDAY);
  const refs = ["r1", "r2"].map((id) => ({ connectionId: "crm", object: "contact", id }));
  await askRereads(tx, refs, MONDAY);
  const failed = { connectionId: "crm", records: [{ object: "contact", id: "r2", asks: 1 }] };
  await putBackRereads(tx, failed, { dueAt: WEDNESDAY, problem: mark, counted: true });
  await beginLoad(tx, "crm", MONDAY);
  const excluded = [{ object: "contact", id: "r3", reason: mark }];
  await noteExclusions(tx, { connectionId: "crm", read: [] }, { excluded, now: MONDAY });
  const consent = exampleConsent({ state: "withdrawn", at: TUESDAY, source: mark });
  await orderConsentWrites(tx, [{ connectionId: "crm", consent }], MONDAY);
  await tx.run(sql`
    insert into record_writes (tenant_id, connection_id, customer_id, told, at, due_at)
    values (${tx.tenant}, 'crm', 'c1', ${{ tier: mark }}, ${MONDAY}, ${MONDAY})`);
  await noteReadings(tx, "crm", { records: [{ kind: "customer", read: 1 }], now: MONDAY });
  await keepAddressKey(tx, mark);
  await addSuppressions(tx, [mark], MONDAY);
  await addTombstones(tx, [mark], MONDAY);
  await keepMerges(tx, [{ from: "c8", into: "c9" }], MONDAY);
  await spend(tx, { digest: mark, expiresAt: WEDNESDAY }, MONDAY);
  await setNotify(tx, [mark]);
  await setConnectionState(tx, "crm", { problem: mark });
  await noteHappenings(tx, MONDAY);
  await claimNotices(tx, { now: MONDAY, until: TUESDAY, limit: 50 });
  await setConnectionState(tx, "crm", { problem: null });
}
