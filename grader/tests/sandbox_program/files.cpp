#include "abuse.hpp"

#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>

namespace sandbox_program {

void read_file(const Arguments& given) {
  const int file = open(given[0].c_str(), O_RDONLY);
  std::array<char, 64> text{};
  if (file >= 0 && read(file, text.data(), text.size() - 1) < 0) return print("unreadable");
  report(file >= 0);
  if (file >= 0) print(text.data());
}

void write_file(const Arguments& given) {
  const int file = open(given[0].c_str(), O_WRONLY | O_CREAT, 0644);
  report(file >= 0 && write(file, "x", 1) == 1);
}

void fill(const Arguments& given) {
  const std::vector<char> block(1U << 20, 'x');
  int written = 0;
  int file = -1;
  for (; written < number(given[1]); ++written) {
    if (written % 4 == 0) file = open((given[0] + "/fill" + std::to_string(written)).c_str(), O_WRONLY | O_CREAT, 0644);
    if (write(file, block.data(), block.size()) != static_cast<ssize_t>(block.size())) break;
  }
  print(std::to_string(written));
}

void large_file(const Arguments& given) {
  std::signal(SIGXFSZ, SIG_IGN);
  const int file = open(given[0].c_str(), O_WRONLY | O_CREAT, 0644);
  report(ftruncate(file, 8 << 20) == 0);
}

void links(const Arguments& given) {
  const std::string link = given[0] + "/link";
  report(symlink(given[1].c_str(), link.c_str()) == 0);
  read_file({link});
  write_file({given[0] + "/link"});
  report(::link(given[1].c_str(), (given[0] + "/hard").c_str()) == 0);
  read_file({given[0] + "/../secret"});
}

void change_file(const Arguments& given) {
  const char* file = given[0].c_str();
  const auto attempt = [](const char* name, auto result) {
    print(std::string(name) + (result == 0 ? " done" : " refused"));
  };
  const int reading = open(file, O_RDONLY);
  attempt("chmod", chmod(file, 0606));
  attempt("fchmod", fchmod(reading, 0660));
  attempt("chown", chown(file, getuid(), getgid()));
  attempt("utimensat", utimensat(AT_FDCWD, file, nullptr, 0));
  attempt("futimens", futimens(reading, nullptr));
  attempt("setxattr", setxattr(file, "user.abuse", "x", 1, 0));
  attempt("truncate", truncate(file, 0));
  const int truncated = open(file, O_RDONLY | O_TRUNC);
  attempt("truncated_by_open", truncated >= 0 ? 0 : -1);
  attempt("inotify", inotify_init() >= 0 ? 0 : -1);
  attempt("lease", fcntl(reading, F_SETLEASE, F_RDLCK));
}

void nest(const Arguments& given) {
  print(std::getenv("TMPDIR"));
  if (chdir(std::getenv("TMPDIR")) != 0 || mkdir("closed", 0) != 0) std::exit(1);
  for (int level = 0; level < number(given[0]); ++level) {
    const std::string name(200, 'd');
    if (mkdir(name.c_str(), 0700) != 0 || chdir(name.c_str()) != 0) std::exit(1);
    close(open("file", O_WRONLY | O_CREAT, 0600));
  }
}

}  // namespace sandbox_program
