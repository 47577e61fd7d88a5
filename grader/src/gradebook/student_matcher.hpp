/// @file
/// Which student of the gradebook a row of somebody else's table means.
#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gradebook/csv.hpp"
#include "gradebook/marks.hpp"

namespace grader {

/// The column whose title is one of `names`, letter case and outer spaces aside.
std::optional<std::size_t> find_column(const CsvRow& header, const std::vector<std::string>& names);
/// Lower case (ASCII), without outer spaces.
std::string folded(std::string_view text);

/// Tries one column after the other, the surest first; the first that knows the row decides.
class StudentMatcher {
 public:
  using Names = std::function<std::vector<std::string>(const Student&)>;

  explicit StudentMatcher(const ClassMarks& marks) : marks_(marks) {}
  /// @param names  what may stand in that column for a student; what two students share matches neither
  /// @param sole   what alone may stand there for a student, where it is known: another text there excludes the student, so
  ///               that a namesake with another number is not taken for him; none: nothing is excluded
  void add_column(std::optional<std::size_t> column, const Names& names, const Names& sole = nullptr);
  bool has_columns() const { return !keys_.empty(); }

  struct Match {
    const StudentMarks* student = nullptr;  ///< null: nobody, or a name that several have
    std::size_t column = 0;                 ///< the how-manyth column knew it: the smaller, the surer
  };
  Match match(const CsvRow& row) const;

  /// The values of these columns of the roster, letter case of the title aside, and the identifier when asked for.
  static Names roster(std::vector<std::string> titles, bool identifier = false);
  static std::vector<std::string> emails(const Student& student) { return {student.email}; }
  /// "Ada Lovelace" also as "Lovelace, Ada", and the other way.
  static std::vector<std::string> full_names(const Student& student);

 private:
  struct Key {
    std::size_t column = 0;
    std::map<std::string, const StudentMarks*> students;  ///< null: several
    Names sole;
  };
  bool is_excluded(const StudentMarks& student, const CsvRow& row) const;

  const ClassMarks& marks_;
  std::vector<Key> keys_;
};

}  // namespace grader
