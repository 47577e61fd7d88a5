#include "tree.hpp"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <vector>

#include "handle.hpp"
#include "inner.hpp"
#include "system_paths.hpp"

namespace grader::sandbox {
namespace {

/// A copy of a place in the old tree, not yet seen anywhere.
struct Piece {
  Handle tree;
  std::string target;
  bool folder = false;
};

/// A link of the old system that the new one has too: /lib -> usr/lib.
struct Link {
  std::string target;
  std::string text;
};

/// Links are never followed below the new root: a mount could lead out of it.
Handle open_below(int root, const std::string& path) {
  open_how how{};
  how.flags = O_PATH | O_CLOEXEC;
  how.resolve = RESOLVE_IN_ROOT | RESOLVE_NO_SYMLINKS;
  return Handle(static_cast<int>(syscall(SYS_openat2, root, path.c_str(), &how, sizeof how)));
}

Piece copy_of(const std::string& source, const std::string& target, std::uint64_t flags) {
  Piece piece;
  piece.target = target;
  piece.tree = Handle(
      open_tree(AT_FDCWD, source.c_str(), OPEN_TREE_CLONE | OPEN_TREE_CLOEXEC | AT_RECURSIVE | AT_SYMLINK_NOFOLLOW));
  if (!piece.tree.open()) fail("'" + source + "' cannot be mounted");
  struct stat status {};
  if (fstat(piece.tree.get(), &status) != 0) fail("'" + source + "' cannot be mounted");
  if (S_ISLNK(status.st_mode)) refuse("'" + source + "' is a link: give what it leads to");
  piece.folder = S_ISDIR(status.st_mode);
  mount_attr attributes{};
  attributes.attr_set = flags;
  attributes.propagation = MS_PRIVATE;
  if (mount_setattr(piece.tree.get(), "", AT_EMPTY_PATH | AT_RECURSIVE, &attributes, sizeof attributes) != 0) {
    fail("'" + source + "' cannot be made safe to mount");
  }
  return piece;
}

/// A file system in memory.
Handle memory_tree(const std::string& size, const char* mode, std::uint64_t flags) {
  const Handle context(fsopen("tmpfs", FSOPEN_CLOEXEC));
  if (!context.open()) fail("no file system in memory can be made");
  fsconfig(context.get(), FSCONFIG_SET_STRING, "size", size.c_str(), 0);
  fsconfig(context.get(), FSCONFIG_SET_STRING, "nr_inodes", "4096", 0);
  fsconfig(context.get(), FSCONFIG_SET_STRING, "mode", mode, 0);
  if (fsconfig(context.get(), FSCONFIG_CMD_CREATE, nullptr, nullptr, 0) != 0)
    fail("no file system in memory can be made");
  Handle mount(fsmount(context.get(), FSMOUNT_CLOEXEC, static_cast<unsigned>(flags)));
  if (!mount.open()) fail("no file system in memory can be mounted");
  return mount;
}

class NewTree {
 public:
  NewTree() : root_(memory_tree("1m", "0755", MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV)) {
    own_.push_back(device_of(root_.get()));
  }

  /// From here on the tree hides what was in /tmp: every source must have been copied.
  void attach() const {
    if (move_mount(root_.get(), "", AT_FDCWD, "/tmp", MOVE_MOUNT_F_EMPTY_PATH) != 0)
      fail("the new root cannot be mounted");
  }

  void link(const Link& link) const {
    if (symlinkat(link.text.c_str(), root_.get(), link.target.c_str() + 1) != 0) fail("link " + link.target);
  }

  void put(const Piece& piece) const { put(piece.tree.get(), piece.target, piece.folder); }
  void put(int tree, const std::string& target, bool folder) const {
    const Handle place = make_place(target, folder);
    if (move_mount(tree, "", place.get(), "", MOVE_MOUNT_F_EMPTY_PATH | MOVE_MOUNT_T_EMPTY_PATH) != 0) {
      fail("'" + target + "' cannot be mounted");
    }
  }

  /// A file system in memory, in which places for later mounts may be made too.
  void put_memory(const std::string& size, const std::string& target) {
    const Handle memory = memory_tree(size, "1777", MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV);
    put(memory.get(), target, true);
    own_.push_back(device_of(memory.get()));
  }

  void enter() const {
    mount_attr attributes{};
    attributes.attr_set = MOUNT_ATTR_RDONLY;
    if (mount_setattr(root_.get(), "", AT_EMPTY_PATH, &attributes, sizeof attributes) != 0) fail("read-only root");
    // The old root is stacked on the new one, and leaves at once.
    if (fchdir(root_.get()) != 0 || syscall(SYS_pivot_root, ".", ".") != 0) fail("the root cannot be changed");
    if (umount2(".", MNT_DETACH) != 0 || chdir("/") != 0) fail("the old root cannot be detached");
  }

 private:
  static dev_t device_of(int descriptor) {
    struct stat status {};
    if (fstat(descriptor, &status) != 0) fail("a new folder cannot be seen");
    return status.st_dev;
  }

  /// Makes what is missing, but only in our own tree: never in what was mounted, where it would be made on the machine.
  Handle make_place(const std::string& target, bool folder) const {
    if (target.size() < 2 || target.front() != '/') refuse("'" + target + "' is no place inside");
    Handle parent(fcntl(root_.get(), F_DUPFD_CLOEXEC, 0));
    for (std::size_t end = 0; end != std::string::npos;) {
      end = target.find('/', end + 1);
      const std::string path = target.substr(0, end);
      Handle here = open_below(root_.get(), path);
      if (!here.open() && errno == ENOENT) {
        if (std::find(own_.begin(), own_.end(), device_of(parent.get())) == own_.end())
          refuse("'" + path + "' is not in what is mounted above it");
        const std::string name = path.substr(path.rfind('/') + 1);
        const bool last = end == std::string::npos;
        if ((last && !folder ? mknodat(parent.get(), name.c_str(), S_IFREG | 0444, 0)
                             : mkdirat(parent.get(), name.c_str(), 0755)) != 0) {
          fail("'" + path + "' cannot be made");
        }
        here = open_below(root_.get(), path);
      }
      if (!here.open()) fail("'" + path + "' leads nowhere");
      parent = std::move(here);
    }
    return parent;
  }

  Handle root_;
  std::vector<dev_t> own_;  ///< the file systems that we made
};

constexpr std::uint64_t safe = MOUNT_ATTR_NOSUID | MOUNT_ATTR_NODEV;
constexpr std::uint64_t fixed = safe | MOUNT_ATTR_RDONLY;

/// The minimal system: folders that are links (merged /usr) stay links.
void copy_system(std::vector<Piece>& pieces, std::vector<Link>& links) {
  for (const char* path : system_paths) {
    struct stat status {};
    if (lstat(path, &status) != 0) continue;
    if (S_ISLNK(status.st_mode)) {
      std::array<char, PATH_MAX> text{};
      const ssize_t size = readlink(path, text.data(), text.size());
      if (size > 0) links.push_back({path, std::string(text.data(), static_cast<std::size_t>(size))});
    } else {
      pieces.push_back(copy_of(path, path, fixed));
    }
  }
  for (const char* path : device_paths) {
    if (access(path, F_OK) == 0) pieces.push_back(copy_of(path, path, MOUNT_ATTR_NOSUID | MOUNT_ATTR_NOEXEC));
  }
}

}  // namespace

void enter_own_tree(const Plan& plan) {
  if (mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) fail("mounts cannot be made private");
  std::vector<Piece> pieces;
  std::vector<Link> links;
  copy_system(pieces, links);
  for (const Mount& mount : plan.mounts) {
    pieces.push_back(copy_of(mount.source, mount.target, mount.writable ? safe : fixed));
    hand_over(mount, plan);
  }
  NewTree tree;
  tree.attach();
  for (const Link& link : links) tree.link(link);
  tree.put_memory(std::to_string(plan.temporary), "/tmp");
  for (const Piece& piece : pieces) tree.put(piece);
  tree.enter();
}

}  // namespace grader::sandbox
