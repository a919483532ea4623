import type { AssociationKind } from "../record/associations.ts";
import type { ObjectType } from "../record/object-type.ts";
import { type Call, liveRecord, mannerOf } from "./call.ts";
import { invalid, notFound } from "./refusal.ts";
import { list, object, text, whole, word } from "./shape.ts";

/** A kind of association in a body. */
export const KINDS = list(
  object({
    associationCategory: word("HUBSPOT_DEFINED", "USER_DEFINED", "INTEGRATOR_DEFINED"),
    associationTypeId: whole,
  }),
);

/** The associations of a record that is being made. */
export const NEW_ASSOCIATIONS = list(object({ to: object({ id: text }), types: KINDS }));

/** A kind of association as it is named in a body. */
export interface NamedKind {
  readonly associationCategory: string;
  readonly associationTypeId: number;
}

/** Two records to be joined. */
export interface Ends {
  readonly from: ObjectType;
  readonly fromId: number;
  readonly to: ObjectType;
  readonly toId: number;
}

/** Finds the records a new one is to be joined to, refusing first what is wrong; the function given joins it. */
export function linkNew(
  call: Call,
  from: ObjectType,
  wanted: readonly { to: { id: string }; types: readonly NamedKind[] }[],
): (fromId: number) => void {
  const ends = wanted.flatMap(({ to, types }) =>
    types.map((named) => {
      const target = typeOfKind(call, from, named);
      const record = liveRecord(call, target.to, to.id);
      if (record === undefined)
        throw notFound(
          `Could not associate with ${target.to.singular} ${to.id}: it does not exist`,
          { id: [to.id] },
        );
      return { to: target.to, toId: record.id, kind: target.kind };
    }),
  );
  return (fromId) => {
    for (const { to, toId, kind } of ends) link(call, { from, fromId, to, toId }, kind);
  };
}

/** The kind of a name from one type to another; refuses one that does not exist in that direction. */
export function kindOf(
  call: Call,
  types: { from: ObjectType; to: ObjectType },
  named: NamedKind,
): AssociationKind {
  const { from, to } = types;
  const kinds = call.portal.records.associations.kinds(from, to);
  const kind = kinds.find((one) => isNamed(one, named));
  if (kind !== undefined) return kind;
  throw invalid(
    `Association type ${named.associationCategory} ${named.associationTypeId} is not valid from ${from.name} to ${to.name}`,
  );
}

/** Joins two records. */
export function link(call: Call, ends: Ends, kind: AssociationKind): void {
  const { from, fromId, to, toId } = ends;
  call.portal.records.join(from, ends, { kind, source: mannerOf(call).source });
  call.log({
    portalId: call.portal.id,
    act: "associate",
    from: from.name,
    fromId: String(fromId),
    to: to.name,
    toId: String(toId),
    typeId: kind.typeId,
  });
}

/** Parts two records and tells of it. */
export function unlink(call: Call, ends: Ends, kind?: AssociationKind): void {
  const { from, fromId, to, toId } = ends;
  const { associations } = call.portal.records;
  const had = associations.of(from, to, fromId).find((one) => one.toId === toId);
  const gone = had?.kinds.filter((one) => kind === undefined || one.typeId === kind.typeId) ?? [];
  const what = kind === undefined ? { fromId, toId } : { fromId, toId, kind };
  if (!associations.remove(from, to, what)) return;
  for (const one of gone) {
    const told = { kind: one, removed: true, source: mannerOf(call).source };
    call.portal.records.tellAssociation(from, ends, told);
    call.log({
      portalId: call.portal.id,
      act: "dissociate",
      from: from.name,
      fromId: String(fromId),
      to: to.name,
      toId: String(toId),
      typeId: one.typeId,
    });
  }
}

/** A record's associations as they stand in its own body. */
export function associationsOf(
  call: Call,
  start: { from: ObjectType; to: ObjectType; id: number },
): readonly { id: string; type: string }[] {
  const { from, to, id } = start;
  return call.portal.records.associations.of(from, to, id).flatMap(({ toId, kinds }) =>
    kinds.map(({ label }) => ({
      id: String(toId),
      type:
        label === null
          ? `${from.singular}_to_${to.singular}_unlabeled`
          : `${from.singular}_to_${to.singular}`,
    })),
  );
}

function typeOfKind(
  call: Call,
  from: ObjectType,
  named: NamedKind,
): { to: ObjectType; kind: AssociationKind } {
  for (const to of call.portal.records.types) {
    const kinds = call.portal.records.associations.kinds(from, to);
    const kind = kinds.find((one) => isNamed(one, named));
    if (kind !== undefined) return { to, kind };
  }
  throw invalid(
    `No association type ${named.associationCategory} ${named.associationTypeId} starts from ${from.name}`,
  );
}

function isNamed(kind: AssociationKind, named: NamedKind): boolean {
  return kind.category === named.associationCategory && kind.typeId === named.associationTypeId;
}
