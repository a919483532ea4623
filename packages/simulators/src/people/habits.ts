/** How people behave: shares from 0 to 1. The defaults are ours, chosen to look like an ordinary year. */
export interface Habits {
  /** Order on the web after a mail about the end of the agreement. @default 0.2 */
  readonly ordersAfterMail: number;
  /** Order on the web after an SMS about it. @default 0.22 */
  readonly ordersAfterSms: number;
  /** Answer such an SMS with yes; staff then register the order. @default 0.1 */
  readonly answersYes: number;
  /** Answer it with a question. @default 0.05 */
  readonly asks: number;
  /** Answer it with STOP. @default 0.01 */
  readonly stops: number;
  /** Of those who ask: order once they have been answered. @default 0.4 */
  readonly ordersAfterAsking: number;
  /** Order though nobody has said anything. @default 0.05 */
  readonly ordersUnprompted: number;
  /** Calls that reach somebody. @default 0.62 */
  readonly answersPhone: number;
  /** Of those reached: it is somebody else's number. @default 0.02 */
  readonly wrongNumber: number;
  /** Of those reached: want no more calls. @default 0.02 */
  readonly wantsNoCalls: number;
  /** Of those reached: renew in the call. @default 0.36 */
  readonly renewsOnPhone: number;
  /** Of those reached: decline. @default 0.3 */
  readonly declinesOnPhone: number;
  /** Of those reached who want to think: order on the web afterwards. @default 0.2 */
  readonly ordersAfterThinking: number;
  /** Accept on the web, without being asked, what was renewed in a call. @default 0.3 */
  readonly accepts: number;
  /** Of those who have not: accept when a message asks for it, each time. @default 0.55 */
  readonly acceptsWhenAsked: number;
  /** Sign what they ordered without being reminded. @default 0.72 */
  readonly signs: number;
  /** Of the others: sign when reminded, each time. @default 0.55 */
  readonly signsWhenReminded: number;
  /** Leave when an agreement ends unrenewed. @default 0.45 */
  readonly leaves: number;
  /** Go on with a variable price when an agreement ends unrenewed. @default 0.55 */
  readonly goesOn: number;
  /** Buy something after a mail from the club. @default 0.015 */
  readonly buysAfterClubMail: number;
  /** Leave the club after a mail from it. @default 0.001 */
  readonly leavesClubAfterMail: number;
}

/** The habits where nothing else is said. */
export const DEFAULT_HABITS: Habits = {
  ordersAfterMail: 0.2,
  ordersAfterSms: 0.22,
  answersYes: 0.1,
  asks: 0.05,
  stops: 0.01,
  ordersAfterAsking: 0.4,
  ordersUnprompted: 0.05,
  answersPhone: 0.62,
  wrongNumber: 0.02,
  wantsNoCalls: 0.02,
  renewsOnPhone: 0.36,
  declinesOnPhone: 0.3,
  ordersAfterThinking: 0.2,
  accepts: 0.3,
  acceptsWhenAsked: 0.55,
  signs: 0.72,
  signsWhenReminded: 0.55,
  leaves: 0.45,
  goesOn: 0.55,
  buysAfterClubMail: 0.015,
  leavesClubAfterMail: 0.001,
};

/** People who do nothing of their own accord: for stories in which the test decides everything. */
export const NO_HABITS: Habits = {
  ordersAfterMail: 0,
  ordersAfterSms: 0,
  answersYes: 0,
  asks: 0,
  stops: 0,
  ordersAfterAsking: 0,
  ordersUnprompted: 0,
  answersPhone: 0,
  wrongNumber: 0,
  wantsNoCalls: 0,
  renewsOnPhone: 0,
  declinesOnPhone: 0,
  ordersAfterThinking: 0,
  accepts: 0,
  acceptsWhenAsked: 0,
  signs: 0,
  signsWhenReminded: 0,
  leaves: 0,
  goesOn: 0,
  buysAfterClubMail: 0,
  leavesClubAfterMail: 0,
};
