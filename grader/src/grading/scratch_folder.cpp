#include "grading/scratch_folder.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "errors.hpp"
#include "folder_hold.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view random_part = "XXXXXX";

/// What the names of this machine's folders begin with: "work-node7-".
std::string name_begins() {
  std::array<char, 65> host{};
  if (gethostname(host.data(), host.size() - 1) != 0) host[0] = '\0';
  std::string name = host.data();
  std::replace_if(
      name.begin(), name.end(), [](unsigned char byte) { return byte > 0x7fU || std::isalnum(byte) == 0; }, '-');
  return "work-" + name + "-";
}

}  // namespace

ScratchFolder::ScratchFolder(const fs::path& parent) {
  fs::create_directories(parent);
  constexpr int most_names = 10;  // one that is looked through for left folders at this very moment is given up
  for (int attempt = 0; attempt < most_names; ++attempt) {
    std::string name = (parent / (name_begins() + std::string(random_part))).string();
    if (mkdtemp(name.data()) == nullptr) break;
    path_ = name;
    lock_ = hold_folder(path_);
    // Where no lock can be had, nobody else gets one either, and the folder is safe without.
    const bool ours = lock_.open() || (errno != EWOULDBLOCK && errno != ENOENT);
    if (ours && fs::exists(path_)) {
      for (const fs::path& each : {parent, path_}) fs::permissions(each, fs::perms(0711));
      return;
    }
  }
  throw EnvironmentError("No folder can be made in " + parent.string() + ". Is the disk full? (`df -h .`)");
}

ScratchFolder::~ScratchFolder() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

void remove_left_scratch_folders(const fs::path& parent) {
  const std::string begins = name_begins();
  std::error_code error;
  std::vector<fs::path> ours;
  for (const auto& entry : fs::directory_iterator(parent, error)) {
    const std::string name = entry.path().filename().string();
    // By its length, too: node7's names do not begin those of node7-2.
    if (name.starts_with(begins) && name.size() == begins.size() + random_part.size()) ours.push_back(entry.path());
  }
  for (const fs::path& folder : ours) {
    const Descriptor held = hold_folder(folder);
    if (held.open()) fs::remove_all(folder, error);
  }
}

}  // namespace grader
