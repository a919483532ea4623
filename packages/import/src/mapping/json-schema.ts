import { z } from "zod";
import { Mapping } from "./mapping.ts";

/** The JSON Schema of a mapping file, for editors; made from the schema that mappings are read with. */
export function mappingJsonSchema(): z.core.JSONSchema.BaseSchema {
  return z.toJSONSchema(Mapping, { io: "input", target: "draft-7" });
}
