import { documentsIn, type PackageModel } from "../package-model.ts";
import { childrenOf, type Element, textOf } from "../xml.ts";
import type { OrgField, OrgObject, OrgSchema } from "./org-schema.ts";

/** What somebody may do with an object. */
export type ObjectRight = "allowCreate" | "allowRead" | "allowEdit" | "allowDelete";

/** Who somebody is, and what they hold. */
export interface OrgUserOptions {
  /** Names of the permission sets that the user holds. */
  readonly sets: readonly string[];
  readonly language: "sv" | "en";
  /** Fields that a muting permission set takes away again, as `Object.Field` in the package's source. @default none */
  readonly muted?: readonly string[];
}

/** Somebody in the org, whose rights come from the package's permission sets and nothing else. */
export class OrgUser {
  readonly language: "sv" | "en";
  readonly #sets: readonly Element[];
  readonly #muted: readonly string[];
  readonly #schema: OrgSchema;

  constructor(model: PackageModel, schema: OrgSchema, options: OrgUserOptions) {
    const { sets, language, muted = [] } = options;
    this.language = language;
    this.#muted = muted;
    this.#schema = schema;
    const all = new Map(documentsIn(model, "permissionsets"));
    this.#sets = sets.map((name) => {
      const found = all.get(name);
      if (!found) throw new Error(`there is no permission set ${name}`);
      return found;
    });
  }

  /** Standard objects are everybody's to read here; the package cannot give rights to them. */
  may(right: ObjectRight, { apiName }: OrgObject): boolean {
    const name = this.#bare(apiName);
    if (!name.endsWith("__c")) return right === "allowRead";
    return this.#grants("objectPermissions", "object", name, right);
  }

  sees(object: OrgObject, field: OrgField): boolean {
    if (!this.may("allowRead", object)) return false;
    return this.#isFree(field) || this.#field(object, field, "readable");
  }

  changes(object: OrgObject, field: OrgField): boolean {
    const isOpen = this.may("allowEdit", object) || this.may("allowCreate", object);
    if (!isOpen) return false;
    return this.#isFree(field) || this.#field(object, field, "editable");
  }

  /** Required fields and names need no permission of their own. */
  #isFree({ isRequired, apiName }: OrgField): boolean {
    return isRequired || apiName === "Name";
  }

  #field(object: OrgObject, field: OrgField, right: "readable" | "editable"): boolean {
    const name = `${this.#bare(object.apiName)}.${this.#bare(field.apiName)}`;
    return !this.#muted.includes(name) && this.#grants("fieldPermissions", "field", name, right);
  }

  #bare(name: string): string {
    return name.startsWith(this.#schema.prefix) ? name.slice(this.#schema.prefix.length) : name;
  }

  #grants(element: string, key: string, name: string, right: string): boolean {
    return this.#sets.some((set) =>
      childrenOf(set, element).some(
        (each) => textOf(each, key) === name && textOf(each, right) === "true",
      ),
    );
  }
}
