#include <sys/stat.h>

#include "../unit/archive_maker.hpp"
#include "attack_class.hpp"

namespace grader::tests {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t bomb_size = std::size_t{96} << 20U;  // half as much again as may be unpacked

using testing::ArchiveMaker;

const std::string blend_file = "modules/01_numbers/src/blend.cpp";
const std::string wrong =
    "#include \"gu/numbers.hpp\"\nnamespace gu {\nfloat blend(float a, float b) {\n  return a * b + 12345;\n}\n}\n";

void links(archive_entry* entry, const fs::path& to) {
  archive_entry_set_filetype(entry, AE_IFLNK);
  archive_entry_set_symlink(entry, to.c_str());
}

}  // namespace

std::vector<Attack> add_archive_attacks(const Scene& scene, const ToyCourse& course) {
  const fs::path solution = course.root() / "solutions" / "01_numbers" / "src" / "blend.cpp";
  const fs::path honest = scene.submissions / "honest" / blend_file;
  std::vector<Attack> list;
  const auto add = [&](const std::string& name, const std::string& tries, const std::vector<std::string>& ends_as,
                       const std::vector<std::string>& flags) {
    list.push_back({name, tries, ends_as, flags});
  };
  const auto put = [&](const std::string& name, ArchiveMaker& maker) {
    write_text(scene.submissions / name, maker.bytes());
  };

  add("archive_symbolic_link.tar", "A link to the reference in place of the file.", {"refused"}, {});
  ArchiveMaker symbolic;
  symbolic.add(blend_file, "", [&](archive_entry* entry) { links(entry, solution); });
  put("archive_symbolic_link.tar", symbolic);

  add("archive_linked_folder.tar", "A folder that is a link to the reference's, and a file in it.",
      {"comparison", "refused", "todo"}, {"archive"});
  ArchiveMaker linked;
  linked.add("modules/01_numbers/src", "", [&](archive_entry* entry) { links(entry, solution.parent_path()); });
  linked.add(blend_file, wrong);
  put("archive_linked_folder.tar", linked);

  add("archive_hard_link.tar", "A hard link to the reference, and one to another student's file.", {"todo", "refused"},
      {});
  ArchiveMaker hard;
  hard.hard_link(blend_file, solution.string());
  hard.hard_link("modules/01_numbers/src/energy.cpp", honest.string());
  put("archive_hard_link.tar", hard);

  add("archive_devices.tar", "Device files and pipes in place of the files, and as strangers.", {"comparison"},
      {"archive"});
  ArchiveMaker devices;
  devices.kind("modules/01_numbers/src/energy.cpp", AE_IFCHR);
  devices.kind("dev/disk", AE_IFBLK).kind("pipe", AE_IFIFO).add(blend_file, wrong);
  put("archive_devices.tar", devices);

  add("archive_goes_up.tar", "Names with ../ that lead to another student's file and to the reference.", {"comparison"},
      {"archive"});
  ArchiveMaker up;
  up.add("../honest/" + blend_file, wrong).add("modules/../../../course/solutions/01_numbers/src/blend.cpp", wrong);
  up.add(blend_file, wrong);
  put("archive_goes_up.tar", up);

  add("archive_absolute.tar", "Absolute names: another student's blend_file, the reference.", {"comparison"},
      {"archive"});
  ArchiveMaker absolute;
  absolute.add(honest.string(), wrong).add(solution.string(), wrong).add(blend_file, wrong);
  put("archive_absolute.tar", absolute);

  add("archive_bomb.tar.gz", "96 MiB of zeros in a small archive.", {"refused"}, {});
  ArchiveMaker bomb(ArchiveMaker::tar_gz);
  bomb.zeros("modules/01_numbers/src/energy.cpp", bomb_size).add(blend_file, wrong);
  put("archive_bomb.tar.gz", bomb);

  add("archive_bomb.zip", "The same as a zip.", {"refused"}, {});
  ArchiveMaker zip(ArchiveMaker::zip);
  zip.zeros("modules/01_numbers/src/energy.cpp", bomb_size).add(blend_file, wrong);
  put("archive_bomb.zip", zip);

  add("folder_file_is_link", "A folder whose file is a link to the reference.", {"todo", "refused"}, {});
  fs::create_directories((scene.submissions / "folder_file_is_link" / blend_file).parent_path());
  fs::create_symlink(solution, scene.submissions / "folder_file_is_link" / blend_file);

  add("folder_is_link", "A link to another student's folder as a submission.", {"refused"}, {});
  fs::create_directory_symlink(scene.submissions / "honest", scene.submissions / "folder_is_link");

  add("folder_hard_link", "A folder whose file is a hard link to the home folder's.", {"todo", "refused"}, {});
  fs::create_directories((scene.submissions / "folder_hard_link" / blend_file).parent_path());
  fs::create_hard_link(scene.bait.front(), scene.submissions / "folder_hard_link" / blend_file);

  add("folder_pipe", "A pipe in place of the file, which whoever reads it waits for.", {"todo", "refused"}, {});
  fs::create_directories((scene.submissions / "folder_pipe" / blend_file).parent_path());
  if (mkfifo((scene.submissions / "folder_pipe" / blend_file).c_str(), 0644) != 0) throw std::runtime_error("no pipe");
  return list;
}

}  // namespace grader::tests
