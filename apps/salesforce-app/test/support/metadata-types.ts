import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { parseAst } from "rolldown/parseAst";

/** What an element of metadata may hold. */
export type MetadataType =
  | { readonly kind: "text" }
  | { readonly kind: "number" }
  | { readonly kind: "boolean" }
  | { readonly kind: "choice"; readonly values: readonly string[] }
  | { readonly kind: "named"; readonly name: string };

/** An element that may stand in another. */
export interface MetadataElement {
  readonly type: MetadataType;
  readonly isRequired: boolean;
  readonly isRepeated: boolean;
}

/** What stands in an element by name, for a type that has elements. */
export type MetadataElements = ReadonlyMap<string, MetadataElement>;

/** Types by name: what stands in them, or what they are another word for. */
export type MetadataTypes = ReadonlyMap<string, MetadataElements | MetadataType>;

type Statement = ReturnType<typeof parseAst>["body"][number];
type Exported = Extract<Statement, { type: "ExportNamedDeclaration" }>["declaration"];
type Alias = Extract<Exported, { type: "TSTypeAliasDeclaration" }>;
type TypeNode = Alias["typeAnnotation"];

/** The types of Salesforce's metadata, read from what Salesforce publishes of them (@salesforce/types). */
export function readMetadataTypes(): MetadataTypes {
  const path = createRequire(import.meta.url).resolve("@salesforce/types/metadata");
  const text = readFileSync(path.replace(/\.js$/, ".d.ts"), "utf8");
  const { body } = parseAst(text, { lang: "dts" });
  const aliases = new Map(
    body.flatMap((statement) => {
      const alias = statement.type === "ExportNamedDeclaration" ? statement.declaration : null;
      return alias?.type === "TSTypeAliasDeclaration"
        ? [[alias.id.name, alias.typeAnnotation] as const]
        : [];
    }),
  );
  return new Map([...aliases].map(([name, node]) => [name, typeOrElements(node, aliases)]));
}

function typeOrElements(
  node: TypeNode,
  aliases: ReadonlyMap<string, TypeNode>,
): MetadataElements | MetadataType {
  return hasElements(node) ? elementsOf(node, aliases) : typeOf(node);
}

function hasElements({ type }: TypeNode): boolean {
  return type === "TSTypeLiteral" || type === "TSIntersectionType";
}

function elementsOf(node: TypeNode, aliases: ReadonlyMap<string, TypeNode>): MetadataElements {
  if (node.type === "TSIntersectionType")
    return new Map(node.types.flatMap((part) => [...elementsOf(part, aliases)]));
  if (node.type === "TSTypeReference" && node.typeName.type === "Identifier") {
    const found = aliases.get(node.typeName.name);
    return found ? elementsOf(found, aliases) : new Map();
  }
  if (node.type !== "TSTypeLiteral") return new Map();
  return new Map(
    node.members.flatMap((member) => {
      if (member.type !== "TSPropertySignature" || member.key.type !== "Identifier") return [];
      const inner = member.typeAnnotation?.typeAnnotation;
      if (!inner) return [];
      const isRepeated = inner.type === "TSArrayType";
      const type = typeOf(isRepeated ? inner.elementType : inner);
      const isRequired = !member.optional && !isRepeated;
      return [[member.key.name, { type, isRequired, isRepeated }] as const];
    }),
  );
}

function typeOf(node: TypeNode): MetadataType {
  switch (node.type) {
    case "TSNumberKeyword":
      return { kind: "number" };
    case "TSBooleanKeyword":
      return { kind: "boolean" };
    case "TSUnionType":
    case "TSLiteralType":
      return choiceOf(node.type === "TSUnionType" ? node.types : [node]);
    case "TSTypeReference":
      return node.typeName.type === "Identifier"
        ? { kind: "named", name: node.typeName.name }
        : { kind: "text" };
    default:
      return { kind: "text" };
  }
}

function choiceOf(nodes: readonly TypeNode[]): MetadataType {
  const values = nodes.flatMap((node) =>
    node.type === "TSLiteralType" && node.literal.type === "Literal"
      ? [String(node.literal.value)]
      : [],
  );
  return values.length === nodes.length ? { kind: "choice", values } : { kind: "text" };
}
