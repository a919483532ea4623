import { createHash } from "node:crypto";
import type { Instant } from "@perennial/contract";
import {
  TWIN_REFUSALS,
  type TwinProfile,
  type TwinRefusal,
  type TwinsOf,
  type TwinsWho,
  type TwinTrait,
  twinProfile,
  twinRefusal,
} from "@perennial/lifecycle";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { readConsents } from "../record/consents.ts";
import {
  readSharers,
  readTwinCounts,
  readTwins,
  type TwinCounts,
  type TwinRow,
} from "./read-twins.ts";

/** Whose twins are looked for, among whom. */
export interface TwinSearch {
  readonly of: TwinsOf;
  readonly who: TwinsWho;
  /** How many of the most like are looked at. */
  readonly limit: number;
  readonly now: Instant;
}

/** Somebody who may be in an export. */
export interface FoundTwin {
  readonly id: string;
  /** SHA-256 of the e-mail address, in hexadecimal digits. */
  readonly emailSha256: string;
  readonly points: number;
  readonly reasons: readonly TwinTrait[];
}

/** What the best are like, and who else is. */
export interface FoundTwins extends Pick<TwinCounts, "groups"> {
  readonly profile: TwinProfile;
  /** How many are like the best at all. */
  readonly all: number;
  /** How many of the most like were looked at. */
  readonly considered: number;
  /** Those of them who may be used so, the most like first. */
  readonly twins: readonly FoundTwin[];
  /** The rest of those looked at, by why they were left out. */
  readonly leftOut: readonly { readonly because: TwinRefusal; readonly customers: number }[];
}

/** Finds those who are most like the best, and parts those who may be exported from those who may not (D-19). */
export async function findTwins(
  tx: TenantTransaction,
  { of, who, limit, now }: TwinSearch,
): Promise<FoundTwins> {
  const { groups, counts, attributes } = await readTwinCounts(tx, of);
  const profile = twinProfile(groups, counts);
  const traits = "traits" in profile ? profile.traits : [];
  const rows =
    traits.length === 0 ? [] : await readTwins(tx, { of, who, traits, attributes, limit });
  const consents = await readConsents(
    tx,
    rows.map(({ id }) => id),
  );
  const judged = rows.map((row) => {
    const { email, pausedUntil } = row;
    const person = {
      ...(email !== null && { email }),
      ...(pausedUntil !== null && { pausedUntil }),
    };
    return { row, refusal: twinRefusal(person, consents.get(row.id) ?? [], now) };
  });
  const withdrawn = await withdrawnAddresses(
    tx,
    judged.flatMap(({ row, refusal }) => (refusal === undefined ? [plainEmail(row)] : [])),
    now,
  );
  const settled = judged.map(({ row, refusal }) =>
    refusal === undefined && withdrawn.has(plainEmail(row))
      ? { row, refusal: "shared-address" as const }
      : { row, refusal },
  );
  const refused = TWIN_REFUSALS.map((because) => ({
    because,
    customers: settled.filter(({ refusal }) => refusal === because).length,
  }));
  return {
    ...{ groups, profile, all: rows[0]?.all ?? 0, considered: rows.length },
    twins: settled.flatMap(({ row, refusal }) =>
      refusal === undefined ? [twinOf(row, traits)] : [],
    ),
    leftOut: refused.filter(({ customers }) => customers > 0),
  };
}

/** Of these addresses, those of which somebody has withdrawn the consent: a withdrawal is of the address, and not of the record. */
async function withdrawnAddresses(
  tx: TenantTransaction,
  emails: readonly string[],
  now: Instant,
): Promise<ReadonlySet<string>> {
  if (emails.length === 0) return new Set();
  const sharers = await readSharers(tx, emails);
  const consents = await readConsents(
    tx,
    sharers.map(({ id }) => id),
  );
  const gone = sharers.filter(
    ({ id, email }) => twinRefusal({ email }, consents.get(id) ?? [], now) === "withdrawn",
  );
  return new Set(gone.map(({ email }) => email));
}

function plainEmail({ email }: TwinRow): string {
  return (email ?? "").trim().toLowerCase();
}

function twinOf({ id, email, points, reasons }: TwinRow, traits: readonly TwinTrait[]): FoundTwin {
  const found = reasons.flatMap((place) => traits[place] ?? []);
  return { id, emailSha256: hashedEmail(email ?? ""), points, reasons: found };
}

/** An e-mail address as advertising systems match it: without blanks around it, in lower case, SHA-256 in hexadecimal digits. */
export function hashedEmail(email: string): string {
  return createHash("sha256").update(email.trim().toLowerCase()).digest("hex");
}
