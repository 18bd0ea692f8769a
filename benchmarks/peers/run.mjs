// Renders every place in one process, after a pass to warm up, and prints the CPU time as one JSON
// line. Usage: node run.mjs rosaenlg|nunjucks PLACES.json [--warm 1000] [--out FILE]
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

function countWords(html) {
  return html.replace(/<[^>]*>/g, ' ').split(/\s+/).filter(Boolean).length;
}

const { values, positionals } = parseArgs({
  options: { out: { type: 'string' }, warm: { type: 'string', default: '1000' } },
  allowPositionals: true,
});
if (positionals.length !== 2) {
  console.error('usage: node run.mjs rosaenlg|nunjucks PLACES.json [--warm 1000] [--out FILE]');
  process.exit(2);
}
const [name, data] = positionals;
const { render, compiled } = await import(`./${name}/engine.mjs`);
const places = JSON.parse(readFileSync(data, 'utf8'));

places.slice(0, Number(values.warm)).forEach(render);
const before = compiled();

const start = process.cpuUsage();
const texts = places.map(render);
const used = process.cpuUsage(start);

if (compiled() !== before) {
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
  }),
);
