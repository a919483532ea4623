import { describe, expect, test } from "vitest";
import { exampleAgreement, exampleCustomer } from "../testing/example-input.ts";
import { updateAgreement, updateCustomer } from "./record-update.ts";

describe("setting fields as a CRM does", () => {
  const customer = exampleCustomer("c1", { attributes: { colour: "blue" } });

  test("a field of the record is set by name, any other among the attributes", () => {
    const updated = updateCustomer(customer, {
      doNotCall: true,
      lifecycleStatus: "care",
      "attributes.colour": "red",
    });
    expect(updated).toMatchObject({
      doNotCall: true,
      attributes: { colour: "red", lifecycleStatus: "care" },
    });
  });

  test("a value that is there already changes nothing", () => {
    expect(updateCustomer(customer, { colour: "blue", phone: null, name: customer.name })).toBe(
      customer,
    );
  });

  test("null empties a field", () => {
    const updated = updateCustomer(customer, { email: null, colour: null });
    expect(updated.email).toBeUndefined();
    expect(updated.attributes).toEqual({});
  });

  test("what identifies the record stays, and a value that does not fit changes nothing", () => {
    expect(updateCustomer(customer, { id: "other", updatedAt: null })).toBe(customer);
    expect(updateCustomer(customer, { doNotCall: "perhaps" })).toBe(customer);
    const agreement = exampleAgreement("c1", "2027-03-31");
    expect(updateAgreement(agreement, { end: "soon" })).toBe(agreement);
    expect(updateAgreement(agreement, { contractStatus: "signed" }).attributes).toEqual({
      contractStatus: "signed",
    });
  });
});
