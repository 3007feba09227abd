import { STREAM_WORDS } from '../stream-words.ts';
import { nextRequest } from './next-request.ts';

/**
 * The page's script for pictures: draws every request by its time and duration (uPlot does), and zooms picture and chart together.
 * Plain JavaScript of browsers. Marks `kindling-drawn` in the browser's performance timeline when all charts near the
 * screen stand.
 */
export const CHART_SCRIPT = `
const NAMES = ${JSON.stringify(Object.fromEntries(Object.entries(STREAM_WORDS).map(([stream, { one }]) => [stream, one])))};
const LOOKS = {
  fresh: { colour: 'blue', size: 4, filled: true },
  keepalive: { colour: 'orange', size: 6, filled: false },
  udp: { colour: 'green', size: 6, filled: false },
  control: { colour: 'grey-dot', size: 2.5, filled: true },
};
// Those that are drawn, by their pictures.
const charts = new Map();
// Asked for once, and sizes before anything is drawn: each question after a change has the browser style the whole page again.
const palette = {};
const readPalette = () => {
  const style = getComputedStyle(document.querySelector('svg.kp'));
  for (const name of ['blue', 'orange', 'green', 'grey-dot', 'bad', 'bad-soft', 'grid', 'mark', 'dim']) palette[name] = style.getPropertyValue('--kp-' + name).trim();
};
const colour = (name) => palette[name];
${nextRequest.toString()}

function decode({ from, at, ...rest }) {
  let tenths = 0;
  return { ...rest, at: at.map((step) => from + (tenths += step) / 10) };
}

function chartOf(figure, firstWidth) {
  const svg = figure.querySelector('svg');
  const box = figure.querySelector('.chart');
  const data = decode(JSON.parse(figure.querySelector('script').textContent));
  const axis = Object.fromEntries(['from', 'to', 'zero', 'left', 'right'].map((key) => [key, Number(svg.dataset[key])]));
  const seconds = (at) => (at - axis.zero) / 1000;
  const full = [seconds(axis.from), seconds(axis.to)];
  const picture = zoomable(svg, axis);
  const reset = figure.querySelector('.reset');
  const state = { view: full };
  let plot;
  const show = (min, max) => {
    const span = Math.min(Math.max(max - min, 0.01), full[1] - full[0]);
    const start = Math.min(Math.max(min, full[0]), full[1] - span);
    state.view = [start, start + span];
    picture.zoom(...state.view);
    reset.hidden = span >= full[1] - full[0] - 1e-6;
    if (plot && (plot.scales.x.min !== start || plot.scales.x.max !== start + span)) {
      plot.setScale('x', { min: start, max: start + span });
    }
  };
  reset.addEventListener('click', () => show(...full));
  box.addEventListener('keydown', (event) => {
    const [min, max] = state.view;
    const span = max - min;
    const moves = {
      '+': [min + span / 4, max - span / 4], '=': [min + span / 4, max - span / 4], '-': [min - span / 2, max + span / 2],
      ArrowLeft: [min - span / 5, max - span / 5], ArrowRight: [min + span / 5, max + span / 5], 0: full, Escape: full,
    };
    if (moves[event.key] === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    show(...moves[event.key]);
  });
  if (data.at.length === 0) return { redraw() {}, resize() {} };

  const said = figure.querySelector('.said');
  const actions = [...svg.querySelectorAll('.kp-flag')].map((flag) => picture.secondsAt(Number(flag.dataset.x)));
  const xs = data.at.map(seconds);
  const ok = data.kinds.indexOf('ok');
  const ys = data.names.map((_, stream) =>
    data.took.map((took, i) => (data.stream[i] === stream && data.kind[i] === ok ? took / 100 : null)));
  const { x: origin, width: units } = svg.viewBox.baseVal;
  const gutters = (width) => [axis.left - origin, units + origin - axis.right].map((each) => (each * width) / units);
  const slowest = data.took.reduce((a, b) => Math.max(a, b), 0) / 100;

  const shade = (u) => {
    const { left, top, width, height } = u.bbox;
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(left, top, width, height);
    u.ctx.clip();
    for (const { kind, from, to } of data.windows) {
      const [a, b] = [from, to].map((at) => u.valToPos(seconds(at), 'x', true));
      u.ctx.fillStyle = colour(kind === 'outage' ? 'bad-soft' : 'grid');
      u.ctx.fillRect(a, top, Math.max(2, b - a), height);
    }
    u.ctx.strokeStyle = colour('mark');
    u.ctx.globalAlpha = 0.55;
    u.ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    for (const at of actions) {
      const x = u.valToPos(at, 'x', true);
      u.ctx.beginPath();
      u.ctx.moveTo(x, top);
      u.ctx.lineTo(x, top + height);
      u.ctx.stroke();
    }
    u.ctx.restore();
  };
  // A failure took no meaningful time, so failures stand in rows of their own at the top.
  const crosses = (u) => {
    const { left, top, width } = u.bbox;
    const r = 3 * devicePixelRatio;
    u.ctx.save();
    u.ctx.strokeStyle = colour('bad');
    u.ctx.lineWidth = 1.5 * devicePixelRatio;
    u.ctx.beginPath();
    for (let i = 0; i < xs.length; i++) {
      if (data.kind[i] === ok) continue;
      const x = u.valToPos(xs[i], 'x', true);
      if (x < left || x > left + width) continue;
      const y = top + (6 + 9 * data.stream[i]) * devicePixelRatio;
      u.ctx.moveTo(x - r, y - r);
      u.ctx.lineTo(x + r, y + r);
      u.ctx.moveTo(x + r, y - r);
      u.ctx.lineTo(x - r, y + r);
    }
    u.ctx.stroke();
    u.ctx.restore();
  };
  // The request that the keyboard came to, and what the pointer had done last by then.
  let picked;
  let pointed;
  const tell = (u) => {
    const { idx, left, event } = u.cursor;
    // A zoom asks as well; what the keyboard came to stays until the pointer moves.
    if (picked !== undefined && event === pointed) return picture.hair(xs[picked]);
    picked = undefined;
    say(idx == null || left < 0 ? undefined : idx);
  };
  const say = (i) => {
    picture.hair(i === undefined ? undefined : xs[i]);
    if (i === undefined) return void (said.textContent = said.dataset.rest);
    const how = data.kind[i] === ok ? 'answered by ' + (data.pods[data.pod[i]] || 'a pod') : data.kinds[data.kind[i]];
    said.textContent = signed(xs[i], 3) + ' s, ' + NAMES[data.names[data.stream[i]]] + ' through ' + data.doors[data.door[i]] + ': ' +
      how + ' in ' + (data.took[i] / 100).toFixed(1) + ' ms';
  };
  box.addEventListener('keydown', (event) => {
    const by = { ',': -1, '.': 1 }[event.key];
    if (by === undefined || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    picked = nextRequest(xs, state.view, picked, by);
    pointed = plot.cursor.event;
    const [min, max] = state.view;
    const half = (max - min) / 2;
    if (xs[picked] < min || xs[picked] > max) show(xs[picked] - half, xs[picked] + half);
    say(picked);
  });
  const options = (width) => {
    const [left, right] = gutters(width);
    return {
      width: Math.round(width), height: 150, padding: [4, right, 4, 0], legend: { show: false },
      cursor: { y: false, drag: { x: true, y: false }, bind: { dblclick: () => () => show(...full) } },
      scales: { x: { time: false, auto: false, range: (_, min, max) => [min, max] }, y: { distr: 3, range: (_, min, max) => [min / 1.4, max * 4] } },
      axes: [
        { show: false },
        { size: left, stroke: () => colour('dim'), font: '10px system-ui', splits: () => [0.01, 0.1, 1, 10, 100, 1000, 10000, 100000], grid: { stroke: () => colour('grid'), width: 1 }, ticks: { show: false }, gap: 8,
          values: (_, values) => values.map((value) => (value === null || value > slowest ? '' : value + ' ms')) },
      ],
      series: [{}, ...data.names.map((name) => {
        const look = LOOKS[name];
        const stroke = () => colour(look.colour);
        return { paths: () => null, stroke, points: { show: true, size: look.size, width: 1, stroke, fill: look.filled ? stroke : 'transparent' } };
      })],
      hooks: {
        drawClear: [shade], draw: [crosses], setCursor: [tell],
        setScale: [(u, key) => { if (key === 'x' && u.scales.x.min != null) show(u.scales.x.min, u.scales.x.max); }],
      },
    };
  };
  const make = (width) => {
    plot?.destroy();
    plot = undefined;
    const made = new uPlot(options(width), [xs, ...ys], box);
    made.setScale('x', { min: state.view[0], max: state.view[1] });
    plot = made;
    pointed = made.cursor.event;
  };
  make(firstWidth);
  return { redraw: () => plot.redraw(false), resize: make };
}

/** Moves what stands on the picture's time axis; labels beside it, baselines and the legend stay. */
function zoomable(svg, { left, right, from, to, zero }) {
  const placed = (el) => Number(el.dataset.x ?? el.getAttribute('x') ?? el.getAttribute('x1') ?? el.getAttribute('cx'));
  const whole = (to - from) / 1000;
  const start = (from - zero) / 1000;
  const secondsAt = (x) => start + ((x - left) / (right - left)) * whole;
  const make = (name, attributes, parent = svg) => {
    const el = document.createElementNS('http://www.w3.org/2000/svg', name);
    for (const [key, value] of Object.entries(attributes)) el.setAttribute(key, value);
    return parent.appendChild(el);
  };
  let items;
  const collect = () => [...svg.querySelectorAll('rect,line,path,circle,text')]
    .filter((el) => !el.closest('.kp-legend,defs') && !el.matches('.kp-lane,.kp-base,.kp-hair,.kp-grid,.kp-zero,.kp-tick') && placed(el) >= left - 0.1)
    .map((el) => ({ el, at: placed(el), width: el.localName === 'rect' ? Number(el.getAttribute('width')) : 0 }));
  const grid = [...svg.querySelectorAll('.kp-grid,.kp-zero')];
  const ticks = [...svg.querySelectorAll('.kp-tick[text-anchor=middle]')];
  const lines = grid[0] && { y1: grid[0].getAttribute('y1'), y2: grid[0].getAttribute('y2') };
  const foot = ticks[0]?.getAttribute('y');
  let hairline;
  let map = (x) => x;
  const zoom = (min, max) => {
    if (!items && max - min >= whole - 1e-9) return;
    items ??= collect();
    const k = whole / (max - min);
    const offset = ((min - start) / whole) * (right - left);
    map = (x) => left + (x - left - offset) * k;
    const clamp = (x) => Math.min(Math.max(x, left), right);
    for (const { el, at, width } of items) {
      const [a, b] = [map(at), map(at + width)];
      const step = el.matches('.kp-step') && map(Number(el.parentNode.querySelector('rect')?.dataset.at ?? at));
      const outside = b < left - 0.1 || a > right + 0.1;
      if (el.localName === 'rect') {
        el.style.display = outside ? 'none' : '';
        el.setAttribute('x', clamp(a));
        el.setAttribute('width', Math.max(1.5, clamp(b) - clamp(a)));
      } else if (el.localName === 'line') {
        el.style.display = outside ? 'none' : '';
        el.setAttribute('x1', a);
        el.setAttribute('x2', a);
      } else if (el.matches('.kp-silence-words')) {
        // In the middle of what is seen of their frame, which stands before them and has been moved.
        const frame = el.parentNode.querySelector('rect');
        const [x, width] = ['x', 'width'].map((name) => Number(frame.getAttribute(name)));
        el.style.display = frame.style.display === 'none' || width < 70 ? 'none' : '';
        el.setAttribute('transform', 'translate(' + (x + width / 2 - at) + ',0)');
      } else {
        // The words of a step stay as long as its bar is seen.
        const bar = step === false ? undefined : el.parentNode.querySelector('rect');
        const gone = bar ? bar.style.display === 'none' : outside;
        el.style.display = gone ? 'none' : '';
        el.setAttribute('transform', 'translate(' + ((bar ? clamp(a) : a) - at) + ',0)');
      }
    }
    drawTicks(min, max);
  };
  const drawTicks = (min, max) => {
    if (!lines) return;
    for (const el of [...grid.splice(0), ...ticks.splice(0)]) el.remove();
    const step = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 3600].find((each) => (max - min) / each <= 12) ?? max - min;
    for (let i = Math.ceil(min / step - 1e-9); i * step <= max + 1e-9; i++) {
      const x = map(left + ((i * step - start) / whole) * (right - left));
      const line = make('line', { class: i === 0 ? 'kp-zero' : 'kp-grid', x1: x, x2: x, ...lines });
      svg.insertBefore(line, svg.querySelector('defs').nextSibling);
      grid.push(line);
      const label = make('text', { class: 'kp-tick', x, y: foot, 'text-anchor': 'middle' });
      label.textContent = i === 0 ? '0 s' : signed(i * step, step < 0.1 ? 3 : step < 1 ? 1 : 0) + ' s';
      ticks.push(label);
    }
  };
  const hair = (seconds) => {
    hairline ??= make('line', { class: 'kp-hair', y1: lines?.y1 ?? 0, y2: lines?.y2 ?? 0 });
    const x = seconds === undefined ? -1 : map(left + ((seconds - start) / whole) * (right - left));
    hairline.style.display = x < left || x > right ? 'none' : '';
    hairline.setAttribute('x1', x);
    hairline.setAttribute('x2', x);
  };
  return { zoom, hair, secondsAt };
}

function signed(value, digits) {
  return (value < 0 ? '−' : '+') + Math.abs(value).toFixed(digits);
}

const pictures = [...document.querySelectorAll('figure.picture svg.kp')];
const draw = (svg, width) => {
  watcher.unobserve(svg);
  charts.set(svg, chartOf(svg.closest('figure'), width));
};
// A report of many scenarios opens as fast as one of few: what is far from the screen is drawn when it comes near.
const watcher = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target, boundingClientRect } of entries) if (isIntersecting) draw(target, boundingClientRect.width);
  performance.mark('kindling-drawn');
}, { rootMargin: '100% 0px' });
const widthsOf = (svgs) => svgs.map((svg) => [svg, svg.getBoundingClientRect().width]);
const drawAll = () => { for (const [svg, width] of widthsOf(pictures.filter((svg) => !charts.has(svg)))) draw(svg, width); };
if (pictures.length > 0) readPalette();
for (const svg of pictures) watcher.observe(svg);
const redraw = () => { if (charts.size > 0) readPalette(); for (const chart of charts.values()) chart.redraw(); };
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
addEventListener('beforeprint', drawAll);
matchMedia('print').addEventListener('change', ({ matches }) => {
  if (matches) drawAll();
  redraw();
});
let waiting;
addEventListener('resize', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => { for (const [svg, width] of widthsOf([...charts.keys()])) charts.get(svg).resize(width); }, 150);
});
`.trim();
