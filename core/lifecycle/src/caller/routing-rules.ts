import { LocalizedText, SELF_SERVICE_OUTCOMES } from "@perennial/contract";
import { z } from "zod";
import { Condition } from "../condition/condition.ts";

const Id = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, { error: "write an id in small letters, digits and hyphens" })
  .max(60);
const Names = z.record(Id, LocalizedText);

/** Whom a rule is for: one customer who is known, a number that several share, or somebody unknown. */
export const CALLER_KINDS = ["known", "several", "unknown"] as const;
export type CallerKind = (typeof CALLER_KINDS)[number];

/** The five outputs for one call (L-10 to L-14); ids are among those that the rules declare. */
export const RouteAnswer = z
  .strictObject({
    /** The place in the queue: 0 is last, 100 is next (L-10). */
    priority: z.int().min(0).max(100),
    /** The skill that the agent needs (L-11). */
    skill: Id,
    /** What the voice says before anybody answers (L-12). @default nothing */
    voiceMessage: Id.nullable(),
    /** What is offered without an agent, in this order (L-13). */
    selfServices: z.array(Id),
    /** The view the agent sees (L-14). */
    view: Id,
    /** What of it is highlighted (L-14). */
    highlight: z.array(Id),
  })
  .meta({ id: "RouteAnswer", description: "The five outputs for one call." });
export type RouteAnswer = z.infer<typeof RouteAnswer>;

/** A rule: for which calls, and what of the answer it decides. */
export const RoutingRule = z
  .strictObject({
    id: Id,
    name: LocalizedText,
    /** @default ["known"] */
    callers: z.array(z.enum(CALLER_KINDS)).min(1).default(["known"]),
    /** Only calls with one of these errands (L-08). @default all */
    errands: z.array(Id).min(1).optional(),
    /** Only calls whose last self-service came to one of these (L-09). @default all */
    selfService: z.array(z.enum(SELF_SERVICE_OUTCOMES)).min(1).optional(),
    /** What has to hold of the customer, or of one of its agreements. @default nothing */
    when: Condition.optional(),
    /** What it decides; the rest is left to the default. */
    gives: RouteAnswer.partial().refine((gives) => Object.keys(gives).length > 0, {
      error: "a rule must decide something: a priority, a skill, a voiceMessage, …",
    }),
  })
  .meta({ id: "RoutingRule", description: "For which calls it is, and what it decides." });
export type RoutingRule = z.infer<typeof RoutingRule>;

/** How calls are answered, as a business person edits it (L-10 to L-15, L-18). */
export const RoutingRules = z
  .strictObject({
    /**
     * `first`: the first rule that holds decides. `best`: of all that hold, the highest priority is taken, all
     * self-services and highlights are, and the rest is as the first that says it.
     * @default "first"
     */
    choose: z.enum(["first", "best"]).default("first"),
    errands: Names.default({}),
    skills: Names,
    /** What the voice says, in full. Nothing about the customer: anybody may be listening. */
    voiceMessages: Names.default({}),
    selfServices: Names.default({}),
    views: Names,
    /** What a view can highlight, such as `agreement-end` or `open-problem`. */
    highlights: Names.default({}),
    rules: z.array(RoutingRule).default([]),
    /** For a customer whom no rule is for. */
    default: RouteAnswer,
    /** For a caller who is not known (L-15). */
    unknown: RouteAnswer,
    /** For a number that several share. @default that for unknown callers */
    several: RouteAnswer.optional(),
  })
  .meta({ id: "RoutingRules", description: "How calls are answered." });
export type RoutingRules = z.infer<typeof RoutingRules>;
