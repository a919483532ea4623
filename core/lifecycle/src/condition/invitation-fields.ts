import { INVITATION_ANSWERS, type Invitation } from "@perennial/contract";
import type { FieldDefinition } from "./field.ts";

/** The fields of the invitation that an enrolment is about (P:2). */
export const INVITATION_FIELDS = {
  id: {
    type: "text",
    read: (invitation) => invitation.id,
    words: {
      sv: { noun: "inbjudans id", has: "inbjudan finns", lacks: "inbjudan finns inte" },
      en: {
        noun: "the invitation's id",
        has: "the invitation exists",
        lacks: "the invitation does not exist",
      },
    },
  },
  event: {
    type: "text",
    read: (invitation) => invitation.event,
    words: { sv: { noun: "evenemangets id" }, en: { noun: "the event's id" } },
  },
  eventName: {
    type: "text",
    read: (invitation) => invitation.eventName,
    words: { sv: { noun: "evenemangets namn" }, en: { noun: "the event's name" } },
  },
  startsAt: {
    type: "instant",
    read: (invitation) => invitation.startsAt,
    words: {
      sv: { noun: "evenemanget", is: "evenemanget börjar", isNot: "evenemanget börjar inte" },
      en: { noun: "the event", is: "the event begins", isNot: "the event does not begin" },
    },
  },
  place: {
    type: "text",
    read: (invitation) => invitation.place,
    words: {
      sv: { noun: "platsen", has: "platsen är känd", lacks: "platsen är inte känd" },
      en: { noun: "the place" },
    },
  },
  answer: {
    type: "choice",
    values: INVITATION_ANSWERS,
    read: (invitation) => invitation.answer,
    words: {
      sv: {
        noun: "svaret på inbjudan",
        has: "den inbjudna har svarat",
        lacks: "den inbjudna har inte svarat",
        values: {
          yes: "ja",
          no: "nej",
          "wants-information": "nej, men med önskan om mer information",
        },
      },
      en: {
        noun: "the answer to the invitation",
        has: "the invited person has answered",
        lacks: "the invited person has not answered",
        values: {
          yes: "yes",
          no: "no",
          "wants-information": "no, but with a wish for more information",
        },
      },
    },
  },
  answeredAt: {
    type: "instant",
    read: (invitation) => invitation.answeredAt,
    words: {
      sv: {
        noun: "tidpunkten för svaret på inbjudan",
        is: "den inbjudna svarade",
        isNot: "den inbjudna svarade inte",
      },
      en: {
        noun: "the time of the answer to the invitation",
        is: "the invited person answered",
        isNot: "the invited person did not answer",
      },
    },
  },
  attended: {
    type: "boolean",
    read: (invitation) => invitation.attended,
    words: {
      sv: {
        noun: "närvaron",
        has: "det är känt om den inbjudna kom",
        lacks: "det är inte känt om den inbjudna kom",
        values: { true: "den inbjudna kom", false: "den inbjudna kom inte" },
      },
      en: {
        noun: "the attendance",
        has: "it is known whether the invited person came",
        lacks: "it is not known whether the invited person came",
        values: {
          true: "the invited person came",
          false: "the invited person did not come",
        },
      },
    },
  },
  updatedAt: {
    type: "instant",
    read: (invitation) => invitation.updatedAt,
    words: {
      sv: {
        noun: "tidpunkten för inbjudans senaste ändring",
        is: "inbjudans senaste ändring gjordes",
        isNot: "inbjudans senaste ändring gjordes inte",
      },
      en: {
        noun: "the time of the invitation's latest change",
        is: "the invitation's latest change was made",
        isNot: "the invitation's latest change was not made",
      },
    },
  },
} satisfies Record<
  Exclude<keyof Invitation, "attributes" | "customerId">,
  FieldDefinition<Invitation>
>;
