// Renders every place twice in one process and prints the CPU time of the second pass as one JSON
// line. Usage: node run.mjs PLACES.json [--out FILE]
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import rosaenlg from 'rosaenlg';

const TEMPLATE = fileURLToPath(new URL('article.pug', import.meta.url));

// `renderFile` with `cache: true` is the documented way to render one template many times: it makes
// a fresh RosaeNLG context for each text and takes the compiled function from the cache. The fixed
// seed keeps the run free of chance.
function render(place) {
  return rosaenlg.renderFile(TEMPLATE, {
    language: 'en_US',
    cache: true,
    compileDebug: false,
    forceRandomSeed: 1,
    place,
  });
}

function countWords(html) {
  return html.replace(/<[^>]*>/g, ' ').split(/\s+/).filter(Boolean).length;
}

const { values, positionals } = parseArgs({
  options: { out: { type: 'string' } },
  allowPositionals: true,
});
if (positionals.length !== 1) {
  console.error('usage: node run.mjs PLACES.json [--out FILE]');
  process.exit(2);
}
const places = JSON.parse(readFileSync(positionals[0], 'utf8'));

places.forEach(render);
const compiled = rosaenlg.cache[TEMPLATE];

const start = process.cpuUsage();
const texts = places.map(render);
const used = process.cpuUsage(start);

if (rosaenlg.cache[TEMPLATE] !== compiled) {
  throw new Error('the template was compiled again during the measured pass');
}
if (values.out) {
  writeFileSync(values.out, texts.join('\n') + '\n');
}
const seconds = (used.user + used.system) / 1e6;
const words = texts.reduce((sum, text) => sum + countWords(text), 0);
console.log(
  JSON.stringify({
    places: places.length,
    cpu_s: seconds,
    per_story_ms: (seconds * 1000) / places.length,
    words: words / places.length,
    version: rosaenlg.getRosaeNlgVersion(),
  }),
);
