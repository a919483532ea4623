import { XMLParser, XMLValidator } from "fast-xml-parser";

/** An element of an XML document. */
export interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Element[];
  /** The text directly in it. */
  readonly text: string;
}

const PARSER = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: "",
  parseTagValue: false,
  parseAttributeValue: false,
  ignoreDeclaration: true,
  trimValues: true,
});

/** The root element of a document. Throws where it is not well-formed. */
export function parseXml(text: string): Element {
  const valid = XMLValidator.validate(text);
  if (valid !== true) throw new Error(`line ${valid.err.line}: ${valid.err.msg}`);
  const [root] = elementsOf(PARSER.parse(text));
  if (!root) throw new Error("there is no root element");
  return root;
}

/** What stands in the first child of a name, or nothing. */
export function textOf(element: Element | undefined, name: string): string | undefined {
  return element?.children.find((each) => each.name === name)?.text;
}

/** The children of a name. */
export function childrenOf(element: Element, name: string): readonly Element[] {
  return element.children.filter((each) => each.name === name);
}

/** Every element of a name, however deep. */
export function deepChildrenOf(element: Element, name: string): readonly Element[] {
  return element.children.flatMap((each) => [
    ...(each.name === name ? [each] : []),
    ...deepChildrenOf(each, name),
  ]);
}

function elementsOf(nodes: unknown): readonly Element[] {
  if (!Array.isArray(nodes)) return [];
  return nodes.flatMap((node: Readonly<Record<string, unknown>>) => {
    const name = Object.keys(node).find((key) => key !== ":@" && key !== "#text");
    if (name === undefined) return [];
    const inside: unknown = node[name];
    return [
      {
        name,
        attributes: attributesOf(node[":@"]),
        children: elementsOf(inside),
        text: textIn(inside),
      },
    ];
  });
}

function attributesOf(value: unknown): Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, String(each)]));
}

function textIn(nodes: unknown): string {
  if (!Array.isArray(nodes)) return "";
  return nodes
    .flatMap((node: Readonly<Record<string, unknown>>) =>
      typeof node["#text"] === "string" ? [node["#text"]] : [],
    )
    .join("");
}
