#include "attack_class.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <random>
#include <sstream>
#include <thread>

#include "pattern.hpp"

namespace grader::tests {
namespace fs = std::filesystem;
namespace {

const fs::path attacks = fs::path(GU_FRAMEWORK_DIR) / "grader" / "tests" / "attacks";

std::vector<std::string> split(const std::string& text, char at) {
  std::vector<std::string> parts;
  std::istringstream stream(text);
  for (std::string part; std::getline(stream, part, at);) {
    part.erase(0, part.find_first_not_of(' '));
    if (!part.empty()) parts.push_back(part);
  }
  return parts;
}

/// What follows `// <key>:` in the head of an attack, to the next key or the end of the comment.
std::string field(const std::string& source, const std::string& key) {
  std::istringstream lines(source);
  std::string text;
  bool inside = false;
  for (std::string line; std::getline(lines, line) && line.rfind("//", 0) == 0;) {
    const std::string words = line.size() > 3 ? line.substr(3) : "";
    if (words.rfind(key + ":", 0) == 0) {
      inside = true;
      text = words.substr(std::min(words.size(), key.size() + 2));
    } else if (Pattern("^(Tries|Ends as|Flags):").find(words)) {
      inside = false;
    } else if (inside) {
      text += " " + words;
    }
  }
  return text;
}

std::string literal(const std::string& text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c == '\n' ? std::string("\\n") : std::string(1, c);
  }
  return quoted + "\"";
}

std::string define(const std::string& name, const std::string& value) {
  return "#define ATTACK_" + name + " " + value + "\n";
}

/// What the wrappers put before an attack.
std::string settings(const Scene& scene, const ToyCourse& course) {
  std::string bait;
  for (const fs::path& file : scene.bait) bait += (bait.empty() ? "" : ", ") + literal(file.string());
  const fs::path solution = course.root() / "solutions" / "01_numbers";
  return define("MARK", literal(scene.mark)) + define("SECRETS", bait) + define("DROP", literal(scene.drop.string())) +
         define("SOLUTION", literal((solution / "src" / "blend.cpp").string())) +
         define("HIDDEN_TEST", literal((solution / "tests" / "blend_test.cpp").string())) +
         define("SELF", literal("blend.cpp")) + define("PORT", std::to_string(scene.port)) +
         define("RECORDED", literal(scene.recorded));
}

std::string filled(std::string text, const std::string& mark, const std::string& with) {
  const std::size_t at = text.find(mark);
  EXPECT_NE(at, std::string::npos) << mark;
  return text.replace(at, mark.size(), with);
}

}  // namespace

std::string random_word(const std::string& beginning) {
  std::random_device device;
  std::ostringstream word;
  word << beginning << std::hex << device() << device();
  return word.str();
}

std::vector<Attack> add_source_attacks(const Scene& scene, const ToyCourse& course) {
  const std::string wrapper = text_of(attacks / "wrappers" / "toy.cpp.in");
  std::vector<Attack> list;
  for (const auto& entry : fs::directory_iterator(attacks)) {
    if (entry.path().extension() != ".cpp") continue;
    const std::string source = text_of(entry.path());
    Attack attack{entry.path().stem().string(), field(source, "Tries"), split(field(source, "Ends as"), '|'),
                  split(field(source, "Flags"), ',')};
    EXPECT_FALSE(attack.tries.empty() || attack.ends_as.empty()) << entry.path() << " has no head";
    write_text(scene.submissions / attack.name / "modules" / "01_numbers" / "src" / "blend.cpp",
               filled(filled(wrapper, "@SETTINGS@", settings(scene, course)), "@ATTACK@", source));
    const std::string untouched = "modules/01_numbers/src/energy.cpp";
    write_text(scene.submissions / attack.name / untouched, text_of(course.root() / untouched));
    list.push_back(std::move(attack));
  }
  return list;
}

void add_honest(const Scene& scene, const ToyCourse& course, const std::string& name) {
  for (const char* task : {"blend", "energy"}) {
    const std::string file = std::string("01_numbers/src/") + task + ".cpp";
    write_text(scene.submissions / name / "modules" / file,
               text_of(course.root() / "solutions" / file) + "// " + scene.secrets.front() + "\n");
  }
}

std::map<std::string, std::string> snapshot(const fs::path& folder) {
  std::map<std::string, std::string> found;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string name = fs::relative(entry.path().parent_path(), folder) / entry.path().filename();
    std::string content = "a folder or something else";
    if (entry.is_symlink()) {
      content = "-> " + fs::read_symlink(entry.path()).string();
    } else if (entry.is_regular_file()) {
      content = text_of(entry.path());
    }
    struct stat look {};
    if (lstat(entry.path().c_str(), &look) != 0) content = "gone";
    std::ostringstream state;
    state << "mode " << std::oct << look.st_mode << std::dec << ", owner " << look.st_uid << ", links " << look.st_nlink
          << ", time " << look.st_mtim.tv_sec << "." << look.st_mtim.tv_nsec << "\n";
    found.emplace(name, state.str() + content);
  }
  return found;
}

std::vector<std::string> processes_named(const std::string& word) {
  std::vector<std::string> found;
  for (int moment = 0; moment < 300; ++moment) {
    found.clear();
    for (const auto& entry : fs::directory_iterator("/proc")) {
      const std::string name = text_of(entry.path() / "comm");
      if (name.find(word) != std::string::npos) found.push_back(entry.path().filename().string() + " " + name);
    }
    if (found.empty()) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  return found;
}

}  // namespace grader::tests
