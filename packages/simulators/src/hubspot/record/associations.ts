import type { ObjectType } from "./object-type.ts";

/** A kind of association from one type to another, such as a contact's primary company. */
export interface AssociationKind {
  readonly category: "HUBSPOT_DEFINED" | "USER_DEFINED";
  readonly typeId: number;
  readonly label: string | null;
}

/** One end of an association and the kinds it is of. */
export interface Associated {
  readonly toId: number;
  readonly kinds: readonly AssociationKind[];
}

/** What the associations are kept as over a restart. */
export interface AssociationsSnapshot {
  readonly links: readonly (readonly [string, number, number, readonly AssociationKind[]])[];
  readonly kinds: readonly (readonly [string, readonly AssociationKind[]])[];
  readonly inverse: readonly (readonly [string, AssociationKind])[];
  readonly lastCustomId: number;
}

// Both directions of each (crm/hubspot.md, 2.9); those back from commerce objects are ours.
const DEFAULTS: readonly (readonly [from: string, to: string, typeId: number])[] = [
  ["tasks", "contacts", 204],
  ["contacts", "tasks", 203],
  ["tasks", "companies", 192],
  ["companies", "tasks", 191],
  ["tasks", "deals", 216],
  ["deals", "tasks", 215],
  ["notes", "contacts", 202],
  ["contacts", "notes", 201],
  ["notes", "companies", 190],
  ["companies", "notes", 189],
  ["notes", "deals", 214],
  ["deals", "notes", 213],
  ["calls", "contacts", 194],
  ["contacts", "calls", 193],
  ["calls", "companies", 182],
  ["companies", "calls", 181],
  ["calls", "deals", 206],
  ["deals", "calls", 205],
  ["meetings", "contacts", 200],
  ["contacts", "meetings", 199],
  ["meetings", "companies", 188],
  ["companies", "meetings", 187],
  ["meetings", "deals", 212],
  ["deals", "meetings", 211],
  ["communications", "contacts", 81],
  ["contacts", "communications", 82],
  ["communications", "companies", 87],
  ["companies", "communications", 88],
  ["communications", "deals", 85],
  ["deals", "communications", 86],
  ["deals", "contacts", 3],
  ["contacts", "deals", 4],
  ["contacts", "companies", 279],
  ["companies", "contacts", 280],
  ["deals", "companies", 341],
  ["companies", "deals", 342],
  ["deals", "line_items", 19],
  ["line_items", "deals", 20],
  ["contacts", "subscriptions", 296],
  ["subscriptions", "contacts", 295],
  ["subscriptions", "line_items", 301],
  ["line_items", "subscriptions", 302],
  ["deals", "subscriptions", 300],
  ["subscriptions", "deals", 299],
  ["companies", "subscriptions", 298],
  ["subscriptions", "companies", 297],
  ["contacts", "orders", 508],
  ["orders", "contacts", 507],
  ["companies", "orders", 510],
  ["orders", "companies", 509],
  ["orders", "line_items", 513],
  ["line_items", "orders", 514],
];
const PRIMARIES: readonly (readonly [string, string, number])[] = [
  ["contacts", "companies", 1],
  ["companies", "contacts", 2],
  ["deals", "companies", 5],
  ["companies", "deals", 6],
];
const FIRST_CUSTOM_ID = 20;

/** Who is associated with whom in a portal; what holds from A to B holds from B to A with the other's kind. */
export class Associations {
  /** By both types' ids and the id of the one it starts from. */
  readonly #links = new Map<string, Map<number, Map<number, AssociationKind[]>>>();
  readonly #kinds = new Map<string, AssociationKind[]>();
  /** The kind that holds in the other direction, by `from to typeId`. */
  readonly #inverse = new Map<string, AssociationKind>();
  #lastCustomId = FIRST_CUSTOM_ID;

  /** The kinds there are from one type to another; the plain one first. */
  kinds(from: ObjectType, to: ObjectType): readonly AssociationKind[] {
    const found = this.#kinds.get(pair(from, to));
    if (found !== undefined) return found;
    const plain = standardKind(DEFAULTS, from, to);
    const primary = standardKind(PRIMARIES, from, to);
    const kinds: AssociationKind[] = [];
    if (plain !== undefined) kinds.push(hubspotKind(plain, null));
    if (primary !== undefined) kinds.push(hubspotKind(primary, "Primary"));
    this.#kinds.set(pair(from, to), kinds);
    return kinds;
  }

  /** Lets two types be associated, with a plain kind in each direction or one with a label. */
  define(from: ObjectType, to: ObjectType, label: string | null = null): AssociationKind {
    const [there, back] = [this.#newKind(label), this.#newKind(label)];
    this.#kinds.set(pair(from, to), [...this.kinds(from, to), there]);
    this.#kinds.set(pair(to, from), [...this.kinds(to, from), back]);
    this.#inverse.set(`${pair(from, to)} ${there.typeId}`, back);
    this.#inverse.set(`${pair(to, from)} ${back.typeId}`, there);
    return there;
  }

  /** Adds a kind of association, in both directions; nothing when it was there. */
  add(
    from: ObjectType,
    to: ObjectType,
    link: { fromId: number; toId: number; kind: AssociationKind },
  ): boolean {
    const { fromId, toId, kind } = link;
    const added = this.#put(pair(from, to), { fromId, toId, kind });
    const back = this.inverse(from, to, kind);
    if (back !== undefined) this.#put(pair(to, from), { fromId: toId, toId: fromId, kind: back });
    return added;
  }

  /** Removes one kind, or all of them, in both directions; whether there was something. */
  remove(
    from: ObjectType,
    to: ObjectType,
    link: { fromId: number; toId: number; kind?: AssociationKind },
  ): boolean {
    const { fromId, toId, kind } = link;
    const had = this.#take(pair(from, to), fromId, toId, kind);
    const back = kind === undefined ? undefined : this.inverse(from, to, kind);
    if (kind === undefined || back !== undefined) this.#take(pair(to, from), toId, fromId, back);
    return had;
  }

  /** What a record is associated with, in the order of ids. */
  of(from: ObjectType, to: ObjectType, id: number): readonly Associated[] {
    const found = this.#links.get(pair(from, to))?.get(id);
    if (found === undefined) return [];
    return [...found]
      .map(([toId, kinds]) => ({ toId, kinds }))
      .sort((one, other) => one.toId - other.toId);
  }

  /** Removes everything about a record. */
  forget(type: ObjectType, id: number): void {
    for (const [key, links] of this.#links) {
      if (key.startsWith(`${type.id} `)) links.delete(id);
      if (key.endsWith(` ${type.id}`)) for (const ends of links.values()) ends.delete(id);
    }
  }

  /** Moves everything about a record to another one of its type. */
  move(type: ObjectType, types: readonly ObjectType[], ids: { from: number; to: number }): void {
    for (const other of types)
      for (const { toId, kinds } of this.of(type, other, ids.from))
        for (const kind of kinds) this.add(type, other, { fromId: ids.to, toId, kind });
    this.forget(type, ids.from);
  }

  snapshot(): AssociationsSnapshot {
    const links: [string, number, number, readonly AssociationKind[]][] = [];
    for (const [key, ends] of this.#links)
      for (const [fromId, others] of ends)
        for (const [toId, kinds] of others) links.push([key, fromId, toId, kinds]);
    const inverse = [...this.#inverse];
    return { links, kinds: [...this.#kinds], inverse, lastCustomId: this.#lastCustomId };
  }

  restore({ links, kinds, inverse, lastCustomId }: AssociationsSnapshot): void {
    for (const map of [this.#links, this.#kinds, this.#inverse]) map.clear();
    for (const [key, own] of kinds) this.#kinds.set(key, [...own]);
    for (const [key, kind] of inverse) this.#inverse.set(key, kind);
    this.#lastCustomId = lastCustomId;
    for (const [key, fromId, toId, own] of links)
      for (const kind of own) this.#put(key, { fromId, toId, kind });
  }

  #newKind(label: string | null): AssociationKind {
    this.#lastCustomId += 1;
    return { category: "USER_DEFINED", typeId: this.#lastCustomId, label };
  }

  /** The same association seen from the other side; nothing where it has no name there. */
  inverse(from: ObjectType, to: ObjectType, kind: AssociationKind): AssociationKind | undefined {
    const own = this.#inverse.get(`${pair(from, to)} ${kind.typeId}`);
    if (own !== undefined) return own;
    return this.kinds(to, from).find(
      ({ category, label }) => category === "HUBSPOT_DEFINED" && label === kind.label,
    );
  }

  #put(key: string, link: { fromId: number; toId: number; kind: AssociationKind }): boolean {
    const links = this.#links.get(key) ?? new Map<number, Map<number, AssociationKind[]>>();
    this.#links.set(key, links);
    const ends = links.get(link.fromId) ?? new Map<number, AssociationKind[]>();
    links.set(link.fromId, ends);
    const kinds = ends.get(link.toId) ?? [];
    ends.set(link.toId, kinds);
    if (kinds.some((kind) => isSame(kind, link.kind))) return false;
    kinds.push(link.kind);
    return true;
  }

  #take(key: string, fromId: number, toId: number, kind?: AssociationKind): boolean {
    const ends = this.#links.get(key)?.get(fromId);
    const kinds = ends?.get(toId);
    if (ends === undefined || kinds === undefined) return false;
    const rest = kind === undefined ? [] : kinds.filter((one) => !isSame(one, kind));
    if (rest.length === 0) ends.delete(toId);
    else ends.set(toId, rest);
    return rest.length < kinds.length;
  }
}

function hubspotKind(typeId: number, label: string | null): AssociationKind {
  return { category: "HUBSPOT_DEFINED", typeId, label };
}

function standardKind(
  rows: readonly (readonly [string, string, number])[],
  from: ObjectType,
  to: ObjectType,
): number | undefined {
  return rows.find((row) => row[0] === from.name && row[1] === to.name)?.[2];
}

function isSame(one: AssociationKind, other: AssociationKind): boolean {
  return one.typeId === other.typeId && one.category === other.category;
}

function pair(from: ObjectType, to: ObjectType): string {
  return `${from.id} ${to.id}`;
}
