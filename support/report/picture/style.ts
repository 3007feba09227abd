/**
 * The looks of a picture, as CSS for classes that begin with `kp-`. Colours are Okabe and Ito's, which colour-blind
 * readers can tell apart, and follow the reader's light or dark setting on screens; paper is light.
 */
export const PICTURE_STYLE = `
.kp{--kp-bg:#fff;--kp-ink:#1b2230;--kp-dim:#667085;--kp-grid:#e8ebf1;--kp-base:#b9c1cf;--kp-ok:#9db4d3;--kp-bad:#c4262e;--kp-bad-soft:#c4262e1f;
--kp-blue:#2b6cb8;--kp-orange:#e69f00;--kp-orange-line:#b36b00;--kp-grey:#c3c9d4;--kp-grey-dot:#6b7484;--kp-green:#009e73;--kp-green-line:#006b4e;
--kp-ghost:#cc3d8f;--kp-mark:#1b2230;--kp-pass:#5aa77c;font-family:system-ui,-apple-system,"Segoe UI",sans-serif;background:var(--kp-bg)}
@media screen and (prefers-color-scheme:dark){.kp{--kp-bg:#12161d;--kp-ink:#e6eaf2;--kp-dim:#98a2b3;--kp-grid:#232a35;--kp-base:#465063;--kp-ok:#4a6586;--kp-bad:#ff6b6f;--kp-bad-soft:#ff6b6f2b;
--kp-blue:#5aa2f0;--kp-orange:#f0b429;--kp-orange-line:#8f5f00;--kp-grey:#4a5362;--kp-grey-dot:#b4bdcb;--kp-green:#2cc295;--kp-green-line:#0b6b4f;--kp-ghost:#ff7ac6;--kp-mark:#e6eaf2;--kp-pass:#4f9a70}}
@media print{.kp{--kp-dim:#4a5362;print-color-adjust:exact;-webkit-print-color-adjust:exact}}
.kp text{fill:var(--kp-ink);font-size:11.5px}
.kp .kp-name{font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
.kp .kp-dim{fill:var(--kp-dim);font-size:11px}.kp .kp-tick{fill:var(--kp-dim);font-size:10px}
.kp .kp-label{font-weight:600}.kp .kp-heading{font-weight:600;font-size:10.5px;letter-spacing:.06em;fill:var(--kp-dim)}
.kp .kp-bad{fill:var(--kp-bad);font-size:11px}
.kp .kp-halo{paint-order:stroke;stroke:var(--kp-bg);stroke-width:3px}
.kp-grid{stroke:var(--kp-grid)}.kp-zero{stroke:var(--kp-grid)}.kp-base{stroke:var(--kp-base)}.kp-lane{stroke:var(--kp-grid);stroke-dasharray:1 4}
.kp-mark{stroke:var(--kp-mark);stroke-dasharray:3 3;opacity:.55}
.kp-flag{fill:var(--kp-mark)}.kp .kp-flag-number{fill:var(--kp-bg);font-size:10.5px;font-weight:700}.kp .kp-action{font-weight:600;paint-order:stroke;stroke:var(--kp-bg);stroke-width:4px}
.kp-ok{fill:var(--kp-ok)}.kp-failed{fill:url(#kp-p-failed)}.kp-failed-ground{fill:var(--kp-bad)}.kp-failed-line{fill:var(--kp-bg);opacity:.45}.kp-outage{fill:var(--kp-bad-soft)}.kp-degraded{fill:none;stroke:var(--kp-orange-line);stroke-dasharray:2 3}.kp-outage-cap{fill:var(--kp-bad)}.kp .kp-turn{font-size:9.5px;fill:var(--kp-ink);paint-order:stroke;stroke:var(--kp-bg);stroke-width:2.5px}
.kp-deployment{fill:var(--kp-blue)}.kp-daemonset{fill:url(#kp-p-daemonset)}.kp-none{fill:url(#kp-p-none)}.kp-other{fill:url(#kp-p-other)}.kp-plain{fill:var(--kp-dim)}
.kp-daemonset-ground{fill:var(--kp-orange)}.kp-daemonset-line{fill:var(--kp-orange-line)}.kp-none-ground{fill:var(--kp-grey)}.kp-none-dot{fill:var(--kp-grey-dot)}
.kp-other-ground{fill:var(--kp-green)}.kp-other-line{fill:var(--kp-green-line)}
.kp-pending{opacity:.75}.kp-ready{opacity:.6}.kp-terminating{opacity:.35;stroke:var(--kp-ink);stroke-dasharray:3 2}
.kp-blind{fill:url(#kp-p-blind)}.kp-blind-ground{fill:var(--kp-bg);opacity:.55}.kp-blind-line{fill:var(--kp-dim);opacity:.45}
.kp-door-ok{fill:var(--kp-ok)}.kp-door-bad{fill:var(--kp-bad)}
.kp-answers-fresh{fill:var(--kp-grey-dot)}.kp-answers-keepalive{fill:var(--kp-bg);stroke:var(--kp-grey-dot);stroke-width:1.2}.kp-answers-udp{fill:var(--kp-grey);stroke:var(--kp-grey-dot);stroke-width:1.2}
.kp-silence{fill:var(--kp-bg);stroke:var(--kp-dim);stroke-dasharray:2 2}.kp .kp-silence-words{font-size:9px;fill:var(--kp-ink)}
.kp-gone{stroke:var(--kp-ink);stroke-width:1.6;fill:none}.kp-ghost{fill:var(--kp-ghost);stroke:var(--kp-bg);stroke-width:.8}
.kp-step-passed{fill:var(--kp-pass)}.kp-step-failed{fill:var(--kp-bad)}.kp-step-other{fill:var(--kp-base)}.kp .kp-step{font-size:11px;paint-order:stroke;stroke:var(--kp-bg);stroke-width:3px}.kp .kp-step-inside{fill:var(--kp-bg);font-weight:600;stroke:none}
`.trim();
