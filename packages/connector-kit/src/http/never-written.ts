/** Calls that come before anything of a request is written. */
const BEFORE_WRITING = new Set(["connect", "getaddrinfo"]);

/** Failures of a TLS handshake, which also comes before. */
const HANDSHAKE =
  /^(?:CERT_|UNABLE_TO_|ERR_TLS_|ERR_SSL_(?:WRONG_VERSION|.*ALERT_HANDSHAKE|.*ALERT_PROTOCOL))/;
const HANDSHAKE_CODES = new Set([
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "HOSTNAME_MISMATCH",
  "INVALID_CA",
  "UND_ERR_CONNECT_TIMEOUT",
]);
/** Told by words alone: a connection cut in the handshake, and a port that `fetch` never uses. */
const WORDS = /before secure TLS connection was established|^bad port$/;

/**
 * Whether a failure of `fetch` proves that nothing of the request left us: no address found, nobody
 * answering there, or no trust in who did. Everything else leaves the outcome open (reliability.md, 3.1).
 */
export function neverWritten(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AggregateError && error.errors.length > 0) {
    return error.errors.every((inner) => neverWritten(inner));
  }
  return provesIt(error) || neverWritten(error.cause);
}

function provesIt(error: Error): boolean {
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const call = "syscall" in error && typeof error.syscall === "string" ? error.syscall : "";
  return (
    BEFORE_WRITING.has(call) ||
    HANDSHAKE_CODES.has(code) ||
    HANDSHAKE.test(code) ||
    WORDS.test(error.message)
  );
}
