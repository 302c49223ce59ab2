import http from 'node:http';
import https from 'node:https';

const HOST = 'partners-api.airalo.com';
const emulator = new URL(process.env.EMULATOR_URL ?? '');
const request = https.request;

/** Preloaded before Airalo's own SDK: what it would send to its one host arrives at the emulator; nothing else is changed. */
https.request = (options, answered) =>
  options.host === HOST ? http.request({ ...options, host: emulator.hostname, port: emulator.port }, answered) : request(options, answered);
