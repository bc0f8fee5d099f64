/// The page's style sheet and script.
enum PageStyle {
  /// Light and dark by the reader's setting; plain on paper.
  static let css = """
    :root { color-scheme: light dark; --ink: #1c2230; --paper: #ffffff; --quiet: #5a6478;
      --line: #d9dee8; --soft: #f4f6fa; --link: #1f5fbf; --good: #14663f; --good-bg: #e2f4ea;
      --bad: #9c1f1f; --bad-bg: #fbe6e4; --c0: #4a5568; --c1: #0060b0; --c2: #c04a00; --c3: #007f66;
      --c4: #8a3a8f; --c5: #7a6000; --c6: #000000; --c7: #c01058; }
    @media (prefers-color-scheme: dark) { :root { --ink: #e6e9f0; --paper: #12151c; --quiet: #9aa5ba;
      --line: #2e3546; --soft: #1a1f2a; --link: #86b6ff; --good: #86e0b1; --good-bg: #12352a;
      --bad: #ffaaa3; --bad-bg: #451d1d; --c0: #b9c2d3; --c1: #6db4ff; --c2: #ff9d5c; --c3: #4fd1b5;
      --c4: #dba0e0; --c5: #e0c45a; --c6: #ffffff; --c7: #ff8ab4; } }
    * { box-sizing: border-box; }
    body { margin: 0 auto; max-width: 1240px; padding: 2rem 1.5rem 4rem; background: var(--paper);
      color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
    h1 { font-size: 2rem; line-height: 1.2; margin: 0 0 .5rem; }
    h2 { font-size: 1.4rem; margin: 3rem 0 1rem; padding-bottom: .3rem;
      border-bottom: 2px solid var(--line); }
    h3 { font-size: 1.05rem; margin: 1.6rem 0 .4rem; }
    p { max-width: 75ch; margin: .4rem 0; }
    a { color: var(--link); }
    nav { display: flex; flex-wrap: wrap; gap: .4rem 1.2rem; margin-top: 1rem; }
    .lead { font-size: 1.1rem; }
    .facts, .caption, .quiet, figcaption, footer { color: var(--quiet); }
    .quiet { font-weight: normal; }
    .caption, figcaption { font-size: .88rem; }
    .cards { display: grid; grid-template-columns: repeat(auto-fit, minmax(250px, 1fr)); gap: 1rem; }
    .card { border: 1px solid var(--line); border-radius: 10px; padding: .6rem 1.1rem 1rem;
      background: var(--soft); }
    .card h3 { margin-top: .5rem; }
    .card p { font-size: .9rem; }
    dl { margin: .6rem 0 0; }
    dl div { margin-top: .55rem; display: flex; flex-direction: column-reverse; }
    dd { margin: 0; font-size: 1.5rem; font-weight: 650; font-variant-numeric: tabular-nums; }
    dt { color: var(--quiet); font-size: .85rem; line-height: 1.3; }
    aside { margin-top: 1.2rem; padding: .2rem 1.2rem .6rem; border-left: 4px solid var(--c2);
      background: var(--soft); }
    aside li { margin: .3rem 0; max-width: 80ch; }
    .badge { display: inline-block; padding: 0 .55em; border-radius: 1em; font-size: .82rem;
      font-weight: 600; white-space: nowrap; background: var(--soft); border: 1px solid var(--line); }
    .badge.good { color: var(--good); background: var(--good-bg); border-color: transparent; }
    .badge.bad { color: var(--bad); background: var(--bad-bg); border-color: transparent; }
    .wide { overflow-x: auto; margin: .6rem 0 1.2rem; }
    table { border-collapse: collapse; font-size: .82rem; width: 100%; }
    th, td { padding: .35rem .5rem; text-align: left; vertical-align: top;
      border-bottom: 1px solid var(--line); }
    thead th { border-bottom: 2px solid var(--line); font-weight: 600; line-height: 1.25;
      vertical-align: bottom; }
    th.sortable { cursor: pointer; }
    th[aria-sort]::after { content: " \\2191"; }
    th[aria-sort=descending]::after { content: " \\2193"; }
    td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
    td.n { white-space: nowrap; }
    .interval { display: block; color: var(--quiet); font-size: .78rem; }
    .long { overflow-wrap: anywhere; }
    td .long { display: inline-block; min-width: 9rem; max-width: 22rem; }
    .plots { display: grid; grid-template-columns: repeat(auto-fill, minmax(340px, 1fr)); gap: 1.5rem;
      margin-bottom: 1.5rem; }
    figure { margin: 0; }
    figcaption { margin-top: .3rem; line-height: 1.35; }
    svg { width: 100%; height: auto; font: 12px system-ui, "DejaVu Sans", sans-serif; }
    svg text { fill: var(--ink); }
    svg .head { font-size: 14px; font-weight: 650; }
    svg .label { fill: var(--quiet); }
    svg .tick { font-size: 9px; }
    svg .grid { stroke: var(--line); fill: none; stroke-width: 1; }
    svg .curve { fill: none; stroke-width: 2; stroke-linejoin: round; }
    svg .mark { stroke: var(--paper); stroke-width: 1.5; }
    svg .whisker { stroke: var(--ink); stroke-width: 1.5; opacity: .55; }
    svg .dot { fill: var(--c1); stroke: var(--paper); stroke-width: 1.5; }
    svg .number { fill: var(--paper); font-weight: 650; }
    svg .ring { fill: none; stroke: #fff; stroke-width: 1; }
    svg .rim { fill: none; stroke: #000; stroke-width: 1.6; }
    svg .missing { stroke: #444; stroke-width: 1; fill: none; }
    svg .pixels { image-rendering: pixelated; }
    \((0..<8).map { "svg .curve.c\($0) { stroke: var(--c\($0)); } svg .mark.c\($0) { fill: var(--c\($0)); }" }.joined(separator: "\n"))
    .person { border-top: 1px solid var(--line); padding-top: .2rem; margin-top: 1.2rem; }
    .person .row { display: grid; grid-template-columns: repeat(auto-fit, minmax(200px, 1fr));
      gap: 1rem; }
    .person img, .absent { width: 100%; height: auto; border-radius: 6px; background: #000;
      display: block; }
    .shot { width: 100%; aspect-ratio: var(--shape, 1); border-radius: 6px;
      background: #000 var(--probe) center / 100% 100%; }
    .absent { aspect-ratio: 1; display: grid; place-items: center; color: #aaa; font-size: .85rem; }
    .stack { position: relative; display: grid; grid-template-columns: 1fr 1fr; gap: 2px; }
    .stack .before { order: -1; }
    .live .stack { display: block; }
    .live .stack .before { position: absolute; inset: 0;
      clip-path: inset(0 calc(100% - var(--cut, 0%)) 0 0); }
    .pair input { display: none; width: 100%; accent-color: var(--c1); margin: .3rem 0 0; }
    .live input { display: block; }
    details { margin: .4rem 0; }
    summary { cursor: pointer; color: var(--link); font-size: .9rem; }
    details img { margin-top: .4rem; max-width: 720px; }
    pre { background: var(--soft); border: 1px solid var(--line); border-radius: 8px; padding: 1rem;
      overflow-x: auto; font-size: .82rem; }
    footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
    @media print { body { max-width: none; padding: 0; font-size: 11px; } nav, input { display: none; }
      .person, figure, .card { break-inside: avoid; } .wide { overflow: visible; }
      details::details-content { content-visibility: visible; } }
    """

  /// Sorting by a click on a heading, and the slider between before and after. Without script the
  /// tables stand as they are and both pictures stand side by side.
  static let script = """
    document.querySelectorAll('figure.pair').forEach(function (pair) {
      pair.classList.add('live');
      var stack = pair.querySelector('.stack');
      pair.querySelector('input').addEventListener('input', function (event) {
        stack.style.setProperty('--cut', event.target.value + '%');
      });
    });
    document.querySelectorAll('table').forEach(function (table) {
      var body = table.tBodies[0];
      table.querySelectorAll('thead th').forEach(function (head, column) {
        head.classList.add('sortable');
        head.tabIndex = 0;
        function sort() {
          var down = head.getAttribute('aria-sort') === 'ascending';
          table.querySelectorAll('th').forEach(function (th) { th.removeAttribute('aria-sort'); });
          head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
          function key(row) {
            var cell = row.cells[column], value = cell.dataset.value;
            return value === undefined ? cell.textContent : value === '' ? NaN : Number(value);
          }
          Array.from(body.rows).sort(function (a, b) {
            var x = key(a), y = key(b);
            if (x !== x || y !== y) { return (x !== x) - (y !== y); }
            var order = typeof x === 'number' ? x - y
              : x.localeCompare(y, 'en', { numeric: true });
            return down ? -order : order;
          }).forEach(function (row) { body.appendChild(row); });
        }
        head.addEventListener('click', sort);
        head.addEventListener('keydown', function (event) {
          if (event.key === 'Enter') { sort(); }
        });
      });
    });
    """
}
