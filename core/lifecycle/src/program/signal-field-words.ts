import type { LocalizedText } from "@perennial/contract";
import { BAND_WORDS, FLOW_NAMES } from "../flow/flow-words.ts";

/** What sentences call the fields of signals, by name, or by `signal.name` where it means something of its own. */
export const SIGNAL_LABELS: Readonly<Record<string, LocalizedText>> = {
  at: { sv: "tidpunkten", en: "the time" },
  agreementId: { sv: "avtalets id", en: "the agreement's id" },
  renewalOf: { sv: "avtalet som förnyas", en: "the agreement that is renewed" },
  step: { sv: "steget det gäller", en: "the step it is about" },
  program: { sv: "programmet", en: "the program" },
  by: { sv: "den som begär det", en: "who asks for it" },
  agent: { sv: "den som ringde", en: "who called" },
  note: { sv: "anteckningen", en: "the note" },
  endedAt: { sv: "samtalets slut", en: "the end of the call" },
  feedback: { sv: "anmälan", en: "the complaint" },
  channel: { sv: "kanalen", en: "the channel" },
  movedDays: {
    sv: "antalet dagar som slutdagen flyttas",
    en: "the number of days the last day is moved",
  },
  "message.failed.reason": { sv: "felet", en: "the error" },
  intent: { sv: "svaret", en: "the answer" },
  text: { sv: "texten", en: "the text" },
  outcome: { sv: "utfallet", en: "the outcome" },
  amount: { sv: "beloppet", en: "the amount" },
  "offer.redeemed.amount": { sv: "det sparade beloppet", en: "the amount saved" },
  quantity: { sv: "antalet", en: "the quantity" },
  discount: { sv: "rabatten", en: "the discount" },
  margin: { sv: "täckningsbidraget", en: "the margin" },
  category: { sv: "kategorin", en: "the category" },
  purpose: { sv: "ändamålet", en: "the purpose" },
  topic: { sv: "ämnet", en: "the topic" },
  state: { sv: "samtyckets läge", en: "the state of the consent" },
  from: { sv: "det tidigare värdet", en: "the previous value" },
  "agreement.end-moved.from": { sv: "den tidigare slutdagen", en: "the previous last day" },
  "customer.tier-changed.from": { sv: "den tidigare nivån", en: "the previous tier" },
  "customer.phase-changed.from": { sv: "den tidigare fasen", en: "the previous phase" },
  "customer.class-changed.from": { sv: "den tidigare värdeklassen", en: "the previous class" },
  "customer.band-changed.from": { sv: "den tidigare platsen", en: "the previous band" },
  "customer.flow-changed.from": { sv: "det tidigare läget", en: "the previous state" },
  "customer.segment-changed.from": { sv: "det tidigare segmentet", en: "the previous segment" },
  "customer.risk-changed.from": { sv: "den tidigare risken", en: "the previous risk" },
  to: { sv: "det nya värdet", en: "the new value" },
  "agreement.end-moved.to": { sv: "den nya slutdagen", en: "the new last day" },
  "customer.tier-changed.to": { sv: "den nya nivån", en: "the new tier" },
  "customer.phase-changed.to": { sv: "den nya fasen", en: "the new phase" },
  "customer.class-changed.to": { sv: "den nya värdeklassen", en: "the new class" },
  "customer.band-changed.to": { sv: "den nya platsen", en: "the new band" },
  "customer.flow-changed.to": { sv: "det nya läget", en: "the new state" },
  "customer.segment-changed.to": { sv: "det nya segmentet", en: "the new segment" },
  "customer.risk-changed.to": { sv: "den nya risken", en: "the new risk" },
  direction: { sv: "riktningen", en: "the direction" },
  "customer.tier-changed.reason": { sv: "skälet", en: "the reason" },
  tier: { sv: "nivån", en: "the tier" },
  remaining: { sv: "det som återstår", en: "what remains" },
  churn: { sv: "sannolikheten att kunden lämnar", en: "the probability of leaving" },
  group: { sv: "gruppen", en: "the group" },
  points: { sv: "antalet poäng", en: "the number of points" },
  whyNow: { sv: "varför just nu", en: "why now" },
  bring: { sv: "vad som ska med", en: "what to bring" },
  on: { sv: "förfallodagen", en: "the expiry date" },
  event: { sv: "evenemanget", en: "the event" },
  invitationId: { sv: "inbjudans id", en: "the invitation's id" },
  answer: { sv: "svaret", en: "the answer" },
  friendId: { sv: "den rekommenderade vännens id", en: "the recommended friend's id" },
  referralId: { sv: "rekommendationens id", en: "the referral's id" },
  status: { sv: "rekommendationens status", en: "the referral's status" },
  offer: { sv: "erbjudandet", en: "the offer" },
  code: { sv: "koden", en: "the code" },
  purchaseId: { sv: "köpets id", en: "the purchase's id" },
  source: { sv: "källan", en: "the source" },
  subject: { sv: "ämnet", en: "the subject" },
  survey: { sv: "enkäten", en: "the survey" },
  score: { sv: "betyget", en: "the score" },
};

const CHANNELS: Readonly<Record<string, LocalizedText>> = {
  email: { sv: "e-post", en: "e-mail" },
  sms: { sv: "sms", en: "SMS" },
  phone: { sv: "telefon", en: "phone" },
  post: { sv: "post", en: "post" },
};
const RISKS: Readonly<Record<string, LocalizedText>> = {
  low: { sv: "låg", en: "low" },
  medium: { sv: "medelhög", en: "medium" },
  high: { sv: "hög", en: "high" },
};
const CLASSES: Readonly<Record<string, LocalizedText>> = {
  gold: { sv: "guld", en: "gold" },
  silver: { sv: "silver", en: "silver" },
  bronze: { sv: "brons", en: "bronze" },
};
const PHASES: Readonly<Record<string, LocalizedText>> = {
  welcome: { sv: "välkomstfasen", en: "the welcome phase" },
  develop: { sv: "förädlafasen", en: "the develop phase" },
  retain: { sv: "behållafasen", en: "the retain phase" },
};

/** What sentences call the values of signals' fields; of a yes or no, whole clauses. */
export const SIGNAL_VALUES: Readonly<Record<string, Readonly<Record<string, LocalizedText>>>> = {
  intent: {
    no: { sv: "nej", en: "no" },
    stop: { sv: "stopp", en: "stop" },
    other: { sv: "något annat", en: "something else" },
  },
  channel: CHANNELS,
  purpose: {
    marketing: { sv: "marknadsföring", en: "marketing" },
    service: { sv: "service", en: "service" },
  },
  state: { given: { sv: "givet", en: "given" }, withdrawn: { sv: "återtaget", en: "withdrawn" } },
  "call.finished.outcome": {
    reached: { sv: "att kunden nåddes", en: "that the customer was reached" },
    "not-reached": { sv: "att kunden inte nåddes", en: "that the customer was not reached" },
    renewed: { sv: "att kunden förnyade", en: "that the customer renewed" },
    declined: { sv: "att kunden tackade nej", en: "that the customer declined" },
    "do-not-call": {
      sv: "att kunden inte vill bli uppringd",
      en: "that the customer does not want to be called",
    },
    "wrong-number": { sv: "fel nummer", en: "a wrong number" },
  },
  fromList: {
    true: { sv: "samtalet kom från ringlistan", en: "the call came from the call list" },
    false: {
      sv: "samtalet kom inte från ringlistan",
      en: "the call did not come from the call list",
    },
  },
  afterCall: {
    true: { sv: "godkännandet kom efter samtalet", en: "the acceptance came after the call" },
    false: {
      sv: "godkännandet kom inte efter samtalet",
      en: "the acceptance did not come after the call",
    },
  },
  isRenewal: {
    true: { sv: "avtalet är en förnyelse", en: "the agreement is a renewal" },
    false: { sv: "avtalet är inte en förnyelse", en: "the agreement is not a renewal" },
  },
  isSelf: {
    true: {
      sv: "kunden har rekommenderat sig själv",
      en: "the customer has recommended itself",
    },
    false: {
      sv: "kunden har inte rekommenderat sig själv",
      en: "the customer has not recommended itself",
    },
  },
  wanted: {
    true: { sv: "rörelsen är önskad", en: "the move is wanted" },
    false: { sv: "rörelsen är oönskad", en: "the move is unwanted" },
  },
  attended: {
    true: { sv: "den inbjudna kom", en: "the invited person came" },
    false: { sv: "den inbjudna kom inte", en: "the invited person did not come" },
  },
  direction: { up: { sv: "uppåt", en: "up" }, down: { sv: "nedåt", en: "down" } },
  "customer.tier-changed.reason": {
    joined: { sv: "att kunden blev medlem", en: "that the customer joined" },
    earned: { sv: "att kunden kvalificerade sig", en: "that the customer earned it" },
    kept: { sv: "att kunden behöll nivån", en: "that the customer kept it" },
    grace: { sv: "att en respittid löper", en: "that a grace period runs" },
    protected: { sv: "att nivån är skyddad", en: "that the tier is protected" },
    downgraded: { sv: "att kunden flyttades ned", en: "that the customer was moved down" },
    override: { sv: "att en medarbetare bestämde det", en: "that a member of staff decided it" },
    left: { sv: "att kunden lämnade klubben", en: "that the customer left the club" },
  },
  "customer.class-changed.from": CLASSES,
  "customer.class-changed.to": CLASSES,
  "customer.phase-changed.from": PHASES,
  "customer.phase-changed.to": PHASES,
  "customer.band-changed.from": BAND_WORDS,
  "customer.band-changed.to": BAND_WORDS,
  "customer.flow-changed.from": FLOW_NAMES,
  "customer.flow-changed.to": FLOW_NAMES,
  "customer.risk-changed.from": RISKS,
  "customer.risk-changed.to": RISKS,
  "invitation.answered.answer": {
    yes: { sv: "ja", en: "yes" },
    no: { sv: "nej", en: "no" },
    "wants-information": {
      sv: "nej, men med önskan om mer information",
      en: "no, but with a wish for more information",
    },
  },
  status: {
    made: { sv: "gjord", en: "made" },
    joined: { sv: "att vännen blev kund", en: "that the friend became a customer" },
    qualified: { sv: "att vännen kvalificerade sig", en: "that the friend qualified" },
    refused: { sv: "underkänd", en: "refused" },
  },
};
