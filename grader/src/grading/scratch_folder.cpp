#include "grading/scratch_folder.hpp"

#include <unistd.h>

#include <cstdlib>
#include <string>
#include <system_error>

#include "errors.hpp"

namespace grader {
namespace fs = std::filesystem;

ScratchFolder::ScratchFolder(const fs::path& parent) {
  fs::create_directories(parent);
  std::string name = (parent / "XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr)
    throw EnvironmentError("No folder can be made in " + parent.string() + ". Is the disk full? (`df -h .`)");
  path_ = name;
  for (const fs::path& each : {parent, path_}) fs::permissions(each, fs::perms(0711));
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

}  // namespace grader
