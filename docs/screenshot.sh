#!/bin/sh
# Draws what the grader prints as an SVG for the README: docs/pages/check.svg. The text is the grader's own, on a known mistake.
set -eu
cd "$(dirname "$0")/.."
COLUMNS=92 bin/grader --plain check 12.2 --provider mistakes/scaled_dot_product.divided_by_head_dim |
  sed 's/(built [^)]*)//; s/&/\&amp;/g; s/</\&lt;/g; s/>/\&gt;/g' |
  awk '
    { line[NR] = $0 }
    END {
      height = 44 + 18 * (NR + 1)
      printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 %d\" font-family=\"ui-monospace, Menlo, Consolas, monospace\" font-size=\"14\">\n", height
      printf "<title>grader check explains a wrong answer</title>\n"
      printf "<rect width=\"900\" height=\"%d\" rx=\"8\" fill=\"#1e1e24\"/>\n", height
      printf "<text x=\"20\" y=\"32\" fill=\"#9aa0a6\" xml:space=\"preserve\">$ grader check 12.2 --provider mistakes/scaled_dot_product.divided_by_head_dim</text>\n"
      for (i = 1; i <= NR; i++) {
        colour = "#e8e8e8"
        if (line[i] ~ /^ *x failed/) colour = "#ff8a80"
        if (line[i] ~ /Recognised:/) colour = "#ffd54f"
        if (line[i] ~ /modules\/|It claims/) colour = "#9aa0a6"
        printf "<text x=\"20\" y=\"%d\" fill=\"%s\" xml:space=\"preserve\">%s</text>\n", 44 + 18 * i, colour, line[i]
      }
      print "</svg>"
    }' >docs/pages/check.svg
