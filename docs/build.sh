#!/bin/sh
# Builds docs/html: every lesson and every contract as pages that need no network. Warnings are errors.
set -eu
cd "$(dirname "$0")/.."
rm -rf docs/html
mkdir -p docs/html build/docs

# Doxygen knows MathJax, which Debian ships as 15 MB; KaTeX renders the same formulas from 2.5 MB beside the pages.
(cd build/docs && doxygen -w html default_header.html footer.html style.css >/dev/null 2>&1)
sed 's|^\$mathjax$|<link rel="stylesheet" href="$relpath^katex/katex.min.css"/>\
<script defer="defer" src="$relpath^katex/katex.min.js"></script>\
<script defer="defer" src="$relpath^katex/auto-render.js" onload="renderMathInElement(document.body, {delimiters: [{left: '"'\\\\\\\\['"', right: '"'\\\\\\\\]'"', display: true}, {left: '"'\\\\\\\\('"', right: '"'\\\\\\\\)'"', display: false}]})"></script>|' \
  build/docs/default_header.html >build/docs/header.html
grep -q katex build/docs/header.html || { echo "docs: this Doxygen's header has no place for KaTeX" >&2; exit 3; }

doxygen docs/Doxyfile || { cat build/docs/warnings.txt >&2; exit 1; }

katex=/usr/share/javascript/katex
mkdir -p docs/html/katex
cp -L "$katex/katex.min.css" "$katex/contrib/auto-render.js" docs/html/katex/
cp -L "$katex/katex.min.js" docs/html/katex/katex.min.js
cp -rL "$katex/fonts" docs/html/katex/
echo "docs: open docs/html/index.html"
