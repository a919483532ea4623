import type { AssociationKind } from "./associations.ts";
import type { ObjectType } from "./object-type.ts";

/** Who made a change, as webhooks tell it (crm/hubspot.md, 3.2). */
export interface ChangeSource {
  /** Such as `CRM_UI`, `INTEGRATION` or `IMPORT`. */
  readonly changeSource: string;
  readonly sourceId: string;
}

/** The two ends of an association and what it is. */
export interface AssociationEnds {
  readonly to: ObjectType;
  readonly fromId: number;
  readonly toId: number;
  readonly category: string;
  readonly typeId: number;
  readonly isPrimary: boolean;
}

/** Something that happened to a record; what webhooks are made of. */
export type RecordChange = { readonly type: ObjectType; readonly source: ChangeSource } & (
  | { readonly kind: "creation"; readonly id: number }
  | { readonly kind: "deletion"; readonly id: number }
  | { readonly kind: "restore"; readonly id: number }
  | { readonly kind: "privacyDeletion"; readonly id: number }
  | {
      readonly kind: "propertyChange";
      readonly id: number;
      readonly name: string;
      readonly value: string;
    }
  | {
      readonly kind: "merge";
      readonly primaryId: number;
      readonly mergedIds: readonly number[];
      readonly newId: number;
      readonly moved: number;
    }
  | ({ readonly kind: "associationChange"; readonly removed: boolean } & AssociationEnds)
);

/** The change of an association as one end sees it. */
export function associationChange(
  type: ObjectType,
  ends: { to: ObjectType; fromId: number; toId: number },
  what: { kind: AssociationKind; removed: boolean; source: ChangeSource },
): RecordChange {
  const { kind, removed, source } = what;
  return {
    kind: "associationChange",
    type,
    to: ends.to,
    fromId: ends.fromId,
    toId: ends.toId,
    category: kind.category,
    typeId: kind.typeId,
    isPrimary: kind.label === "Primary",
    removed,
    source,
  };
}
