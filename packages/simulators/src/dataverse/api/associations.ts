import type { DoorAnswer } from "../../door/door-request.ts";
import type { Table } from "../metadata/table.ts";
import type { Row } from "../record/row.ts";
import { badPayload, noSegment } from "../refusal.ts";
import { type Call, needPrivilege, needRow, rowOf } from "./call.ts";
import { listRows } from "./list-rows.ts";
import type { RowKey } from "./resource-path.ts";
import { linkedRow, readObject } from "./write-body.ts";
import { update } from "./write-rows.ts";

interface ManyToMany {
  readonly one: string;
  readonly other: string;
  list(call: Call, from: Table, id: string): readonly string[];
  join(call: Call, one: string, other: string): void;
  part(call: Call, one: string, other: string): void;
}

/** Who has which role and is in which team (learn.microsoft.com, "systemuser EntityType"). */
const MANY_TO_MANY: Readonly<Record<string, ManyToMany>> = {
  systemuserroles_association: rolesOf("systemuser"),
  teamroles_association: rolesOf("team"),
  teammembership_association: {
    one: "team",
    other: "systemuser",
    list: ({ org }, from, id) => (from.name === "systemuser" ? org.security.teamsOf(id) : []),
    join: ({ org }, team, user) => org.security.join(team, user),
    part: ({ org }, team, user) => org.security.leave(team, user),
  },
};

function rolesOf(one: string): ManyToMany {
  return {
    one,
    other: "role",
    list: ({ org }, from, id) => (from.name === one ? org.security.rolesOf(id) : []),
    join: ({ org }, principal, role) => org.security.assign(principal, role),
    part: ({ org }, principal, role) => org.security.unassign(principal, role),
  };
}

/** `GET /{set}(key)/{name}` over a relationship of many with many; nothing when the name is none. */
export function listAssociated(
  call: Call,
  table: Table,
  { key, name }: { key: RowKey; name: string },
): DoorAnswer | undefined {
  const many = MANY_TO_MANY[name];
  if (many === undefined || (many.one !== table.name && many.other !== table.name))
    return undefined;
  const row = rowOf(call, table, key);
  const other = call.org.book.need(many.one === table.name ? many.other : many.one);
  const store = call.org.desk.store(other);
  const rows = many.list(call, table, row.id).flatMap((id) => store.get(id) ?? []);
  return listRows(call, { table: other, rows });
}

/** `POST` and `PUT /{set}(key)/{name}/$ref`: joins two rows by the `@odata.id` of the body. */
export function associate(
  call: Call,
  table: Table,
  { key, name }: { key: RowKey; name: string },
): DoorAnswer {
  const row = rowOf(call, table, key);
  const link = readObject(call.request, table.setName)["@odata.id"];
  const many = MANY_TO_MANY[name];
  if (many !== undefined) return joinMany(call, { many, table, row, link });
  const navigation = table.navigation(name);
  if (navigation !== undefined) {
    const reference = linkedRow(call, link, [navigation.target.table], table.setName);
    return setLookup(call, table, { row, name: navigation.column.name, value: reference });
  }
  const collection = call.org.book.collection(table, name);
  if (collection === undefined) throw noSegment(name);
  const linked = linkedRow(call, link, [collection.from.name], table.setName);
  const other = rowOf(call, collection.from, { id: linked.id });
  const value = { table: table.name, id: row.id };
  return setLookup(call, collection.from, { row: other, name: collection.column.name, value });
}

/** `DELETE /{set}(key)/{name}/$ref`: parts two rows; of a collection `name` comes with the other row's key. */
export function dissociate(
  call: Call,
  table: Table,
  { key, name, other }: { key: RowKey; name: string; other: RowKey | undefined },
): DoorAnswer {
  const row = rowOf(call, table, key);
  const many = MANY_TO_MANY[name];
  if (many !== undefined && other !== undefined && "id" in other) {
    needPrivilege(call, "Assign", call.org.book.need("role"));
    const [one, two] = many.one === table.name ? [row.id, other.id] : [other.id, row.id];
    many.part(call, one, two);
    call.org.log({ act: "dissociate", what: name, from: one, to: two });
    return { status: 204 };
  }
  const navigation = table.navigation(name);
  if (navigation === undefined) throw noSegment(name);
  return setLookup(call, table, { row, name: navigation.column.name, value: null });
}

function joinMany(
  call: Call,
  { many, table, row, link }: { many: ManyToMany; table: Table; row: Row; link: unknown },
): DoorAnswer {
  const wanted = many.one === table.name ? many.other : many.one;
  if (link === undefined) throw badPayload(table.setName, "The body must have '@odata.id'.");
  const linked = linkedRow(call, link, [wanted], table.setName);
  needPrivilege(call, "Assign", call.org.book.need(many.other === "role" ? "role" : "team"));
  needRow(call, "Write", { table, row });
  const [one, two] = many.one === table.name ? [row.id, linked.id] : [linked.id, row.id];
  many.join(call, one, two);
  call.org.log({ act: "associate", what: `${many.one}-${many.other}`, from: one, to: two });
  return { status: 204 };
}

function setLookup(
  call: Call,
  table: Table,
  { row, name, value }: { row: Row; name: string; value: { table: string; id: string } | null },
): DoorAnswer {
  const write = { values: { [name]: value }, id: undefined, key: undefined, parties: undefined };
  call.org.desk.together(() => update(call, table, { row, write }));
  return { status: 204 };
}
