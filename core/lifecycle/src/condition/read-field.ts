import type { AttributeValue } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import { createCatalogue } from "./fields.ts";

const { fields } = createCatalogue();

/**
 * What a field of the facts holds now, whether it was declared or not; `undefined` where there is none.
 * For texts and steps that copy a value; conditions go through a catalogue.
 */
export function readField(facts: Facts, path: string): AttributeValue | undefined {
  const known = fields.get(path);
  if (known !== undefined) return known.read(facts);
  const own = ownValues(facts, path);
  const name = path.slice(path.lastIndexOf(".") + 1);
  return own !== undefined && Object.hasOwn(own, name) ? own[name] : undefined;
}

/** The free-form values among which the last part of a path is a name. */
function ownValues(
  facts: Facts,
  path: string,
): Readonly<Record<string, AttributeValue>> | undefined {
  switch (path.slice(0, path.lastIndexOf("."))) {
    case "customer.attributes":
      return facts.customer.attributes;
    case "agreement.attributes":
      return facts.agreement?.attributes;
    case "renewal.attributes":
      return facts.renewal?.attributes;
    case "enrolment":
      return facts.enrolment;
    case "signal":
      return facts.signal;
    default:
      return undefined;
  }
}
