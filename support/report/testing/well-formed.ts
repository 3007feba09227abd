import assert from 'node:assert/strict';

const TAG = /<(\/?)([a-zA-Z][\w-]*)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>/g;

/** Fails unless every tag of an XML text is closed in order and no stray markup is left between tags. */
export function assertWellFormed(xml: string): void {
  const open: string[] = [];
  let end = 0;
  for (const tag of xml.matchAll(TAG)) {
    assertPlain(xml.slice(end, tag.index));
    end = tag.index + tag[0].length;
    const [, closing, name = '', , alone] = tag;
    if (closing === '/') assert.equal(open.pop(), name, `</${name}> closes what was opened last`);
    else if (alone !== '/') open.push(name);
  }
  assertPlain(xml.slice(end));
  assert.deepEqual(open, [], 'every tag is closed');
}

function assertPlain(text: string): void {
  assert.doesNotMatch(text, /<(?!\?xml)|&(?!amp;|lt;|gt;|quot;|#39;)/, 'text between tags is escaped');
}
