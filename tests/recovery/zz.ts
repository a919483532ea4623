const t0 = performance.now();
for (const m of [
  "pg",
  "kysely",
  "zod",
  "@perennial/contract",
  "@perennial/lifecycle",
  "@perennial/store",
  "@perennial/queue",
  "@perennial/runtime",
  "@perennial/programs",
  "@perennial/api",
  "@perennial/connector-webhook",
  "@perennial/connector-smtp",
  "@perennial/connector-sms-46elks",
  "@perennial/connector-dialer-webhook",
  "@perennial/simulators",
  "express",
  "helmet",
  "pino",
  "@perennial/server",
]) {
  const t = performance.now();
  await import(m);
  console.log(m, Math.round(performance.now() - t));
}
console.log("total", Math.round(performance.now() - t0), process.cpuUsage());
