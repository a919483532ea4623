import type { DoorAnswer } from "../../door/door-request.ts";
import type { AssociationKind } from "../record/associations.ts";
import type { ObjectType } from "../record/object-type.ts";
import { KINDS, kindOf, link, unlink } from "./associations-link.ts";
import { batchAnswer, checkSize } from "./batch.ts";
import { type Call, liveRecord, needScope, onlyQuery, recordFor, typeFor, typeOf } from "./call.ts";
import { invalid, notFound } from "./refusal.ts";
import { flag, list, object, readJson, text } from "./shape.ts";

const MOST_READ = 1000;
const MOST_WRITTEN = 2000;
const PAGE = 500;
const END = object({ id: text });
const READ = object({ inputs: list(object({ id: text }, { after: text })) });
const CREATE = object({ inputs: list(object({ from: END, to: END, types: KINDS })) });
const DEFAULT = object({ inputs: list(object({ from: END, to: END })) });
const ARCHIVE = object({ inputs: list(object({ from: END, to: list(END) })) });
const LABEL = object({ name: text, label: text }, { inverseLabel: text, isPrimary: flag });

interface Pair {
  readonly from: ObjectType;
  readonly to: ObjectType;
}

interface LinkRow {
  readonly from: { readonly id: string };
  readonly to: { readonly id: string };
  readonly kinds: readonly AssociationKind[];
}

/** `POST /crm/associations/{date}/{from}/{to}/batch/read`; an id without associations is told of as an error. */
export function readAssociations(call: Call): DoorAnswer {
  const { from, to } = pairFor(call, "read");
  const { inputs } = readJson(call.request, READ);
  checkSize(inputs, MOST_READ);
  const results: object[] = [];
  const without: string[] = [];
  for (const { id, after } of inputs) {
    const all = call.portal.records.associations.of(from, to, Number(id));
    const rest = after === undefined ? all : all.filter(({ toId }) => toId >= Number(after));
    if (rest.length === 0) without.push(id);
    else results.push(associationRow(id, rest));
  }
  if (without.length === 0) return batchAnswer(call, 200, { results });
  const error = {
    status: "error",
    category: "OBJECT_NOT_FOUND",
    subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND",
    message: `No ${to.singular} is associated with ${from.singular} ${without.join(", ")}.`,
    context: {
      fromObjectId: without,
      fromObjectType: [from.singular],
      toObjectType: [to.singular],
    },
  };
  return batchAnswer(call, 200, { results, errors: [error] });
}

/** `POST …/batch/create`. */
export function createAssociations(call: Call): DoorAnswer {
  const types = pairFor(call, "write");
  const { inputs } = readJson(call.request, CREATE);
  checkSize(inputs, MOST_WRITTEN);
  const rows = inputs.map(({ from, to, types: named }) => {
    return { from, to, kinds: named.map((one) => kindOf(call, types, one)) };
  });
  return writeLinks(call, types, rows);
}

/** `POST …/batch/associate/default`. */
export function createDefaultAssociations(call: Call): DoorAnswer {
  const types = pairFor(call, "write");
  const { inputs } = readJson(call.request, DEFAULT);
  checkSize(inputs, MOST_WRITTEN);
  const kinds = [plainKind(call, types)];
  const rows = inputs.map(({ from, to }) => ({ from, to, kinds }));
  return writeLinks(call, types, rows);
}

/** `POST …/batch/archive`. */
export function archiveAssociations(call: Call): DoorAnswer {
  const types = pairFor(call, "write");
  const { inputs } = readJson(call.request, ARCHIVE);
  checkSize(inputs, MOST_WRITTEN);
  for (const { from, to } of inputs)
    for (const one of to) unlink(call, { ...types, fromId: Number(from.id), toId: Number(one.id) });
  return { status: 200, body: { status: "COMPLETE", results: [] } };
}

/** `PUT /crm/objects/{date}/{from}/{id}/associations/default/{to}/{toId}`. */
export function putDefaultAssociation(call: Call): DoorAnswer {
  const types = pairFor(call, "write");
  if (call.request.body !== "") throw invalid("This request takes no body");
  const ends = endsFor(call, types);
  const kind = plainKind(call, types);
  link(call, ends, kind);
  return batchAnswer(call, 200, { results: [linkRow(ends, kind)] });
}

/** `PUT /crm/objects/{date}/{from}/{id}/associations/{to}/{toId}`. */
export function putAssociation(call: Call): DoorAnswer {
  const types = pairFor(call, "write");
  const named = readJson(call.request, KINDS);
  if (named.length === 0) throw invalid("At least one association type is needed");
  const ends = endsFor(call, types);
  const kinds = named.map((one) => kindOf(call, types, one));
  for (const kind of kinds) link(call, ends, kind);
  const body = {
    fromObjectTypeId: types.from.id,
    fromObjectId: String(ends.fromId),
    toObjectTypeId: types.to.id,
    toObjectId: String(ends.toId),
    labels: kinds.flatMap(({ label }) => (label === null ? [] : [label])),
  };
  return { status: 201, body };
}

/** `DELETE` of the same path. */
export function deleteAssociation(call: Call): DoorAnswer {
  const types = pairFor(call, "write");
  unlink(call, endsFor(call, types));
  return { status: 204 };
}

/** `GET /crm/associations/{date}/{from}/{to}/labels`. */
export function listLabels(call: Call): DoorAnswer {
  const { from, to } = pairFor(call, "read");
  const kinds = call.portal.records.associations.kinds(from, to);
  return { status: 200, body: { results: kinds.map(labelRow) } };
}

/** `POST` of the same path. */
export function createLabel(call: Call): DoorAnswer {
  const { from, to } = pairFor(call, "write");
  const { label } = readJson(call.request, LABEL);
  const { associations } = call.portal.records;
  if (associations.kinds(from, to).some((kind) => kind.label === label))
    throw invalid(`The label ${label} exists already`);
  return { status: 200, body: { results: [labelRow(associations.define(from, to, label))] } };
}

function writeLinks(call: Call, types: Pair, rows: readonly LinkRow[]): DoorAnswer {
  const results: object[] = [];
  const errors: object[] = [];
  for (const row of rows) {
    const [from, to] = [
      liveRecord(call, types.from, row.from.id),
      liveRecord(call, types.to, row.to.id),
    ];
    if (from === undefined || to === undefined) {
      errors.push({
        status: "error",
        category: "VALIDATION_ERROR",
        subCategory: "crm.associations.INVALID_OBJECT_IDS",
        message: `One or both of ${types.from.singular} ${row.from.id} and ${types.to.singular} ${row.to.id} do not exist.`,
        context: { fromObjectId: [row.from.id], toObjectId: [row.to.id] },
      });
      continue;
    }
    const ends = { ...types, fromId: from.id, toId: to.id };
    for (const kind of row.kinds) {
      link(call, ends, kind);
      results.push(linkRow(ends, kind));
    }
  }
  return batchAnswer(call, 200, { results, errors });
}

function associationRow(
  id: string,
  ends: readonly { toId: number; kinds: readonly AssociationKind[] }[],
): object {
  const next = ends[PAGE];
  const to = ends.slice(0, PAGE).map(({ toId, kinds }) => ({
    toObjectId: String(toId),
    associationTypes: kinds.map(labelRow),
  }));
  const paging = next === undefined ? {} : { paging: { next: { after: String(next.toId) } } };
  return { from: { id }, to, ...paging };
}

function linkRow(
  ends: { fromId: number; toId: number },
  { category, typeId }: AssociationKind,
): object {
  return {
    from: { id: String(ends.fromId) },
    to: { id: String(ends.toId) },
    associationSpec: { associationCategory: category, associationTypeId: typeId },
  };
}

function labelRow({ category, typeId, label }: AssociationKind): object {
  return { category, typeId, label };
}

function plainKind(call: Call, { from, to }: Pair): AssociationKind {
  const kinds = call.portal.records.associations.kinds(from, to);
  const plain = kinds.find(({ label }) => label === null);
  if (plain !== undefined) return plain;
  throw invalid(`${from.name} cannot be associated with ${to.name}`);
}

function pairFor(call: Call, access: "read" | "write"): Pair {
  onlyQuery(call);
  const from = typeFor(call, access, "type");
  const to = typeOf(call, "to");
  needScope(call, `crm.objects.${to.scope}.read`, `crm.objects.${to.scope}.write`);
  return { from, to };
}

function endsFor(call: Call, { from, to }: Pair) {
  const fromId = recordFor(call, from).id;
  const found = call.portal.records.store(to).resolve(Number(call.params.toId));
  if (found === undefined || found.archivedMs !== undefined)
    throw notFound("Object not found.  objectId are usually numeric.");
  return { from, to, fromId, toId: found.id };
}
