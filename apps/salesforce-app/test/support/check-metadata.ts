import type {
  MetadataElement,
  MetadataElements,
  MetadataType,
  MetadataTypes,
} from "./metadata-types.ts";
import { childrenOf, type Element } from "./xml.ts";

/** What is wrong with a metadata document by Salesforce's types: unknown, missing and repeated elements, wrong values. */
export function checkMetadata(root: Element, types: MetadataTypes): readonly string[] {
  const found = types.get(root.name);
  if (!found || !isElements(found)) return [`${root.name} is no metadata type`];
  const space = root.attributes.xmlns;
  const spaces =
    space === "http://soap.sforce.com/2006/04/metadata" ? [] : [`the namespace is ${space}`];
  return [...spaces, ...checkElements(root, found, { types, place: root.name })];
}

interface Checking {
  readonly types: MetadataTypes;
  readonly place: string;
}

function checkElements(
  element: Element,
  elements: MetadataElements,
  { types, place }: Checking,
): readonly string[] {
  const missing = [...elements].flatMap(([name, { isRequired }]) =>
    isRequired && childrenOf(element, name).length === 0 ? [`${place} lacks ${name}`] : [],
  );
  const wrong = element.children.flatMap((child, index) => {
    const inner = `${place}/${child.name}`;
    const known = elements.get(child.name);
    if (!known) return [`${inner} is unknown`];
    return [
      ...repetition(element, index, known).map((problem) => `${inner} ${problem}`),
      ...checkValue(child, known.type, { types, place: inner }),
    ];
  });
  return [...missing, ...wrong];
}

function repetition(
  { children }: Element,
  index: number,
  { isRepeated }: MetadataElement,
): readonly string[] {
  const first = children.findIndex((each) => each.name === children[index]?.name);
  return isRepeated || first === index ? [] : ["stands twice"];
}

function checkValue(element: Element, type: MetadataType, checking: Checking): readonly string[] {
  const { types, place } = checking;
  switch (type.kind) {
    case "number":
      return /^-?\d+(?:\.\d+)?$/.test(element.text)
        ? []
        : [`${place} is no number: ${element.text}`];
    case "boolean":
      return ["true", "false"].includes(element.text)
        ? []
        : [`${place} is neither true nor false: ${element.text}`];
    case "choice":
      return type.values.includes(element.text)
        ? []
        : [`${place} is none of ${type.values.join(", ")}: ${element.text}`];
    case "named": {
      const found = types.get(type.name);
      if (!found) return [];
      return isElements(found)
        ? checkElements(element, found, checking)
        : checkValue(element, found, checking);
    }
    default:
      return [];
  }
}

function isElements(found: MetadataElements | MetadataType): found is MetadataElements {
  return found instanceof Map;
}
