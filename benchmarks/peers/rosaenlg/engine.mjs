import { fileURLToPath } from 'node:url';
import rosaenlg from 'rosaenlg';

const TEMPLATE = fileURLToPath(new URL('article.pug', import.meta.url));

// `renderFile` with `cache: true` is the documented way to render one template many times: it makes
// a fresh RosaeNLG context for each text and takes the compiled function from the cache. The fixed
// seed keeps the run free of chance.
export function render(place) {
  return rosaenlg.renderFile(TEMPLATE, {
    language: 'en_US',
    cache: true,
    compileDebug: false,
    forceRandomSeed: 1,
    place,
  });
}

export const compiled = () => rosaenlg.cache[TEMPLATE];
