import { openApiDocument } from "@perennial/api";
import {
  type ExternalServiceDocument,
  externalServiceDocument,
} from "./external-service-document.ts";
import { FLOW_ACTIONS, PARAMETER_NAMES } from "./flow-actions.ts";

/** Where the named credential leads until a build fills in the operator's address (sfdx-project.json, replacements). */
const PLACEHOLDER = "https://perennial.example";
const VERSION = "1.0.0";

/** The document of the package: what flows can ask of the API as it is today. */
export function flowDocument(): ExternalServiceDocument {
  return externalServiceDocument({
    contract: openApiDocument(VERSION),
    actions: FLOW_ACTIONS,
    parameterNames: PARAMETER_NAMES,
    url: PLACEHOLDER,
    version: VERSION,
  });
}
