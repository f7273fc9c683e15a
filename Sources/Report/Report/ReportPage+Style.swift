// SPDX-License-Identifier: Apache-2.0

extension ReportPage {
  /// The hash of the style below.
  static let styleHash: StaticString = "AzU6pomPbj1G9u7PsywVghr+Li1MKcn8oZXE89PEqgU="

  /// Light and dark by the reader's setting; figures keep their paper; prints without navigation.
  static let style: StaticString = """
    :root{color-scheme:light dark;--ink:#1b1f24;--dim:#5a6470;--rule:#d5dae0;--paper:#fff;--page:#fbfbfa;--link:#0b57a4;\
    --error:#b3261e;--warning:#8a5a00;--note:#3d5a80}
    @media (prefers-color-scheme:dark){:root{--ink:#e6e8eb;--dim:#a3adb8;--rule:#3a424c;--paper:#1f242a;--page:#15181c;--link:#8ec1ff;\
    --error:#ff8a80;--warning:#ffc66d;--note:#9fc3ef}}
    *{box-sizing:border-box}
    body{margin:0 auto;max-width:72rem;padding:1rem 1.25rem 4rem;background:var(--page);color:var(--ink);\
    font:16px/1.55 system-ui,-apple-system,"Segoe UI","DejaVu Sans",Helvetica,Arial,sans-serif;font-variant-numeric:tabular-nums}
    h1{font-size:1.7rem;line-height:1.25;margin:1rem 0}h2{font-size:1.3rem;margin:2.5rem 0 .75rem;border-bottom:1px solid var(--rule)}
    h3{font-size:1.05rem;margin:1.2rem 0 .3rem;display:inline-block}h4{font-size:.95rem;margin:0 0 .25rem}
    a{color:var(--link)}a:focus-visible,summary:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px}
    .skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;background:var(--paper);padding:.5rem 1rem}
    nav{position:sticky;top:0;background:var(--page);border-bottom:1px solid var(--rule);z-index:1}
    nav ul,.strip{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;list-style:none;margin:0;padding:.5rem 0}
    .facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(15rem,1fr));gap:.5rem 1.5rem;margin:0}
    .facts dt{font-size:.8rem;color:var(--dim)}.facts dd{margin:0}
    .strip li{border:1px solid var(--rule);border-radius:.5rem;padding:.25rem .75rem}.strip b{font-size:1.25rem}
    .error{--mark:var(--error)}.warning{--mark:var(--warning)}.note{--mark:var(--note)}
    .strip .error b,.strip .warning b,.strip .note b{color:var(--mark)}
    figure{margin:1rem 0 2rem}figcaption{font-size:.9rem;color:var(--dim)}figcaption p{margin:.25rem 0}
    .paper{background:#fff;border:1px solid var(--rule);border-radius:.25rem;padding:.5rem;overflow-x:auto}
    .paper svg{display:block;max-width:100%;height:auto;margin:0 auto}
    .scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.4}
    caption{text-align:left;font-weight:600;padding:.5rem 0}thead th{border-bottom:2px solid var(--ink);vertical-align:bottom}
    th,td{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0}tbody tr{border-bottom:1px solid var(--rule)}
    tbody th{font-weight:600}
    .card,.trace{background:var(--paper);border:1px solid var(--rule);border-radius:.25rem;padding:.75rem 1rem;margin:.6rem 0}
    .card{border-left:.35rem solid var(--mark)}.card p,.trace p{margin:.3rem 0}.card ul,.trace ul{margin:.3rem 0;padding-left:1.2rem;font-size:.9rem}
    .card .label{font-size:.8rem;color:var(--mark);font-weight:600}.sum{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.85rem}
    .source,.hint,.settle,.files{color:var(--dim);font-size:.88rem}code{font-size:.8rem;color:var(--dim)}
    .trace:target{outline:3px solid var(--link)}.trace{scroll-margin-top:4rem}section{scroll-margin-top:3rem}
    footer{border-top:1px solid var(--rule);margin-top:3rem;color:var(--dim)}
    @media print{nav,.skip,.files,.hint,#traces{display:none}body{max-width:none;font-size:10pt;background:#fff}.card,.trace,figure,tr{break-inside:avoid}\
    h2{break-after:avoid}.scroll,.paper{overflow:visible;border:0}a{color:inherit;text-decoration:none}}
    """
}
