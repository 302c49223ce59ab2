import net from 'node:net';

const tryListen = (port) =>
  new Promise((resolve, reject) => {
    const server = net.createServer().once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      const { port: given } = server.address();
      server.close(() => resolve(given));
    });
  });

export const freePort = () => tryListen(0);

/** True when nothing listens there, on either loopback address. */
export async function isFree(port) {
  const listening = (host) =>
    new Promise((resolve) => {
      const socket = net.connect({ port, host });
      socket.once('connect', () => { socket.destroy(); resolve(true); });
      socket.once('error', () => resolve(false));
    });
  if ((await listening('127.0.0.1')) || (await listening('::1'))) return false;
  return tryListen(port).then(() => true, () => false);
}

/** The wanted port, or the next `count` free ones after it; a busy one is named. */
export async function claimPort(wanted, name, { count = 1, log = console.log } = {}) {
  for (let port = wanted; port < wanted + 200; port += count) {
    const states = await Promise.all(Array.from({ length: count }, (_, index) => isFree(port + index)));
    if (states.every(Boolean)) return port;
    log(`port ${port + states.indexOf(false)} (${name}) is busy, trying the next`);
  }
  throw new Error(`no free port for ${name} near ${wanted}`);
}

/** Keeps a port from others until it is needed; answers how to let go of it. */
export function holdPort(port) {
  const holder = net.createServer((socket) => socket.destroy());
  return new Promise((resolve, reject) => {
    holder.once('error', reject);
    holder.listen(port, () => resolve(() => new Promise((done) => holder.close(done))));
  });
}
