/// @file
/// A comparison of a class as text, JSON and a page. Nothing of it is sent anywhere.
#pragma once

#include <string>
#include <vector>

#include "grading/similarity.hpp"
#include "terminal.hpp"

namespace grader {

/// Said wherever a pair is shown.
inline constexpr const char* resemblance_is_no_proof =
    "Resemblance is no proof. Short tasks have few good answers, and students may share a source or a tutor. Read both "
    "sides and talk to both people before you conclude anything.";

/// The highest pairs as a table, in 80 columns.
void print_similarity(const Terminal& terminal, const std::vector<ComparedWork>& works,
                      const ClassComparison& comparison, const ComparisonRules& rules);

/// `groundup/similarity/1`, ending in a newline; grader/schema/similarity-1.schema.json describes it.
std::string similarity_to_json(const std::vector<ComparedWork>& works, const ClassComparison& comparison,
                               const ComparisonRules& rules);

/// One file: every pair in a table, the first thirty side by side, matched regions coloured and linked.
std::string similarity_page(const std::string& course, const std::vector<ComparedWork>& works,
                            const ClassComparison& comparison, const ComparisonRules& rules);

/// Submissions of which more than half is common to too many to be compared: whoever copied in a large group is here.
std::vector<std::size_t> hardly_compared(const ClassComparison& comparison);

/// "99.6 %". Cut and not rounded: only where everything is equal it says 100.0.
std::string share_text(double share);

/// How the pairs were found, as a paragraph.
std::string method_in_words(const ClassComparison& comparison, const ComparisonRules& rules);

}  // namespace grader
