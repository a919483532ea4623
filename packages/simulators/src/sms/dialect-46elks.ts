import type { SmsDialect } from "./sms-dialect.ts";
import { smsId } from "./sms-record.ts";
import { replyText } from "./sms-reply.ts";

/** How 46elks names SMS and tells of them (https://46elks.com/docs/sms-delivery-reports). */
export const dialect46elks: SmsDialect = {
  // At least five attempts over at least six hours.
  retrySeconds: [10, 60, 300, 1800, 7200, 14_400, 28_800],
  taken: (status) => status >= 200 && status <= 204,
  id: smsId,
  incoming: ({ id, from, to, created, message }) => ({
    direction: "incoming",
    id,
    from,
    to,
    created,
    message,
  }),
  report: ({ id }, progress) => ({ id, ...progress }),
  // 46elks does not sign.
  headers: () => ({}),
  reply: replyText,
};
