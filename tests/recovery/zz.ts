const t=performance.now();
await import("@perennial/server");
console.log("load", Math.round(performance.now()-t), "total", Math.round(performance.now()), process.cpuUsage());
