import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import type { Fact } from '../../timeline/facts.ts';
import { bigRun } from '../testing/big-run.ts';
import { startBrowser, withoutBrowser } from '../testing/browser.ts';
import { sampleRun } from '../testing/sample-run.ts';
import { writeReports } from '../write-reports.ts';

// Strings, for these run in the browser, whose types this program does not have.
const PAINTED = `(() => {
  const canvas = document.querySelector('#scenario-2 canvas');
  const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
  return data.filter((value, index) => index % 4 === 3 && value > 0).length;
})()`;
const BARS_INSIDE = `[...document.querySelectorAll('#scenario-2 svg .kp-span')].every((bar) => {
  const [x, width] = ['x', 'width'].map((name) => Number(bar.getAttribute(name)));
  return bar.closest('.kp-legend') || bar.style.display === 'none' || (x >= 225 && x + width <= 1103.5);
})`;

const SILENCE_INSIDE = `[...document.querySelectorAll('#scenario-2 svg .kp-silence-words')].every((words) => {
  if (words.style.display === 'none') return true;
  const [inner, outer] = [words, words.parentNode.querySelector('rect')].map((el) => el.getBoundingClientRect());
  return inner.left >= outer.left && inner.right <= outer.right;
})`;

const AFTER_SUMMARY = `getComputedStyle(document.querySelector('#scenario-2 details:not([open]) summary'), '::after').content`;
const WIDTHS = `['#scenario-2 canvas', '#scenario-2 svg'].map((name) => document.querySelector(name).getBoundingClientRect().width)`;

describe('the page in Chromium', { skip: withoutBrowser, timeout: 300_000 }, () => {
  let browser: Browser;
  let folder: string;
  before(async () => {
    browser = await startBrowser();
    folder = await mkdtemp(join(tmpdir(), 'kindling-page-'));
  });
  after(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  /** Opens the page of a run. Disposing fails when the page complained. */
  async function open(facts: readonly Fact[], options: Parameters<Browser['newPage']>[0] = {}) {
    const run = await mkdtemp(join(folder, 'run-'));
    writeReports(facts, run, {});
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, ...options });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on(
      'request',
      (request) => void (request.url().startsWith('file:') || complaints.push(`asked ${request.url()}`)),
    );
    page.setDefaultTimeout(120_000);
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const cpuMs = async () => {
      const { metrics } = await session.send('Performance.getMetrics');
      return 1000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
    };
    await page.goto(pathToFileURL(join(run, 'index.html')).href);
    await figure(page).scrollIntoViewIfNeeded();
    await canvas(page).waitFor();
    return {
      page,
      cpuMs,
      [Symbol.asyncDispose]: async () => {
        await page.close();
        assert.deepEqual(complaints, []);
      },
    };
  }

  const figure = (page: Page) => page.locator('#scenario-2 figure');
  const canvas = (page: Page) => page.locator('#scenario-2 canvas');
  const seconds = (page: Page) => figure(page).locator('.kp-tick[text-anchor=middle]').allTextContents();

  it('draws charts, and complains of nothing', async () => {
    await using opened = await open(sampleRun());
    const { page } = opened;
    for (const each of await page.locator('figure.picture').all()) await each.scrollIntoViewIfNeeded();
    await page.locator('figure canvas').nth(2).waitFor();
    assert.equal(await page.locator('figure canvas').count(), 3, 'one of four scenarios had no traffic');
    const painted = await page.evaluate<number>(PAINTED);
    assert.ok(painted > 1000, `${painted} pixels are painted`);
  });

  it('shows 100,000 samples of 40 scenarios in under 2 s, each chart drawn as it comes near', async (context) => {
    await using opened = await open(bigRun(40, 2500));
    const { page, cpuMs } = opened;
    const drawn = await page.evaluate<number>("performance.getEntriesByName('kindling-drawn')[0].startTime");
    context.diagnostic(`drawn ${Math.round(drawn)} ms after the page was asked for`);
    // Processor time of the page's thread, for this machine may be busy with other things.
    const busyMs = await cpuMs();
    assert.ok(busyMs < 2000, `${Math.round(busyMs)} ms of processor time, drawn after ${Math.round(drawn)} ms`);
    const last = page.locator('#scenario-40');
    assert.equal(await last.locator('canvas').count(), 0);
    await last.locator('figure').scrollIntoViewIfNeeded();
    await last.locator('canvas').waitFor();
    assert.ok((await page.locator('figure canvas').count()) < 40);
    await page.emulateMedia({ media: 'print' });
    await page.locator('figure canvas').nth(39).waitFor();
  });

  it('zooms with the pointer, picture and chart alike, and back', async () => {
    await using opened = await open(sampleRun());
    const { page } = opened;
    const whole = await seconds(page);
    await figure(page).scrollIntoViewIfNeeded();
    const over = await figure(page).locator('.u-over').boundingBox();
    assert.ok(over !== null);
    await page.mouse.move(over.x + over.width * 0.4, over.y + 60);
    await page.mouse.down();
    await page.mouse.move(over.x + over.width * 0.6, over.y + 60, { steps: 4 });
    await page.mouse.up();
    const near = await seconds(page);
    assert.notDeepEqual(near, whole);
    const inside = await page.evaluate<boolean>(BARS_INSIDE);
    assert.ok(inside, 'no bar leaves the plot');
    await figure(page).locator('.reset').click();
    assert.deepEqual(await seconds(page), whole);
    // The click may have scrolled.
    const back = await figure(page).locator('.u-over').boundingBox();
    assert.ok(back !== null);
    await page.mouse.move(back.x + back.width * 0.5, back.y + 60);
    await figure(page)
      .locator('.said', { hasText: /answered by|refused|stalled/ })
      .waitFor();
  });

  it('shows what each pod answered in every second, in words too, and zooms it along', async () => {
    await using opened = await open(sampleRun());
    const { page } = opened;
    const hovered = await figure(page).locator('svg g:has(> .kp-silence) > title').allTextContents();
    assert.match(hovered.join('\n'), /^rng-9qzmd answered none of \d+ new connections in 3\.70s$/m);
    const bars = figure(page).locator('.kp-answers-fresh');
    const whole = await bars.filter({ visible: true }).count();
    await figure(page).locator('.chart').focus();
    for (const _ of [1, 2, 3]) await page.keyboard.press('+');
    const near = await bars.filter({ visible: true }).count();
    assert.ok(near > 0 && near < whole, `${near} of ${whole} bars`);
    assert.ok(await page.evaluate<boolean>(SILENCE_INSIDE), 'words stay in their frame');
    const table = page.locator('#scenario-2 details', { hasText: 'Answers per pod and second' });
    await table.locator('summary').click();
    const row = table.getByRole('row', { name: 'rng-9qzmd' });
    assert.ok(await row.first().isVisible());
  });

  it('zooms with the keyboard', async () => {
    await using opened = await open(sampleRun());
    const { page } = opened;
    const whole = await seconds(page);
    await figure(page).locator('.chart').focus();
    await page.keyboard.press('+');
    const near = await seconds(page);
    assert.notDeepEqual(near, whole);
    await page.keyboard.press('ArrowRight');
    assert.notDeepEqual(await seconds(page), near);
    await page.keyboard.press('0');
    assert.deepEqual(await seconds(page), whole);
    assert.equal(await figure(page).locator('.reset').isVisible(), false);
  });

  it('reads request by request with the keyboard, in view and past its edge, until the pointer moves', async () => {
    await using opened = await open(sampleRun());
    const { page } = opened;
    const said = () => figure(page).locator('.said').textContent();
    const rest = await said();
    await figure(page).locator('.chart').focus();
    await page.keyboard.press('.');
    const first = await said();
    assert.match(
      first ?? '',
      /^−\d\.\d{3} s, (new|kept) connection through worker1: answered by rng-.* in \d+\.\d ms$/,
    );
    await page.keyboard.press('.');
    const second = await said();
    assert.notEqual(second, first);
    await page.keyboard.press(',');
    assert.equal(await said(), first);
    await page.keyboard.press('.');
    for (const _ of [1, 2]) await page.keyboard.press('+');
    // What is drawn anew after a zoom asks for the pointer, which is elsewhere.
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    assert.equal(await said(), second);
    await page.keyboard.press('.');
    const near = await said();
    assert.notEqual(near, second);
    const before = await seconds(page);
    await page.keyboard.press(',');
    assert.notDeepEqual(await seconds(page), before, 'the one before the first in view is brought into view');
    const over = await figure(page).locator('.u-over').boundingBox();
    assert.ok(over !== null);
    await page.mouse.move(over.x + over.width * 0.5, over.y + 60);
    await page.mouse.move(over.x + over.width * 0.5, over.y - 200);
    await figure(page)
      .locator('.said', { hasText: rest ?? '' })
      .waitFor();
  });

  it('lists failed requests with their causes, and finds facts', async () => {
    await using opened = await open(sampleRun());
    const { page } = opened;
    const section = page.locator('#scenario-2');
    await section.locator('summary', { hasText: 'failed requests' }).click();
    const rows = section.locator('details', { hasText: 'failed requests' }).locator('tbody tr');
    assert.equal(await rows.count(), 19);
    assert.match((await rows.first().textContent()) ?? '', /was stopping/);
    await section.locator('summary', { hasText: 'facts' }).click();
    const facts = section.locator('details', { hasText: 'facts' }).last().locator('tbody tr');
    const all = await facts.count();
    await section.locator('input[type=search]').last().fill('rng-x7k2p');
    const found = await facts.filter({ visible: true }).count();
    assert.ok(found > 0 && found < all, `${found} of ${all}`);
  });

  it('is dark where the reader wants it, and light on paper', async () => {
    await using opened = await open(sampleRun(), { colorScheme: 'dark' });
    const { page } = opened;
    const ground = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    assert.equal(await ground(), 'rgb(11, 14, 19)');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await ground(), 'rgb(255, 255, 255)');
    assert.equal(
      await page.evaluate<string>(`getComputedStyle(document.querySelector('svg.kp')).getPropertyValue('--kp-green')`),
      '#009e73',
    );
    const pdf = await page.pdf();
    assert.ok(pdf.length > 20_000, `${pdf.length} bytes`);
  });

  it('draws patterns far below the first picture, where browsers look for them and which they skip there', async () => {
    await using opened = await open(bigRun(10, 100));
    const { page } = opened;
    const bar = page.locator('#scenario-10 .kp-legend .kp-daemonset').first();
    await bar.scrollIntoViewIfNeeded();
    const drawn = await bar.screenshot();
    await page.addStyleTag({ content: '.kp-daemonset { fill: none !important }' });
    assert.notDeepEqual(await bar.screenshot(), drawn, 'it had a pattern');
  });

  it('prints what is unfolded, says what is folded, and keeps chart and picture on one axis', async () => {
    await using opened = await open(sampleRun());
    const { page } = opened;
    const folded = (words: string) => page.locator('#scenario-2 details', { hasText: words });
    const failed = folded('failed requests').last();
    await failed.locator('summary').click();
    await page.emulateMedia({ media: 'print' });
    assert.ok(await failed.locator('tbody tr').last().isVisible());
    assert.ok(await folded('Requests per door and pod').locator('summary').isVisible());
    assert.ok(await folded('Outages, slow times and ghost traffic').locator('summary').isVisible());
    assert.match(await page.evaluate<string>(AFTER_SUMMARY), /folded up/);
    assert.equal(await figure(page).locator('.said').isVisible(), false);
    const [chart, picture] = await page.evaluate<[number, number]>(WIDTHS);
    assert.ok(Math.abs(chart - picture) <= 1, `chart ${chart}, picture ${picture}`);
  });
});
