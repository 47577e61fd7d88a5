#include "proof.hpp"

namespace grader {

void print(const Terminal& terminal, const Proof& proof) {
  const std::string mark =
      proof.holds() ? terminal.mark("+", "✓", "", Tone::good) : terminal.mark("x", "✗", "", Tone::bad);
  terminal.paragraph(mark + padded(proof.question, 11) + proof.summary, 0, 13);
  for (const Finding& finding : proof.findings) {
    terminal.line("    " + terminal.paint(Tone::strong, finding.place));
    terminal.paragraph(finding.text, 6);
  }
  terminal.out().flush();
}

}  // namespace grader
