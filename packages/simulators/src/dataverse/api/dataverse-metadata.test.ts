import { afterAll, beforeAll, expect, test } from "vitest";
import { line } from "../metadata/column.ts";
import { type Connected, connectedDataverse, enc } from "../testing/connected-dataverse.ts";

let it: Connected;
beforeAll(async () => {
  it = await connectedDataverse({ without: ["contract"] });
});
afterAll(() => it.stop());

test("who asks, and where", async () => {
  const who = await it.api("GET", "WhoAmI");
  expect(who.body).toMatchObject({ UserId: it.appUser, OrganizationId: it.org.organizationId });
  const current = await it.api(
    "GET",
    "RetrieveCurrentOrganization(AccessType=@a)?@a=Microsoft.Dynamics.CRM.EndpointAccessType'Default'",
  );
  expect(current.body).toMatchObject({ Detail: { TenantId: it.tenant.id } });
});

test("a table says what it is called and whether its changes are tracked", async () => {
  const path =
    "EntityDefinitions(LogicalName='contact')?$select=EntitySetName,PrimaryIdAttribute,ChangeTrackingEnabled";
  const { body } = await it.api("GET", path);
  expect(body).toMatchObject({
    EntitySetName: "contacts",
    PrimaryIdAttribute: "contactid",
    ChangeTrackingEnabled: true,
  });
  expect(body).not.toHaveProperty("SchemaName");
  const tracked = await it.rows(
    `EntityDefinitions?$select=LogicalName&$filter=${enc("ChangeTrackingEnabled eq true")}`,
  );
  const names = tracked.map(({ LogicalName }) => LogicalName);
  expect(names).toContain("perennial_touchpoint");
  expect(names).not.toContain("team");
});

test("columns with labels in both languages, and what lookups point at", async () => {
  const select = "$select=LogicalName,AttributeType,DisplayName,MaxLength,Targets,IsValidForUpdate";
  const columns = await it.rows(`EntityDefinitions(LogicalName='contact')/Attributes?${select}`);
  const of = (name: string) => columns.find(({ LogicalName }) => LogicalName === name);
  expect(of("lastname")).toMatchObject({
    AttributeType: "String",
    MaxLength: 50,
    DisplayName: {
      LocalizedLabels: [
        { Label: "Last Name", LanguageCode: 1033 },
        { Label: "Efternamn", LanguageCode: 1053 },
      ],
    },
  });
  expect(of("parentcustomerid")).toMatchObject({
    AttributeType: "Customer",
    Targets: ["account", "contact"],
  });
  expect(of("fullname")).toMatchObject({ IsValidForUpdate: false });
  it.org.staff.setColumn("contact", line("cr1_number", 20, { isCustom: true, en: "Number" }));
  const added = await it.api(
    "GET",
    "EntityDefinitions(LogicalName='contact')/Attributes(LogicalName='cr1_number')",
  );
  expect(added.body).toMatchObject({ IsCustomAttribute: true, MaxLength: 20 });
});

test("choices come after a cast to their type alone", async () => {
  const attributes = "EntityDefinitions(LogicalName='task')/Attributes";
  const cast = `${attributes}(LogicalName='statuscode')/Microsoft.Dynamics.CRM.StatusAttributeMetadata?$select=LogicalName&$expand=OptionSet`;
  const { body } = await it.api("GET", cast);
  expect(body).toMatchObject({
    LogicalName: "statuscode",
    OptionSet: {
      Options: expect.arrayContaining([expect.objectContaining({ Value: 5, State: 1 })]),
    },
  });
  expect((await it.api("GET", `${attributes}?$expand=OptionSet`)).text).toContain(
    "Could not find a property named 'OptionSet'",
  );
  const picklists = await it.rows(
    `${attributes}/Microsoft.Dynamics.CRM.PicklistAttributeMetadata?$select=LogicalName&$expand=OptionSet`,
  );
  expect(picklists).toMatchObject([
    {
      LogicalName: "prioritycode",
      OptionSet: { Options: [{ Value: 0 }, { Value: 1 }, { Value: 2 }] },
    },
  ]);
});

test("relationships and keys", async () => {
  const many = await it.rows(
    "EntityDefinitions(LogicalName='task')/ManyToOneRelationships?$select=ReferencingEntityNavigationPropertyName,ReferencedEntity",
  );
  expect(many).toContainEqual(
    expect.objectContaining({
      ReferencingEntityNavigationPropertyName: "regardingobjectid_contact_task",
      ReferencedEntity: "contact",
    }),
  );
  const keys = await it.rows(
    "EntityDefinitions(LogicalName='perennial_tier')/Keys?$select=KeyAttributes,EntityKeyIndexStatus",
  );
  expect(keys).toMatchObject([
    { KeyAttributes: ["perennial_key"], EntityKeyIndexStatus: "Active" },
  ]);
});

test("a table that the organisation has not, and metadata that no table has", async () => {
  expect(
    (await it.api("GET", "EntityDefinitions(LogicalName='contract')?$select=LogicalName")).status,
  ).toBe(404);
  expect((await it.api("GET", "contracts")).status).toBe(404);
  expect((await it.api("GET", "EntityDefinitions?$select=Nothing")).status).toBe(400);
  const write = await it.api("POST", "EntityDefinitions(LogicalName='contact')/Attributes", {
    body: {},
  });
  expect(write).toMatchObject({ status: 403, body: { error: { code: "0x80040220" } } });
});
