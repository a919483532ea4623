import { Program } from "@perennial/lifecycle";
import { z } from "zod";

/** The JSON Schema of `program.yaml`, for editors; made from the schema that programs are read with. */
export function programSchema(): z.core.JSONSchema.BaseSchema {
  // What is written may leave out whatever has a default, so it is the input that is described.
  return z.toJSONSchema(Program, { io: "input" });
}
