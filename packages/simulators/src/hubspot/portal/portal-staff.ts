import type { Clock } from "@perennial/contract";
import { SimulatorError } from "../../simulator-error.ts";
import { toMillis } from "../../time/instant.ts";
import { mergeRecords } from "../record/merge.ts";
import { customType, type ObjectType } from "../record/object-type.ts";
import type { Pipeline } from "../record/pipeline.ts";
import { type PropertySketch, property } from "../record/property.ts";
import type { HubspotRecord, Values } from "../record/record.ts";
import type { WriteManner } from "../record/record-desk.ts";
import type { WriteRule } from "../record/write-check.ts";
import type { Owner } from "./owners.ts";
import type { Portal } from "./portal.ts";
import type { PortalUser } from "./portal-options.ts";

/** The number of a portal's first own type; other portals have the same. */
const FIRST_TYPE = 3_000_001;

const BY_HAND: WriteManner = { source: { changeSource: "CRM_UI", sourceId: "userId:1" } };
const BY_IMPORT: WriteManner = {
  source: { changeSource: "IMPORT", sourceId: "1" },
  quiet: true,
};

/** What people in a portal do: what they write is checked as in HubSpot, and the app hears of it by webhook. */
export class PortalStaff {
  readonly #portal: Portal;
  readonly #clock: Clock;

  constructor(portal: Portal, clock: Clock) {
    this.#portal = portal;
    this.#clock = clock;
  }

  /** Makes a record; `associated` are the records it is associated with, by type. */
  create(
    objectType: string,
    properties: Values,
    associated: Readonly<Record<string, number>> = {},
  ): HubspotRecord {
    const type = this.#type(objectType);
    const record = this.#portal.records.create(type, properties, BY_HAND);
    for (const [to, id] of Object.entries(associated))
      this.associate(objectType, record.id, { to, id });
    return record;
  }

  /** Fills the portal before a story begins: no webhooks, and search sees it at once. Gives the first id and how many. */
  fill(
    objectType: string,
    rows: Iterable<Values>,
  ): { readonly firstId: number; readonly count: number } {
    const type = this.#type(objectType);
    let firstId = 0;
    let count = 0;
    for (const row of rows) {
      const { id } = this.#portal.records.create(type, row, BY_IMPORT);
      if (count === 0) firstId = id;
      count += 1;
    }
    return { firstId, count };
  }

  /** Changes a record; an empty text clears a property. */
  change(objectType: string, id: number, properties: Values): HubspotRecord {
    const record = this.#record(objectType, id);
    const write = { properties, manner: BY_HAND };
    return this.#portal.records.update(this.#type(objectType), record, write);
  }

  /** A record as it is, live or archived, also by an id that was merged away. */
  look(objectType: string, id: number): HubspotRecord | undefined {
    return this.#portal.records.store(this.#type(objectType)).resolve(id);
  }

  archive(objectType: string, id: number): void {
    this.#portal.records.archive(this.#type(objectType), this.#record(objectType, id), BY_HAND);
  }

  /** Takes a record out of the bin. */
  restore(objectType: string, id: number): HubspotRecord {
    const type = this.#type(objectType);
    return this.#portal.records.unarchive(type, this.#record(objectType, id), BY_HAND);
  }

  /** Deletes a contact for good, because its person asked for that. */
  forget(contactId: number): void {
    const record = this.#record("contacts", contactId);
    const email = record.values.email;
    if (email !== undefined) this.#portal.consents.forget(email);
    this.#portal.records.purge(this.#type("contacts"), record, BY_HAND);
  }

  /** Merges a record into another one; `newId` gives the survivor an id of its own, as HubSpot does for some types. */
  merge(
    objectType: string,
    primaryId: number,
    other: { id: number; newId?: boolean },
  ): HubspotRecord {
    return mergeRecords(this.#portal.records, this.#type(objectType), {
      primary: this.#record(objectType, primaryId),
      other: this.#record(objectType, other.id),
      newId: other.newId ?? false,
      source: BY_HAND.source,
      nowMs: this.#now(),
    });
  }

  /** Associates two records, in the plain way or with a label such as `Primary`. */
  associate(
    objectType: string,
    id: number,
    other: { to: string; id: number; label?: string },
  ): void {
    const [from, to] = [this.#type(objectType), this.#type(other.to)];
    const label = other.label ?? null;
    const { associations } = this.#portal.records;
    const kind = associations.kinds(from, to).find((one) => one.label === label);
    if (kind === undefined)
      throw new SimulatorError(
        `${from.name} and ${to.name} have no association ${label ?? ""}; define it first.`,
      );
    const ends = { to, fromId: id, toId: other.id };
    this.#portal.records.join(from, ends, { kind, source: BY_HAND.source });
  }

  /** Makes a property. */
  addProperty(objectType: string, sketch: PropertySketch): void {
    const type = this.#type(objectType);
    const { groupName } = this.#portal.records.book(type).all()[0] ?? {};
    this.#portal.records
      .book(type)
      .put(property({ ...(groupName === undefined ? {} : { groupName }), ...sketch }, this.#now()));
  }

  /** Makes a type of record of the portal's own and gives it. */
  addObjectType(
    name: string,
    more: {
      readonly properties: readonly PropertySketch[];
      readonly required?: readonly string[];
      readonly associatedWith?: readonly string[];
    },
  ): ObjectType {
    const { records, id: portalId } = this.#portal;
    const number = FIRST_TYPE + records.types.filter(({ scope }) => scope === "custom").length;
    const defaults = more.properties.slice(0, 1).map((one) => one.name);
    const required = more.required ?? [];
    const type = customType(`2-${number}`, name, { portalId, required, defaults });
    records.addType(type);
    for (const sketch of more.properties) this.addProperty(name, sketch);
    for (const other of more.associatedWith ?? [])
      records.associations.define(type, this.#type(other));
    return type;
  }

  /** Makes a pipeline. */
  addPipeline(objectType: string, pipeline: Pipeline): void {
    const { name } = this.#type(objectType);
    const all = this.#portal.records.pipelines.get(name) ?? [];
    this.#portal.records.pipelines.set(name, [...all, pipeline]);
  }

  /** From now on, what the app writes must follow this rule as well. */
  addRule(rule: WriteRule): void {
    this.#portal.records.rules.push(rule);
  }

  /** Lets someone into the portal. */
  hire(user: PortalUser): Owner {
    return this.#portal.owners.add(user);
  }

  /** A person follows the link in a mail and wants no more of one kind, or, without a kind, of anything. */
  unsubscribe(email: string, subscriptionId?: number): void {
    const source = "Recipient unsubscribed";
    if (subscriptionId === undefined) this.#portal.consents.optOut(email, this.#now(), source);
    else this.#setConsent(email, subscriptionId, { state: "UNSUBSCRIBED", source });
  }

  /** Someone writes down what a person said about a kind of mail. */
  setConsent(email: string, subscriptionId: number, state: "SUBSCRIBED" | "UNSUBSCRIBED"): void {
    this.#setConsent(email, subscriptionId, { state, source: "Updated in the CRM" });
  }

  /** Takes the app out of the portal. */
  uninstall(): void {
    this.#portal.uninstall();
  }

  #setConsent(
    email: string,
    subscriptionId: number,
    { state, source }: { state: "SUBSCRIBED" | "UNSUBSCRIBED"; source: string },
  ): void {
    const legalBasis = state === "SUBSCRIBED" ? "CONSENT_WITH_NOTICE" : null;
    const status = { state, legalBasis, explanation: null, source, atMs: this.#now() };
    this.#portal.consents.set(email, subscriptionId, status);
  }

  #type(name: string): ObjectType {
    const type = this.#portal.records.type(name);
    if (type !== undefined) return type;
    const known = this.#portal.records.types.map((one) => one.name).join(", ");
    throw new SimulatorError(`Portal ${this.#portal.id} has no type ${name}; there are ${known}.`);
  }

  #record(objectType: string, id: number): HubspotRecord {
    const record = this.look(objectType, id);
    if (record !== undefined) return record;
    throw new SimulatorError(`Portal ${this.#portal.id} has no record ${id} of ${objectType}.`);
  }

  #now(): number {
    return toMillis(this.#clock.now());
  }
}
