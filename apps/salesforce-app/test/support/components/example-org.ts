import type { FieldValue } from "../org/check-value.ts";
import { orgSchema } from "../org/org-schema.ts";
import { OrgUser } from "../org/org-user.ts";
import { SalesforceOrg } from "../org/salesforce-org.ts";
import type { PackageModel } from "../package-model.ts";
import { SalesforcePage } from "./salesforce-page.ts";

/** Who looks at a page, and at what. */
export interface Visit {
  readonly component: string;
  readonly properties?: Readonly<Record<string, unknown>>;
  /** The permission sets of whoever looks. */
  readonly sets: readonly string[];
  /** @default "en" */
  readonly language?: "sv" | "en";
  /** Fields that are hidden from them all the same. @default none */
  readonly muted?: readonly string[];
}

/** An org with the package and records in it, and visits to its pages. */
export class ExampleOrg {
  readonly org: SalesforceOrg;
  readonly #model: PackageModel;
  readonly #script: string;

  /** @param prefix What the package's names begin with. */
  constructor(model: PackageModel, script: string, prefix = "perennial__") {
    this.#model = model;
    this.#script = script;
    this.org = new SalesforceOrg(orgSchema(model, prefix));
  }

  /** Writes a record as Perennial does, with the package's names as its source has them. */
  put(object: string, values: Readonly<Record<string, FieldValue>>, id?: string): string {
    const own = Object.entries(values).map(([name, value]) => [this.name(name), value] as const);
    return this.org.put(this.name(object), Object.fromEntries(own), id);
  }

  /** What is kept in a field. */
  value(id: string, field: string): FieldValue | undefined {
    return this.org.value(id, this.name(field));
  }

  /** A name of the package as this org has it. */
  name(name: string): string {
    return name.endsWith("__c") ? `${this.org.schema.prefix}${name}` : name;
  }

  /** Opens a page and waits until it is there. */
  async visit(visit: Visit): Promise<SalesforcePage> {
    const { sets, language = "en", muted = [], component, properties = {} } = visit;
    const user = new OrgUser(this.#model, this.org.schema, { sets, language, muted });
    const page = new SalesforcePage({
      ...{ model: this.#model, org: this.org, user, script: this.#script },
      ...{ component, properties },
    });
    await page.settle();
    return page;
  }
}
