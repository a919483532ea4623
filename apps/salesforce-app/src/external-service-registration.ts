import type { ExternalServiceDocument } from "./external-service-document.ts";

/** Hosts and media types are the named credential's and the document's. */
const BINDING = JSON.stringify({
  ...{ host: "", basePath: "/", allowedSchemes: [], requestMediaTypes: [] },
  ...{ responseMediaTypes: [], compatibleMediaTypes: {} },
});

/** The metadata file by which an org registers the document, in Salesforce's source format. */
export function externalServiceRegistration(document: ExternalServiceDocument): string {
  const names = Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .map(({ operationId }) => operationId)
    .sort();
  const operations = names.flatMap((name) => [
    "    <operations>",
    "        <active>true</active>",
    `        <name>${xmlText(name)}</name>`,
    "    </operations>",
  ]);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<ExternalServiceRegistration xmlns="http://soap.sforce.com/2006/04/metadata">',
    `    <description>${xmlText(document.info.description)}</description>`,
    "    <label>Perennial</label>",
    "    <namedCredentialReference>Perennial</namedCredentialReference>",
    ...operations,
    "    <registrationProviderType>Custom</registrationProviderType>",
    `    <schema>${xmlText(JSON.stringify(document, undefined, 2))}</schema>`,
    "    <schemaType>OpenApi3</schemaType>",
    "    <schemaUploadFileExtension>json</schemaUploadFileExtension>",
    "    <schemaUploadFileName>perennial</schemaUploadFileName>",
    `    <serviceBinding>${xmlText(BINDING)}</serviceBinding>`,
    "    <status>Complete</status>",
    "    <systemVersion>5</systemVersion>",
    "</ExternalServiceRegistration>",
    "",
  ].join("\n");
}

function xmlText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
