import { createWorld, type World } from './core.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** For tests: a world in the evening of its second day, when no device speaks and midnight is far, whenever they run. */
export function eveningWorld(): World {
  const world = createWorld();
  const today = Math.floor(Date.now() / DAY) * DAY;
  world.advance(today + DAY + 20 * HOUR - Date.now());
  return world;
}
