/// @file
/// A small class for the tests of the exports.
#pragma once

#include "gradebook/marks.hpp"

namespace grader::testing {

/// 12_attention (100 points): ada 87 points 2 days late (10 % a day), so 69.60; grace 100; jose nothing.
/// 01_tensor (40 points): ada 40, grace 10, jose 20. Grace and jose have a namesake's trouble: accents and two given names.
inline ClassRecord class_record() {
  ClassRecord record;
  record.students = {
      {"ada", "Ada Lovelace", "ada@example.org", "A", {{"SIS User ID", "4711"}, {"Canvas ID", "101"}}},
      {"grace", "Hopper, Grace", "grace@example.org", "A", {}},
      {"jose", "José Ángel García", "jose@example.org", "B", {}},
  };
  record.assignments = {{"01_tensor", 1, "Tensors", 40, std::nullopt, ""},
                        {"12_attention", 12, "Attention", 100, std::nullopt, "2026-03-01T18:00:00Z"}};
  record.policy = {15, 10, 50, AttemptChoice::best};
  record.attempts = {
      {1,
       "ada",
       "ada.tar.gz",
       "d1",
       "2026-03-03T12:00:00Z",
       "",
       "e1",
       "namespaces",
       "",
       {{"12_attention", "masks", 37, 50}, {"12_attention", "heads", 50, 50}, {"01_tensor", "views", 40, 40}}},
      {2,
       "grace",
       "grace.tar.gz",
       "d2",
       "2026-02-28T12:00:00Z",
       "",
       "e1",
       "namespaces",
       "",
       {{"12_attention", "masks", 50, 50}, {"12_attention", "heads", 50, 50}, {"01_tensor", "views", 10, 40}}},
      {3,
       "jose",
       "jose.tar.gz",
       "d3",
       "2026-02-28T12:00:00Z",
       "",
       "e1",
       "namespaces",
       "",
       {{"01_tensor", "views", 20, 40}}},
  };
  return record;
}

}  // namespace grader::testing
