import type { Values } from "../record/record.ts";
import type { RecordDesk } from "../record/record-desk.ts";
import { STAGES } from "../schema/sales-objects.ts";
import { EDITIONS } from "./edition.ts";
import type { OrgProfile, OrgUserSketch } from "./org-options.ts";

const CONTRACT_STATUSES = [
  ["Draft", "Draft"],
  ["In Approval Process", "InApproval"],
  ["Activated", "Activated"],
] as const;
const TASK_STATUSES = ["Not Started", "In Progress", "Completed", "Waiting on someone else"];

/** Fills an org with what Salesforce itself keeps in it. */
export class OrgSeed {
  readonly #records: RecordDesk;
  #userId = "";

  constructor(records: RecordDesk) {
    this.#records = records;
  }

  /** Puts the org itself, its first user and its lists of values in place. */
  plant(profile: OrgProfile, users: readonly OrgUserSketch[]): void {
    for (const user of users) this.addUser(user, profile);
    this.#put("Organization", {
      Name: profile.name,
      TimeZoneSidKey: profile.timeZone,
      LanguageLocaleKey: profile.language,
      DefaultLocaleSidKey: `${profile.language}_SE`,
      OrganizationType: EDITIONS[profile.edition].organizationType,
      IsSandbox: profile.isSandbox,
      InstanceName: "SWE1",
      Id: profile.id,
    });
    this.#plantLists();
    for (const [index, { isoCode, rate }] of profile.currencies.entries())
      this.#put("CurrencyType", {
        IsoCode: isoCode,
        ConversionRate: rate,
        DecimalPlaces: 2,
        IsActive: true,
        IsCorporate: index === 0,
      });
    if (profile.personAccounts)
      this.#put("RecordType", {
        Name: "Person Account",
        DeveloperName: "PersonAccount",
        SobjectType: "Account",
        IsActive: true,
        IsPersonType: true,
      });
  }

  #plantLists(): void {
    for (const [index, stage] of STAGES.entries())
      this.#put("OpportunityStage", {
        MasterLabel: stage.name,
        ApiName: stage.name,
        IsActive: true,
        SortOrder: index + 1,
        IsClosed: stage.isClosed,
        IsWon: stage.isWon,
        DefaultProbability: stage.probability,
      });
    for (const [index, [name, code]] of CONTRACT_STATUSES.entries())
      this.#put("ContractStatus", {
        MasterLabel: name,
        ApiName: name,
        SortOrder: index + 1,
        StatusCode: code,
      });
    for (const [index, name] of TASK_STATUSES.entries())
      this.#put("TaskStatus", {
        MasterLabel: name,
        ApiName: name,
        SortOrder: index + 1,
        IsClosed: name === "Completed",
      });
  }

  /** Adds a user and gives the id. */
  addUser(user: OrgUserSketch, profile: OrgProfile): string {
    return this.#put("User", {
      Username: user.username,
      LastName: user.lastName,
      FirstName: user.firstName ?? null,
      Name: [user.firstName, user.lastName].filter(Boolean).join(" "),
      Email: user.email ?? user.username,
      IsActive: user.isActive ?? true,
      UserType: "Standard",
      TimeZoneSidKey: profile.timeZone,
      LanguageLocaleKey: profile.language,
      LocaleSidKey: `${profile.language}_SE`,
    });
  }

  /** Adds a queue for records of some types and gives its id. */
  addQueue(name: string, types: readonly string[]): string {
    const DeveloperName = name.replace(/\W+/g, "_");
    const id = this.#put("Group", { Name: name, DeveloperName, Type: "Queue" });
    for (const SobjectType of types) this.#put("QueueSobject", { QueueId: id, SobjectType });
    return id;
  }

  #put(typeName: string, given: Values): string {
    const { schema } = this.#records;
    const type = schema.type(typeName);
    if (type === undefined) return "";
    const store = this.#records.store(type);
    const id = typeof given.Id === "string" ? given.Id : store.nextId(type.keyPrefix);
    if (typeName === "User" && this.#userId === "") this.#userId = id;
    const now = this.#records.now();
    const stamps = { CreatedDate: now, LastModifiedDate: now, SystemModstamp: now };
    const by = { CreatedById: this.#userId, LastModifiedById: this.#userId };
    const filled = Object.entries(given).filter(([, value]) => value !== null);
    const values = { ...Object.fromEntries(filled), ...stamps, ...by, Id: id, IsDeleted: false };
    store.put({ id, type, values });
    return id;
  }
}
