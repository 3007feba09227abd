/** The looks of the page; those of the pictures come with them. Light, dark, and on paper, where what is unfolded is printed. */
export const PAGE_STYLE = `
:root{--bg:#f5f6f8;--card:#fff;--ink:#1b2230;--dim:#667085;--line:#e3e7ee;--link:#2b6cb8;
--passed:#1a7f4b;--passed-soft:#e3f5ea;--failed:#c4262e;--failed-soft:#fdeaea;--invalid:#8a5a00;--invalid-soft:#fff3d6;--broken:#8a2a87;--broken-soft:#f8e8f7}
@media screen and (prefers-color-scheme:dark){:root{--bg:#0b0e13;--card:#12161d;--ink:#e6eaf2;--dim:#98a2b3;--line:#252c38;--link:#7db8ff;
--passed:#5fd394;--passed-soft:#12301f;--failed:#ff8a8d;--failed-soft:#3a1619;--invalid:#f5c451;--invalid-soft:#362a0c;--broken:#ef9bec;--broken-soft:#331632}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",sans-serif}
header,main,footer{max-width:1240px;margin:0 auto;padding:0 24px}
header{display:flex;flex-wrap:wrap;align-items:center;gap:16px;padding-top:28px;padding-bottom:20px}
header>div:first-of-type{flex:1 1 420px}
.flame{width:52px;height:52px;flex:none}
h1{margin:0;font-size:26px;letter-spacing:-.01em;line-height:1.2}
h2{margin:2px 0 0;font-size:19px;line-height:1.35}
.run{margin:3px 0 0;color:var(--dim);font-size:13px}.run span+span::before{content:"·";margin:0 7px}
.tally{display:flex;gap:10px}
.tile{min-width:78px;padding:8px 12px;border-radius:10px;text-align:center;font-size:12px;line-height:1.25}
.tile b{display:block;font-size:22px;font-variant-numeric:tabular-nums}.tile.none{opacity:.45}
.tile,.pill{color:var(--c);background:var(--s)}
.passed{--c:var(--passed);--s:var(--passed-soft)}.failed{--c:var(--failed);--s:var(--failed-soft)}
.invalid{--c:var(--invalid);--s:var(--invalid-soft)}.broken{--c:var(--broken);--s:var(--broken-soft)}
.pill{display:inline-block;padding:1px 10px;border-radius:99px;font-size:12px;font-weight:650;line-height:20px;vertical-align:2px}
section,.results{background:var(--card);border:1px solid var(--line);border-radius:14px}
section{margin:22px 0;padding:20px 24px 16px;scroll-margin-top:12px;content-visibility:auto;contain-intrinsic-size:auto 1200px}
.above,.place{margin:0;color:var(--dim);font-size:13px}.above span{margin:0 3px}.place{font-family:ui-monospace,Menlo,Consolas,monospace;font-size:12px}
.scroll{overflow-x:auto}
table{border-collapse:separate;border-spacing:0;width:100%}
th,td{padding:9px 14px;text-align:left;vertical-align:top;border-bottom:1px solid var(--line)}
th{color:var(--dim);font-size:12px;font-weight:600}tbody tr:last-child td{border-bottom:0}
.number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.results td:first-child{min-width:260px}.results a{color:var(--ink);text-decoration:none}.results a:hover{color:var(--link);text-decoration:underline}
.reason{margin:14px 0 0;padding:12px 16px;border-left:3px solid var(--c);border-radius:0 8px 8px 0;background:var(--s);font:12.5px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(330px,1fr));gap:8px 28px;margin:16px 0 20px}
dt{color:var(--dim);font-size:12px}dd{margin:0;font-size:14px}
.picture{position:relative;margin:0 -6px 10px;padding:0 6px}.chart{min-width:860px;min-height:150px}.chart:focus-visible{outline:2px solid var(--link);border-radius:6px}.keys,.said{margin:0;color:var(--dim);font-size:12px}
.keys{padding-left:2px}.said{min-height:18px;padding:2px 0 8px;text-align:right;font-variant-numeric:tabular-nums}.key{display:inline-block;margin:0 6px 0 14px;font-style:normal;border-radius:50%;width:7px;height:7px}.key:first-child{margin-left:0}
.key.fresh{background:#2b6cb8}.key.keepalive{border:1.5px solid #e69f00;width:8px;height:8px}.key.udp{border:1.5px solid #009e73;width:8px;height:8px}.key.control{background:#6b7484;width:4px;height:4px;vertical-align:2px}.key.failed{width:auto;height:auto;color:var(--failed);font-weight:700}
.reset{position:absolute;right:10px;top:0;z-index:2;padding:2px 10px;border:1px solid var(--line);border-radius:99px;background:var(--card);color:var(--ink);font:inherit;font-size:12px;cursor:pointer}
.kp-hair{stroke:var(--link);pointer-events:none}.u-select{background:#2b6cb822}.picture svg{display:block;width:100%;min-width:860px;height:auto}
details{border-top:1px solid var(--line);padding:8px 0}summary{cursor:pointer;color:var(--dim);font-size:13.5px;font-weight:600}summary:hover{color:var(--link)}
details .scroll{max-height:440px;overflow:auto;margin-top:8px;border:1px solid var(--line);border-radius:8px}
.rates td,.rates th{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.rates tbody th{color:var(--ink);font-weight:400}.rates tr>:first-child{position:sticky;left:0;background:var(--card);text-align:left}
.left{margin:0 0 18px}.left .facts tr>td:first-child{text-align:left}.facts{font-size:12.5px}.facts th{position:sticky;top:0;background:var(--card)}.facts th,.facts td{padding:4px 12px}
.facts td:first-child{font-variant-numeric:tabular-nums;white-space:nowrap;text-align:right}.words tr>:first-child{text-align:left}.words tr>:nth-child(n+3):nth-child(-n+5){text-align:right;font-variant-numeric:tabular-nums}.spans tr>:first-child{text-align:left}.spans tr>:nth-child(n+4):nth-child(-n+6){text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}.facts td:nth-child(2){white-space:nowrap}.facts td:last-child{overflow-wrap:anywhere}
input[type=search]{width:100%;margin-top:10px;padding:8px 12px;border:1px solid var(--line);border-radius:8px;background:var(--bg);color:var(--ink);font:inherit;font-size:13.5px}
.rest,footer{color:var(--dim);font-size:12.5px}footer{padding:6px 24px 32px}
@media print{@page{margin:12mm}.picture{margin:0 0 10px;padding:0}:root{--bg:#fff;--dim:#4a5362;--line:#d5dae3}
body{font-size:11px;print-color-adjust:exact;-webkit-print-color-adjust:exact}header,main,footer{max-width:none;padding-left:0;padding-right:0}
section{border:0;padding:0;break-inside:avoid;content-visibility:visible}h2,.above,.place,.keys,summary{break-after:avoid}tr,figure,dl>div,.reason{break-inside:avoid}.results{border:0}
.scroll,details .scroll{max-height:none;overflow:visible;border:0}.facts th,.rates tr>:first-child{position:static}th,td{padding:4px 8px}.results,.facts{font-size:9px}.results th{white-space:normal}.results td:first-child{min-width:120px}.facts th,.facts td{padding:2px 5px}.facts td:last-child{min-width:150px}.rates td:last-child{min-width:0}
.picture svg,.chart{min-width:0;min-height:0}.chart .uplot,.chart .u-wrap{width:100%!important;height:auto!important}.chart canvas{height:auto!important}
.said,.reset,.u-over,.u-under,.u-axis,details[open]>input{display:none}details:not([open])>summary::after{content:" (folded up when this was printed)";font-weight:400}summary{list-style:none}}
`.trim();
