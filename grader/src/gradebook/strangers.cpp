#include "gradebook/strangers.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "edition/entry_name.hpp"
#include "nearest.hpp"

namespace grader {
namespace {

constexpr std::size_t most_nearest = 3;
constexpr std::size_t most_submissions = 3;

/// "ada" of "ada@example.edu": people change the host, and less often this.
std::string before_host(const std::string& text) {
  return text.substr(0, text.find('@'));
}

/// By identifier, e-mail address and name; where an address is not near as a whole, by what stands before the @.
class Roster {
 public:
  void add(const Student& student) {
    for (const std::string& word :
         {student.id, student.email, student.name, before_host(student.id), before_host(student.email)}) {
      if (word.empty() || !meaning_[word].insert(student.id).second) continue;
      words_.push_back(word);
    }
  }
  bool empty() const { return words_.empty(); }

  std::vector<std::string> near(const std::string& id) const {
    std::vector<std::string> found;
    for (const std::string& wanted : {id, before_host(id)}) {
      for (const std::string& word : nearest(wanted, words_, words_.size())) {
        for (const std::string& student : meaning_.at(word)) {
          if (found.size() < most_nearest && std::find(found.begin(), found.end(), student) == found.end())
            found.push_back(student);
        }
      }
    }
    return found;
  }

 private:
  std::map<std::string, std::set<std::string>> meaning_;  // word -> identifiers
  std::vector<std::string> words_;
};

}  // namespace

std::vector<Stranger> find_strangers(const ClassRecord& record) {
  Roster roster;
  std::set<std::string> enrolled;
  for (const Student& student : record.students) {
    if (!student.enrolled) continue;
    roster.add(student);
    enrolled.insert(student.id);
  }
  if (roster.empty()) return {};
  std::map<std::string, Stranger> strangers;
  for (const GradedAttempt& attempt : record.attempts) {
    if (enrolled.contains(attempt.student)) continue;
    Stranger& stranger = strangers[attempt.student];
    stranger.id = attempt.student;
    std::vector<std::string>& names = stranger.submissions;
    const std::string name = printable(attempt.submission);
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  std::vector<Stranger> found;
  for (auto& [id, stranger] : strangers) {
    stranger.nearest = roster.near(id);
    found.push_back(std::move(stranger));
  }
  return found;
}

std::string in_words(const Stranger& stranger, const std::string& into) {
  const std::size_t shown = std::min(most_submissions, stranger.submissions.size());
  std::string handed_in = fmt::format(
      "{}",
      fmt::join(stranger.submissions.begin(), stranger.submissions.begin() + static_cast<std::ptrdiff_t>(shown), ", "));
  if (shown < stranger.submissions.size())
    handed_in += fmt::format(" and {} more", stranger.submissions.size() - shown);
  return fmt::format(
      "{} is not in the roster, but handed in {}.{} If it is a student of the roster: `grader gradebook{} alias {} "
      "{}`.",
      stranger.id, handed_in, stranger.nearest.empty() ? "" : " Near it: " + join_or(stranger.nearest) + ".",
      into == "grading" ? "" : " --into " + into, stranger.id,
      stranger.nearest.empty() ? "STUDENT" : stranger.nearest.front());
}

}  // namespace grader
