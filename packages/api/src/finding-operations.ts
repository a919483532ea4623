import { z } from "zod";
import {
  ConditionDescriptionView,
  ConditionFieldView,
  ConditionInput,
  CUSTOMER_SORTS,
  CustomerCountView,
  CustomerFilterView,
  FoundCustomerView,
  SavedFilterView,
} from "./finding-schemas.ts";
import { operation } from "./operation.ts";
import { pageOf } from "./schemas.ts";

const none = z.strictObject({});
const locale = z.enum(["sv", "en"]).default("sv");
const filterId = z.strictObject({ id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/) });
const filter = CustomerFilterView.default({});

/**
 * Finding customers. What is looked for is sent in the body: names, numbers and addresses of people have no business in
 * an address, which every log and proxy on the way writes down.
 */
export const FINDING_OPERATIONS = {
  findCustomers: operation({
    id: "findCustomers",
    method: "post",
    path: "/v1/customers/find",
    changes: false,
    summary: "Customers by what is known and computed of them, in an order, page by page",
    tag: "Customers",
    role: "viewer",
    params: none,
    query: z.strictObject({
      after: z.string().max(1_000).optional().meta({ description: "The page before's `next`." }),
      limit: z.coerce.number().int().min(1).max(500).default(50),
      locale,
    }),
    body: z.strictObject({
      filter,
      order: z.enum(CUSTOMER_SORTS).default("name"),
      descending: z.boolean().optional().meta({
        description:
          "Which way; the usual one where it is missing: names from a, ends from the next, all else from the most.",
      }),
    }),
    answer: pageOf(FoundCustomerView),
  }),
  countCustomers: operation({
    id: "countCustomers",
    method: "post",
    path: "/v1/customers/count",
    changes: false,
    summary: "How many customers a filter finds",
    tag: "Customers",
    role: "viewer",
    params: none,
    query: none,
    body: z.strictObject({ filter }),
    answer: CustomerCountView,
  }),
  listConditionFields: operation({
    id: "listConditionFields",
    method: "get",
    path: "/v1/condition-fields",
    summary: "What a condition about customers may ask, with the values there are here",
    tag: "Customers",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({ items: z.array(ConditionFieldView) }),
  }),
  describeCondition: operation({
    id: "describeCondition",
    method: "post",
    path: "/v1/conditions/description",
    changes: false,
    summary: "A condition about customers in words, or what is wrong with it",
    tag: "Customers",
    role: "viewer",
    params: none,
    query: none,
    body: z.strictObject({ condition: ConditionInput }),
    answer: ConditionDescriptionView,
  }),
  listSavedFilters: operation({
    id: "listSavedFilters",
    method: "get",
    path: "/v1/saved-filters",
    summary: "Saved filters, with how many customers each finds now",
    tag: "Customers",
    role: "viewer",
    params: none,
    query: none,
    body: none,
    answer: z.strictObject({ items: z.array(SavedFilterView) }),
  }),
  putSavedFilter: operation({
    id: "putSavedFilter",
    method: "put",
    path: "/v1/saved-filters/{id}",
    summary: "Saves what customers are looked for by under a name",
    tag: "Customers",
    role: "marketer",
    params: filterId,
    query: none,
    body: z.strictObject({ name: z.string().trim().min(1).max(100), filter: CustomerFilterView }),
    answer: SavedFilterView,
  }),
  deleteSavedFilter: operation({
    id: "deleteSavedFilter",
    method: "delete",
    path: "/v1/saved-filters/{id}",
    summary: "Takes a saved filter away",
    tag: "Customers",
    role: "marketer",
    params: filterId,
    query: none,
    body: none,
    answer: z.strictObject({ deleted: z.literal(true) }),
  }),
} as const;
