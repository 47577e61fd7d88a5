/// @file
/// A folder for temporary files where no tree of our own holds a private /tmp.
#pragma once

#include <string>

#include "handle.hpp"
#include "plan.hpp"

namespace grader::sandbox {

class PrivateFolder {
 public:
  /// Below /tmp, for the user whom the program runs as.
  explicit PrivateFolder(const Plan& plan);
  const std::string& path() const { return path_; }
  /// With all that is in it, however deep; follows no link. Nobody else may use it any more.
  void remove() const;

 private:
  std::string path_;
  Handle folder_;
};

}  // namespace grader::sandbox
