#include "grading/similarity_report.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "grading/html.hpp"
#include "json_reader.hpp"
#include "text.hpp"

namespace grader {
namespace {

constexpr std::size_t printed_pairs = 20;

/// Of a submission from anywhere: no control characters, not longer than its column.
std::string column(const std::string& text, std::size_t width) {
  std::string shown;
  for (const char byte : cut_text(text, width, 1)) {
    if (byte == '\n') break;
    shown += static_cast<unsigned char>(byte) < 0x20U || byte == 0x7f ? '?' : byte;
  }
  return padded(shown, width);
}

nlohmann::ordered_json region_json(const Region& region) {
  return {{"file", region.file}, {"first_line", region.first_line}, {"last_line", region.last_line}};
}

}  // namespace

std::string share_text(double share) {
  constexpr double hair = 1e-9;  // 0.29 is a little less than itself in binary
  return fmt::format("{:.1f} %", std::floor(share * 1000 + hair) / 10);
}

std::vector<std::size_t> hardly_compared(const ClassComparison& comparison) {
  std::vector<std::size_t> works;
  for (std::size_t i = 0; i < comparison.sizes.size(); ++i) {
    if (comparison.sizes[i].common > comparison.sizes[i].own) works.push_back(i);
  }
  return works;
}

std::string method_in_words(const ClassComparison& comparison, const ComparisonRules& rules) {
  return fmt::format(
      "Code is compared by its tokens, with names, literals, comments and layout folded: every {} equal tokens in a "
      "row "
      "are found, none below {} (winnowing, Schleimer, Wilkerson and Aiken 2003). What the course gave out does not "
      "count, nor what more than {} submissions share. Pairs below {} tokens or {:.0f} % are not listed. They are "
      "ranked "
      "by equal tokens times the share that they are of the smaller submission.",
      rules.winnowing.guaranteed(), rules.winnowing.gram, comparison.common_limit, rules.least_tokens,
      100 * rules.least_score);
}

void print_similarity(const Terminal& terminal, const std::vector<ComparedWork>& works,
                      const ClassComparison& comparison, const ComparisonRules& rules) {
  const std::size_t shown = std::min(printed_pairs, comparison.pairs.size());
  if (shown == 0) {
    terminal.line(counted(works.size(), "submission") + ", no pair that resembles each other.");
  } else {
    constexpr std::size_t name = 19;
    terminal.line(terminal.paint(Tone::strong, padded("", 5) + padded("score", 9) + padded("tokens", 8) +
                                                   padded("one", name + 8) + "the other"));
    for (std::size_t i = 0; i < shown; ++i) {
      const SimilarPair& pair = comparison.pairs[i];
      terminal.line(fmt::format("{:>3}  {:>7}  {:>6}  {}{:>7}  {}{:>7}", i + 1, share_text(pair.score), pair.matched,
                                column(works[pair.left].student, name), share_text(pair.of_left),
                                column(works[pair.right].student, name), share_text(pair.of_right)));
    }
    if (comparison.pairs.size() > shown) {
      terminal.line("     and " + counted(comparison.pairs.size() - shown, "more pair") +
                    "; --html and --json list all.");
    }
  }
  terminal.line();
  const std::vector<std::size_t> hardly = hardly_compared(comparison);
  if (!hardly.empty()) {
    std::string names;
    for (std::size_t i = 0; i < hardly.size() && i < 5; ++i) {
      const std::string name = column(works[hardly[i]].student, 30);
      names += (i > 0 ? ", " : "") + name.substr(0, name.find_last_not_of(' ') + 1);
    }
    if (hardly.size() > 5) names += fmt::format(" and {} more", hardly.size() - 5);
    terminal.warn("most of their own code was left out, because many share it: " + names + ". Look at these by hand.");
    terminal.line();
  }
  terminal.paragraph(method_in_words(comparison, rules));
  terminal.line();
  terminal.paragraph(resemblance_is_no_proof);
  terminal.paragraph("Everything was computed on this machine; nothing was sent anywhere.");
}

std::string similarity_to_json(const std::vector<ComparedWork>& works, const ClassComparison& comparison,
                               const ComparisonRules& rules) {
  nlohmann::ordered_json document{{"schema", "groundup/similarity/1"},
                                  {"method",
                                   {{"gram", rules.winnowing.gram},
                                    {"window", rules.winnowing.window},
                                    {"guaranteed", rules.winnowing.guaranteed()},
                                    {"common_limit", comparison.common_limit},
                                    {"least_tokens", rules.least_tokens},
                                    {"least_score", rules.least_score}}},
                                  {"work", {{"hashes", comparison.hashes}, {"candidates", comparison.candidates}}},
                                  {"submissions", nlohmann::ordered_json::array()},
                                  {"pairs", nlohmann::ordered_json::array()}};
  for (std::size_t i = 0; i < works.size(); ++i) {
    const ComparedSize& size = comparison.sizes[i];
    document["submissions"].push_back(
        {{"student", works[i].student},
         {"name", works[i].name},
         {"tokens", {{"own", size.own}, {"given", size.given}, {"common", size.common}}}});
  }
  for (const SimilarPair& pair : comparison.pairs) {
    nlohmann::ordered_json matches = nlohmann::ordered_json::array();
    for (const Match& match : pair.matches) {
      matches.push_back(
          {{"tokens", match.tokens}, {"left", region_json(match.left)}, {"right", region_json(match.right)}});
    }
    document["pairs"].push_back({{"left", pair.left},
                                 {"right", pair.right},
                                 {"score", pair.score},
                                 {"tokens", pair.matched},
                                 {"of_left", pair.of_left},
                                 {"of_right", pair.of_right},
                                 {"matches", std::move(matches)}});
  }
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace grader
