import { Agreement, Customer, Interaction, RecordId } from "@perennial/contract";
import { z } from "zod";
import { operation } from "./operation.ts";
import {
  Day,
  EnrolmentView,
  Explanation,
  NumberedPageQuery,
  PageQuery,
  pageOf,
} from "./schemas.ts";

const none = z.strictObject({});
const byId = z.strictObject({ id: RecordId });
const locale = z.enum(["sv", "en"]).default("sv");

/** What can be asked about customers and their agreements. */
export const CUSTOMER_OPERATIONS = {
  listCustomers: operation({
    id: "listCustomers",
    method: "get",
    path: "/v1/customers",
    summary: "Customers, by id",
    tag: "Customers",
    role: "viewer",
    params: none,
    query: PageQuery.extend({
      search: z
        .string()
        .optional()
        .meta({ description: "Part of a name, or a whole e-mail address, phone number or id." }),
    }),
    body: none,
    answer: pageOf(Customer),
  }),
  getCustomer: operation({
    id: "getCustomer",
    method: "get",
    path: "/v1/customers/{id}",
    summary: "One customer, with agreements and enrolments",
    tag: "Customers",
    role: "viewer",
    params: byId,
    query: none,
    body: none,
    answer: z.strictObject({
      customer: Customer,
      agreements: z.array(Agreement),
      enrolments: z.array(EnrolmentView),
    }),
  }),
  getTimeline: operation({
    id: "getTimeline",
    method: "get",
    path: "/v1/customers/{id}/timeline",
    summary: "Every contact with a customer, newest first (A-01)",
    tag: "Customers",
    role: "viewer",
    params: byId,
    query: NumberedPageQuery,
    body: none,
    answer: pageOf(Interaction),
  }),
  explainCustomer: operation({
    id: "explainCustomer",
    method: "get",
    path: "/v1/customers/{id}/explanation",
    summary: "Everything that considered a customer, and why something was or was not sent",
    tag: "Customers",
    role: "viewer",
    params: byId,
    query: z.strictObject({ locale }),
    body: none,
    answer: Explanation,
  }),
  listAgreements: operation({
    id: "listAgreements",
    method: "get",
    path: "/v1/agreements",
    summary: "Agreements, by id",
    tag: "Agreements",
    role: "viewer",
    params: none,
    query: PageQuery.extend({
      customer: RecordId.optional(),
      endsFrom: Day.optional(),
      endsTo: Day.optional(),
    }),
    body: none,
    answer: pageOf(Agreement),
  }),
} as const;
