import { readFileSync } from 'node:fs';
import nunjucks from 'nunjucks';

// As bare as the Jinja floor: no escaping. Nunjucks has no format for numbers of its own.
const environment = new nunjucks.Environment(null, {
  autoescape: false,
  trimBlocks: true,
  lstripBlocks: true,
});
const whole = new Intl.NumberFormat('en-GB');
environment.addFilter('whole', (figure) => whole.format(figure));
environment.addFilter('tenth', (figure) => figure.toFixed(1));

const source = readFileSync(new URL('article.njk', import.meta.url), 'utf8');
const template = nunjucks.compile(source, environment);

export const render = (place) => template.render({ place });

export const compiled = () => template.rootRenderFunc;
