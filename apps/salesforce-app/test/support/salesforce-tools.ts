/** Salesforce's tools write a log in the home folder of whoever runs them, unless they are told not to. */
process.env.SF_DISABLE_LOG_FILE = "true";

/**
 * Converts source as Salesforce's command line does before it deploys, and gives the manifest. Throws
 * where a file is not what its folder and its ending say.
 */
export async function convertSource(source: string, output: string): Promise<string> {
  const { ComponentSet, MetadataConverter } = await import("@salesforce/source-deploy-retrieve");
  const components = ComponentSet.fromSource({ fsPaths: [source] });
  await new MetadataConverter().convert(components, "metadata", {
    ...{ type: "directory", outputDirectory: output, genUniqueDir: false },
  });
  return components.getPackageXml();
}
