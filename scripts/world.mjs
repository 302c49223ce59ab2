// Draws the dot world once, from open geodata: a grid of dots, each belonging to the country it lies in.
// public/world.svg holds every dot under its country's code; world-boxes.json tells pages where a country lies.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { geoBounds, geoCentroid, geoContains, geoNaturalEarth1 } from 'd3-geo';
import countries from 'i18n-iso-countries';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const atlas = require('world-atlas/countries-50m.json');
const COLUMNS = 150;
const ROWS = 66;
const projection = geoNaturalEarth1().rotate([-11, 0]).fitWidth(COLUMNS, { type: 'Sphere' });
const TOP = Math.round(projection([11, 80])[1]);

// Too small for the atlas, or drawn there as part of another country; longitude and latitude.
const SMALL = {
  GP: [-61.5, 16.2], MQ: [-61, 14.6], GF: [-53, 4], RE: [55.5, -21.1], YT: [45.1, -12.8], GI: [-5.3, 36.1], BQ: [-68.3, 12.2], SJ: [16, 78.5], TV: [179, -8.5],
  XK: [20.9, 42.6], MC: [7.4, 43.7], SM: [12.5, 43.9], VA: [12.4, 41.9], LI: [9.5, 47.1], MO: [113.5, 22.2], TK: [-171, -9], CX: [105.6, -10.5], CC: [96.8, -12.2],
};
const codeOf = (nation) => (nation.properties.name === 'Kosovo' ? 'XK' : countries.numericToAlpha2(String(nation.id).padStart(3, '0')));
const nations = feature(atlas, atlas.objects.countries).features
  .map((nation) => ({ nation, code: codeOf(nation), bounds: geoBounds(nation) }))
  .filter(({ nation }) => nation.properties.name !== 'Antarctica');

const isNear = ([[west, south], [east, north]], [x, y]) => y >= south && y <= north && (west > east ? x >= west || x <= east : x >= west && x <= east);
const owner = new Map();
for (let row = 0; row < ROWS; row += 1) {
  for (let column = 0; column < COLUMNS; column += 1) {
    const point = projection.invert([column + 0.5, row + TOP + 0.5]);
    // Beyond the edge of the projection the world would begin again.
    if (!point || Math.abs(projection(point)[0] - column - 0.5) > 0.1) continue;
    const found = nations.find(({ nation, bounds }) => isNear(bounds, point) && geoContains(nation, point));
    if (found) owner.set(`${column} ${row}`, found.code === 'FR' && point[1] < 10 ? 'GF' : (found.code ?? ''));
  }
}

/** A dot for a country that has none: its own place, or the nearest that is free or can be spared. */
function place(code, [longitude, latitude]) {
  const [x, y] = projection([longitude, latitude]).map((value, axis) => Math.floor(value - (axis ? TOP : 0)));
  const count = (wanted) => [...owner.values()].filter((each) => each === wanted).length;
  const ring = Array.from({ length: 81 }, (_, index) => [(index % 9) - 4, Math.floor(index / 9) - 4]).sort((a, b) => Math.hypot(...a) - Math.hypot(...b));
  const free = ring.map(([dx, dy]) => `${x + dx} ${y + dy}`).find((key) => !owner.has(key) || count(owner.get(key)) > 4);
  owner.set(free, code);
}
const drawn = () => new Set(owner.values());
for (const { nation, code } of nations) if (code && !drawn().has(code)) place(code, geoCentroid(nation));
for (const [code, point] of Object.entries(SMALL)) if (!drawn().has(code)) place(code, point);

const byCountry = Map.groupBy ? Map.groupBy(owner, ([, code]) => code) : [...owner].reduce((map, entry) => map.set(entry[1], [...(map.get(entry[1]) ?? []), entry]), new Map());
const boxes = {};
const paths = [...byCountry].sort(([a], [b]) => a.localeCompare(b)).map(([code, entries]) => {
  const dots = entries.map(([key]) => key.split(' ').map(Number)).sort((a, b) => a[1] - b[1] || a[0] - b[0]);
  if (code) boxes[code] = [Math.min(...dots.map(([x]) => x)), Math.min(...dots.map(([, y]) => y)), Math.max(...dots.map(([x]) => x)) + 1, Math.max(...dots.map(([, y]) => y)) + 1];
  return `<path${code ? ` id="${code}"` : ''} d="${dots.map(([x, y]) => `M${x}.5 ${y}.5h0`).join('')}"/>`;
});
const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${COLUMNS} ${ROWS}"><g id="all" fill="none" stroke-linecap="round" stroke-width=".62">${paths.join('')}</g></svg>\n`;
const root = path.join(import.meta.dirname, '..');
await writeFile(path.join(root, 'public/world.svg'), svg);
await writeFile(path.join(root, 'components/catalog/world-boxes.json'), `${JSON.stringify({ columns: COLUMNS, rows: ROWS, boxes })}\n`);
console.log(`${owner.size} dots, ${Object.keys(boxes).length} countries, ${svg.length} bytes`);
