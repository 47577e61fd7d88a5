#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>

#include "grading/html.hpp"
#include "grading/similarity_report.hpp"
#include "text.hpp"

namespace grader {
namespace {

constexpr std::size_t shown_pairs = 30;
constexpr std::size_t colours = 6;
constexpr std::size_t longest_line = 300;

/// Colours that hold black and white text, and a column each.
constexpr std::string_view pair_style = R"css(<style>
.sides { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0.75rem; }
.code { background: var(--code); border-radius: 6px; overflow-x: auto; margin: 0.4rem 0; font: 0.8rem/1.4 ui-monospace, Menlo, Consolas, monospace; }
.code div { white-space: pre-wrap; overflow-wrap: anywhere; padding: 0 0.5rem 0 3.5rem; text-indent: -3rem; border-left: 4px solid transparent; }
.code span { color: var(--faint); display: inline-block; width: 2.5rem; text-indent: 0; margin-right: 0.5rem; text-align: right; }
.m0 { --match: #2b7bd1; } .m1 { --match: #b8860b; } .m2 { --match: #2e9b57; } .m3 { --match: #a24bc4; } .m4 { --match: #c4543a; } .m5 { --match: #178f99; }
.code .match { border-color: var(--match); background: color-mix(in srgb, var(--match) 18%, transparent); }
.jump { border-left: 4px solid var(--match); padding-left: 0.4rem; margin-right: 1rem; white-space: nowrap; }
</style>
)css";

/// One pair; ids in the page are made of its place in the ranking.
class PairView {
 public:
  PairView(std::size_t rank, const SimilarPair& pair, const std::vector<ComparedWork>& works)
      : rank_(rank), pair_(pair), left_(works[pair.left]), right_(works[pair.right]) {}

  std::string render() const {
    std::string jumps;
    for (std::size_t i = 0; i < pair_.matches.size(); ++i) {
      jumps += fmt::format(
          R"(<span class="jump m{}">{} tokens: <a href="#{}">left {}</a>, <a href="#{}">right {}</a></span> )",
          i % colours, pair_.matches[i].tokens, id("l", i), pair_.matches[i].left.first_line, id("r", i),
          pair_.matches[i].right.first_line);
    }
    const std::string summary = fmt::format("{}. {} and {}: {}, {} tokens", rank_, name(left_), name(right_),
                                            share_text(pair_.score), pair_.matched);
    return fmt::format("<details id=\"pair-{}\"{}>\n", rank_, rank_ == 1 ? " open=\"open\"" : "") +
           text_element("summary", "", summary) + element("p", "", jumps) + "<div class=\"sides\">\n" +
           side(left_, pair_.of_left, true) + side(right_, pair_.of_right, false) + "</div>\n</details>\n";
  }

 private:
  static std::string name(const ComparedWork& work) { return cut_text(work.student, 60, 1); }

  std::string id(std::string_view prefix, std::size_t match) const {
    return fmt::format("{}-{}-{}", prefix, rank_, match);
  }

  std::string side(const ComparedWork& work, double share, bool left) const {
    std::string text = text_element(
        "p", "", fmt::format("{} ({}): {} of the own code", name(work), cut_text(work.name, 60, 1), share_text(share)));
    std::set<std::string> files;
    for (const Match& match : pair_.matches) files.insert(left ? match.left.file : match.right.file);
    for (const std::string& file : files) {
      text += text_element("p", "faint", file) + element("div", "code", code(work.files.at(file), file, left));
    }
    return element("div", "", text);
  }

  std::string code(const std::string& content, const std::string& file, bool left) const {
    const std::vector<std::string_view> lines = lines_of(content);
    std::map<int, std::size_t> owner;  // line -> match; the longer match keeps a line that two share
    std::map<int, std::string> anchors;
    for (std::size_t i = 0; i < pair_.matches.size(); ++i) {
      const Region& region = left ? pair_.matches[i].left : pair_.matches[i].right;
      if (region.file != file) continue;
      for (int line = region.first_line; line <= region.last_line; ++line) owner.emplace(line, i);
      anchors[region.first_line] += fmt::format("<a id=\"{}\"></a>", id(left ? "l" : "r", i));
    }
    std::string text;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const int number = static_cast<int>(i) + 1;
      const auto match = owner.find(number);
      const std::string kind = match == owner.end() ? "" : fmt::format("match m{}", match->second % colours);
      const auto anchor = anchors.find(number);
      std::string source = html_escape(cut_text(lines[i], longest_line, 1));
      if (match != owner.end() && (i == 0 || !owner.contains(number - 1) || owner.at(number - 1) != match->second)) {
        source =
            fmt::format("<a href=\"#{}\">{}</a>", id(left ? "r" : "l", match->second), source.empty() ? "." : source);
      }
      text +=
          element("div", kind,
                  fmt::format("{}<span>{}</span>{}", anchor == anchors.end() ? "" : anchor->second, number, source));
    }
    return text;
  }

  std::size_t rank_;
  const SimilarPair& pair_;
  const ComparedWork& left_;
  const ComparedWork& right_;
};

std::string ranking(const std::vector<ComparedWork>& works, const ClassComparison& comparison) {
  if (comparison.pairs.empty()) return text_element("p", "", "No pair resembles each other.");
  std::vector<std::vector<std::string>> rows;
  for (std::size_t i = 0; i < comparison.pairs.size(); ++i) {
    const SimilarPair& pair = comparison.pairs[i];
    const std::string rank = std::to_string(i + 1);
    rows.push_back({i < shown_pairs ? fmt::format("<a href=\"#pair-{0}\">{0}</a>", rank) : rank, share_text(pair.score),
                    std::to_string(pair.matched), html_escape(cut_text(works[pair.left].student, 60, 1)),
                    share_text(pair.of_left), html_escape(cut_text(works[pair.right].student, 60, 1)),
                    share_text(pair.of_right)});
  }
  return html_table({"", "score", "tokens", "one", "of its code", "the other", "of its code"}, rows, {0, 1, 2, 4, 6});
}

}  // namespace

std::string similarity_page(const std::string& course, const std::vector<ComparedWork>& works,
                            const ClassComparison& comparison, const ComparisonRules& rules) {
  HtmlPage page;
  page.wide = true;
  page.title = course + ": submissions that resemble each other";
  page.subtitle = counted(works.size(), "submission") + ". For instructors: it shows the code of students.";
  page.body = std::string(pair_style) + text_element("p", "box", resemblance_is_no_proof) +
              text_element("p", "", method_in_words(comparison, rules));
  const std::vector<std::size_t> hardly = hardly_compared(comparison);
  if (!hardly.empty()) {
    std::string names;
    for (const std::size_t work : hardly) names += (names.empty() ? "" : ", ") + cut_text(works[work].student, 60, 1);
    page.body += text_element("p", "box bad",
                              "Most of the own code of these was left out, because many share it. Look at "
                              "them by hand: " +
                                  names + ".");
  }
  page.body += ranking(works, comparison);
  const std::size_t shown = std::min(shown_pairs, comparison.pairs.size());
  if (shown > 0)
    page.body +=
        text_element("h2", "", shown == comparison.pairs.size() ? "Side by side" : "The first 30 side by side");
  for (std::size_t i = 0; i < shown; ++i) page.body += PairView(i + 1, comparison.pairs[i], works).render();
  page.footer = "Computed on the instructor's machine; nothing was sent anywhere, and this file fetches nothing.";
  return render(page);
}

}  // namespace grader
