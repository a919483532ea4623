import {
  ContractDocument as Contract,
  type ContractDocument,
  type ContractOperation,
  type ContractSchema,
} from "./contract-document.ts";
import { ExternalServiceError } from "./external-service-error.ts";
import { type FlatProperty, flatProperty, resolve, type Schemas } from "./flat-property.ts";

/** An object of plain values. */
export interface FlatObject {
  readonly type: "object";
  readonly properties: Readonly<Record<string, FlatProperty>>;
  readonly required?: readonly string[];
}

/** An operation as External Services take it. */
export interface ExternalServiceOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly parameters?: readonly {
    readonly in: "path" | "query";
    readonly name: string;
    readonly required: boolean;
    readonly schema: FlatProperty;
  }[];
  readonly requestBody?: { readonly required: true; readonly content: JsonContent };
  readonly responses: Readonly<
    Record<"200" | "default", { readonly description: string; readonly content: JsonContent }>
  >;
}

interface JsonContent {
  readonly "application/json": { readonly schema: { readonly $ref: string } };
}

/** An OpenAPI 3.0 document within what External Services take (Salesforce Help, "OpenAPI 3.0 schema support"). */
export interface ExternalServiceDocument {
  readonly openapi: "3.0.3";
  readonly info: { readonly title: string; readonly description: string; readonly version: string };
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ExternalServiceOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, FlatObject>> };
}

/** What is made a document of. */
export interface DocumentRequest {
  /** The API's own OpenAPI document. */
  readonly contract: unknown;
  /** Which of its operations flows can ask, by id. */
  readonly actions: readonly string[];
  /** What parameters of paths are called instead. */
  readonly parameterNames: Readonly<Record<string, string>>;
  /** Where the named credential leads. */
  readonly url: string;
  readonly version: string;
}

/**
 * Makes the document of what flows can ask out of the API's contract. Throws an `ExternalServiceError` that names the
 * place where an operation is missing or has what flows cannot fill in.
 */
export function externalServiceDocument(request: DocumentRequest): ExternalServiceDocument {
  const contract = Contract.parse(request.contract);
  const schemas: Record<string, FlatObject> = {};
  const paths: Record<string, Record<string, ExternalServiceOperation>> = {};
  for (const action of request.actions) {
    const { path, method, operation } = demandOperation(contract, action);
    const reduced = new Reduction(contract.components.schemas, request.parameterNames, operation);
    const renamed = renamePath(path, request.parameterNames);
    paths[renamed] = { ...paths[renamed], [method]: reduced.operation() };
    Object.assign(schemas, reduced.schemas);
  }
  return {
    openapi: "3.0.3",
    info: {
      title: "Perennial",
      description: "What flows can ask Perennial.",
      version: request.version,
    },
    servers: [{ url: request.url }],
    paths,
    components: { schemas },
  };
}

function demandOperation({ paths }: ContractDocument, id: string) {
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      if (operation.operationId === id) return { path, method, operation };
    }
  }
  throw new ExternalServiceError(`The API has no operation ${id}. Name one that it has.`);
}

function renamePath(path: string, names: Readonly<Record<string, string>>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => `{${names[name] ?? name}}`);
}

/** One operation on its way to Flow Builder, and the named objects it needs there. */
class Reduction {
  readonly schemas: Record<string, FlatObject> = {};
  readonly #known: Schemas;
  readonly #names: Readonly<Record<string, string>>;
  readonly #operation: ContractOperation;

  constructor(
    known: Schemas,
    names: Readonly<Record<string, string>>,
    operation: ContractOperation,
  ) {
    this.#known = known;
    this.#names = names;
    this.#operation = operation;
  }

  operation(): ExternalServiceOperation {
    const { operationId, summary, requestBody, responses } = this.#operation;
    const name = `${operationId.charAt(0).toUpperCase()}${operationId.slice(1)}`;
    const parameters = this.#parameters();
    return {
      operationId,
      summary: withoutReferences(summary),
      ...(parameters.length > 0 && { parameters }),
      ...(requestBody && {
        requestBody: { required: true, content: this.#content(`${name}Request`, requestBody) },
      }),
      responses: {
        "200": { description: "Done.", content: this.#content(`${name}Answer`, responses[200]) },
        default: {
          description: "What is wrong, and what to do about it.",
          content: this.#content("Problem", responses.default),
        },
      },
    };
  }

  #parameters() {
    const { operationId, parameters } = this.#operation;
    return parameters.map(({ in: where, name, schema }) => ({
      in: where,
      name: where === "path" ? (this.#names[name] ?? name) : name,
      required: where === "path",
      schema: flatProperty(schema, this.#known, `${operationId}: parameter ${name}`),
    }));
  }

  #content(
    name: string,
    { content }: Pick<NonNullable<ContractOperation["requestBody"]>, "content">,
  ) {
    const [found] = Object.values(content);
    const place = `${this.#operation.operationId}: ${name}`;
    if (!found) throw new ExternalServiceError(`${place} has no content.`);
    this.schemas[name] = this.#flatObject(resolve(found.schema, this.#known, place), place);
    return { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } };
  }

  /** Without what is optional and no plain value; what is demanded and no plain value is refused. */
  #flatObject({ properties = {}, required = [] }: ContractSchema, place: string): FlatObject {
    const flat: Record<string, FlatProperty> = {};
    for (const [name, schema] of Object.entries(properties)) {
      try {
        flat[name] = flatProperty(schema, this.#known, `${place}: ${name}`);
      } catch (error) {
        if (!(error instanceof ExternalServiceError) || required.includes(name)) throw error;
      }
    }
    return {
      type: "object",
      properties: flat,
      ...(required.length > 0 && { required: [...required] }),
    };
  }
}

/** Requirement numbers are for those who build Perennial. */
function withoutReferences(text: string): string {
  return text.replace(/ \([A-Z]-\d\d(?:, [A-Z]-\d\d)*\)/g, "");
}
