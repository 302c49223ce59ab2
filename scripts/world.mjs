// Draws the dot world once, from open geodata: every land point of a grid, and one dot for each country.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { geoCentroid, geoContains, geoNaturalEarth1 } from 'd3-geo';
import countries from 'i18n-iso-countries';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const atlas = require('world-atlas/countries-110m.json');
const nations = feature(atlas, atlas.objects.countries).features;
const [width, height, step] = [560, 280, 6.4];
const projection = geoNaturalEarth1().fitSize([width, height], { type: 'Sphere' });

const dots = [];
for (let y = step / 2; y < height; y += step) {
  for (let x = step / 2; x < width; x += step) {
    const point = projection.invert([x, y]);
    if (!point || point[1] < -57 || Math.abs(point[1]) > 84 || !nations.some((nation) => geoContains(nation, point))) continue;
    dots.push([Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
  }
}

const nearest = ([x, y]) => {
  let best = 0;
  dots.forEach(([dx, dy], index) => {
    if ((dx - x) ** 2 + (dy - y) ** 2 < (dots[best][0] - x) ** 2 + (dots[best][1] - y) ** 2) best = index;
  });
  return best;
};

const places = {};
for (const nation of nations) {
  const code = countries.numericToAlpha2(String(nation.id).padStart(3, '0'));
  if (code) places[code] = nearest(projection(geoCentroid(nation)));
}
await writeFile(path.join(import.meta.dirname, '../components/catalog/dot-world.json'), JSON.stringify({ width, height, dots, places }));
console.log(`${dots.length} dots, ${Object.keys(places).length} countries`);
