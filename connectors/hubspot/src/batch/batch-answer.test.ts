import { describe, expect, test } from "vitest";
import { BatchBody, mergeBatches } from "./batch-answer.ts";

describe("what became of a batch", () => {
  test("is read the same with an answer 200, 201 or 207, with errors or without", () => {
    expect(BatchBody.parse({ status: "COMPLETE", results: [{ id: "1" }] })).toEqual({
      results: [{ id: "1" }],
      errors: [],
    });
    const partly = BatchBody.parse({
      status: "COMPLETE",
      results: [],
      numErrors: 2,
      errors: [
        {
          ...{ status: "error", category: "OBJECT_NOT_FOUND", message: "Could not get some" },
          context: { ids: ["7", "8"] },
        },
        {
          ...{ category: "VALIDATION_ERROR", message: "Property values were not valid" },
          context: { objectWriteTraceId: ["row-1"] },
          errors: [{ message: "too long", context: { propertyName: ["tier"] } }],
        },
      ],
    });
    expect(partly.errors).toMatchObject([
      { category: "OBJECT_NOT_FOUND", ids: ["7", "8"], traceIds: [], properties: [] },
      {
        ...{ traceIds: ["row-1"], properties: ["tier"] },
        message: "Property values were not valid; too long",
      },
    ]);
  });

  test("is one of several calls'", () => {
    const one = BatchBody.parse({ results: [1], errors: [{ message: "no" }] });
    expect(mergeBatches([one, one])).toMatchObject({ results: [1, 1], errors: [{}, {}] });
  });

  test("is understood without any of its fields", () => {
    expect(BatchBody.parse({})).toEqual({ results: [], errors: [] });
    expect(BatchBody.parse({ errors: [{}] }).errors).toMatchObject([{ message: "", category: "" }]);
  });

  test("says once what HubSpot says twice, as JSON and in its details", () => {
    const sentence = "Tier must be filled in for customers in the phase retain.";
    const rows = JSON.stringify([{ isValid: false, message: sentence, name: "perennial_tier" }]);
    const words = `Property values were not valid: ${rows}`;
    const errors = [{ message: sentence, context: { propertyName: ["perennial_tier"] } }];
    const read = BatchBody.parse({ errors: [{ message: words, errors }, { message: words }] });
    expect(read.errors.map(({ message }) => message)).toEqual([
      `Property values were not valid; ${sentence}`,
      words,
    ]);
  });
});
