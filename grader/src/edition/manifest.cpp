#include "edition/manifest.hpp"

#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "edition/entry_name.hpp"
#include "edition/sha256.hpp"
#include "pattern.hpp"

namespace grader {
namespace {

using nlohmann::json;
using nlohmann::ordered_json;

constexpr const char* submission_schema = "groundup/submission/1";
constexpr std::size_t longest_text = 256;
constexpr std::size_t most_modules = 200;
constexpr std::size_t most_files = 200;
constexpr int deepest = 8;
constexpr std::size_t most_findings = 40;

class Reading {
 public:
  ManifestReading read(const std::string& text) {
    if (text.size() > largest_manifest) return reject("it is larger than 1 MiB");
    const json::parser_callback_t bounded = [](int depth, json::parse_event_t, json&) {
      if (depth > deepest) throw std::runtime_error("it is nested too deep");
      return true;
    };
    json document;
    try {
      document = json::parse(text, bounded);
    } catch (const std::exception& error) {
      return reject(printable(error.what()));
    }
    if (!document.is_object() || !document.contains("schema") || document["schema"] != submission_schema) {
      return reject(std::string("its schema is not ") + submission_schema);
    }
    know(document, "", {"schema", "student", "course", "created", "modules"});
    Manifest manifest;
    manifest.student = text_at(document, "student", "");
    manifest.created = time_at(document, "created", "");
    const json& course = member(document, "course", "", json::value_t::object);
    know(course, "course", {"name", "edition"});
    manifest.course = text_at(course, "name", "course");
    manifest.edition = digest_at(course, "edition", "course");
    for (const json& row : rows(document, "modules", "", most_modules)) manifest.modules.push_back(module(row));
    result_.manifest = std::move(manifest);
    return std::move(result_);
  }

 private:
  ManifestReading reject(const std::string& reason) {
    find("", "The manifest cannot be read: " + reason + ".");
    return std::move(result_);
  }
  void find(const std::string& where, const std::string& sentence) {
    if (result_.findings.size() < most_findings) result_.findings.push_back({"manifest", where, sentence});
  }
  void wrong(const std::string& place, const char* name, const std::string& expected) {
    const std::string where = place.empty() ? name : place + "." + name;
    find(where, "The manifest's member " + where + " should be " + expected + ".");
  }

  void know(const json& object, const std::string& place, const std::set<std::string>& names) {
    if (!object.is_object()) return;
    for (const auto& [name, unused] : object.items()) {
      if (!names.contains(name)) {
        find(place, "The manifest has a member that no grader writes: " + (place.empty() ? "" : place + ".") +
                        printable(name) + ".");
      }
    }
  }

  /// An empty value of the kind where there is none.
  const json& member(const json& object, const char* name, const std::string& place, json::value_t kind) {
    static const json empty_object = json::object();
    static const json empty_array = json::array();
    if (object.is_object() && object.contains(name) && object[name].type() == kind) return object[name];
    wrong(place, name, kind == json::value_t::array ? "an array" : "an object");
    return kind == json::value_t::array ? empty_array : empty_object;
  }
  const json& rows(const json& object, const char* name, const std::string& place, std::size_t most) {
    static const json none = json::array();
    const json& list = member(object, name, place, json::value_t::array);
    if (list.size() <= most) return list;
    wrong(place, name, "at most " + std::to_string(most) + " entries, and has " + std::to_string(list.size()));
    return none;
  }

  std::string text_at(const json& object, const char* name, const std::string& place) {
    if (object.is_object() && object.contains(name) && object[name].is_string()) {
      auto text = object[name].get<std::string>();
      if (text.size() <= longest_text) return text;
    }
    wrong(place, name, "a text of at most " + std::to_string(longest_text) + " bytes");
    return "";
  }
  std::string time_at(const json& object, const char* name, const std::string& place) {
    std::string text = text_at(object, name, place);
    if (text.empty() || is_utc_time(text)) return text;
    wrong(place, name, "a time in UTC, 2026-03-01T17:59:00Z");
    return "";
  }
  std::string digest_at(const json& object, const char* name, const std::string& place) {
    std::string text = text_at(object, name, place);
    if (text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string::npos) return text;
    wrong(place, name, "64 hexadecimal digits");
    return "";
  }
  int number_at(const json& object, const char* name, const std::string& place) {
    if (object.is_object() && object.contains(name) && object[name].is_number_unsigned()) {
      const auto value = object[name].get<std::uint64_t>();
      if (value <= static_cast<std::uint64_t>(std::numeric_limits<int>::max())) return static_cast<int>(value);
    }
    wrong(place, name, "a whole number from 0 to 2147483647");
    return 0;
  }

  ManifestModule module(const json& row) {
    const std::string place = "modules";
    know(row, place, {"folder", "files", "claimed", "edition"});
    ManifestModule result;
    result.folder = text_at(row, "folder", place);
    const json& claimed = member(row, "claimed", place, json::value_t::object);
    know(claimed, "modules.claimed", {"earned", "possible", "when"});
    result.claimed = {number_at(claimed, "earned", "modules.claimed"),
                      number_at(claimed, "possible", "modules.claimed"), time_at(claimed, "when", "modules.claimed")};
    if (row.is_object() && row.contains("edition")) result.edition = edition(row);
    for (const json& file : rows(row, "files", place, most_files)) {
      know(file, "modules.files", {"path", "sha256", "bytes"});
      ManifestFile each;
      each.path = text_at(file, "path", "modules.files");
      each.sha256 = digest_at(file, "sha256", "modules.files");
      each.bytes = static_cast<std::uint64_t>(number_at(file, "bytes", "modules.files"));
      result.files.push_back(std::move(each));
    }
    return result;
  }

  ModuleEdition edition(const json& row) {
    const std::string place = "modules.edition";
    const json& digests = member(row, "edition", "modules", json::value_t::object);
    know(digests, place, {edition_parts().begin(), edition_parts().end()});
    ModuleEdition result;
    for (const std::string& part : edition_parts()) {
      if (!digests.contains(part)) continue;
      if (const std::string digest = digest_at(digests, part.c_str(), place); !digest.empty()) result[part] = digest;
    }
    return result;
  }

  ManifestReading result_;
};

}  // namespace

std::string manifest_to_json(const Manifest& manifest) {
  ordered_json document = {{"schema", submission_schema},
                           {"student", manifest.student},
                           {"course", {{"name", manifest.course}, {"edition", manifest.edition}}},
                           {"created", manifest.created},
                           {"modules", ordered_json::array()}};
  for (const ManifestModule& module : manifest.modules) {
    ordered_json files = ordered_json::array();
    for (const ManifestFile& file : module.files) {
      files.push_back({{"path", file.path}, {"sha256", file.sha256}, {"bytes", file.bytes}});
    }
    const ClaimedResult& claimed = module.claimed;
    document["modules"].push_back(
        {{"folder", module.folder},
         {"files", std::move(files)},
         {"claimed", {{"earned", claimed.earned}, {"possible", claimed.possible}, {"when", claimed.when}}}});
    if (!module.edition.empty()) document["modules"].back()["edition"] = module.edition;
  }
  return document.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ManifestReading read_manifest(const std::string& text) {
  return Reading().read(text);
}

std::vector<Flag> compare(const Manifest& manifest, const FileContents& files) {
  std::vector<Flag> findings;
  std::set<std::string> listed;
  const auto find = [&](const std::string& path, const std::string& sentence) {
    if (findings.size() < most_findings) findings.push_back({"manifest", printable(path), sentence});
  };
  for (const ManifestModule& module : manifest.modules) {
    for (const ManifestFile& file : module.files) {
      const std::string shown = printable(file.path);
      if (!listed.insert(file.path).second) {
        find(file.path, "The manifest lists " + shown + " more than once.");
        continue;
      }
      const auto found = files.find(file.path);
      if (found == files.end()) {
        find(file.path, "The manifest lists " + shown + ", which is not in the submission.");
      } else if (file.bytes != found->second.size() || file.sha256 != sha256(found->second)) {
        find(file.path, shown + " is not as it was when the manifest was made: it was changed afterwards.");
      }
    }
  }
  for (const auto& [path, unused] : files) {
    if (!listed.contains(path)) find(path, path + " is in the submission, but the manifest does not list it.");
  }
  return findings;
}

bool is_utc_time(const std::string& text) {
  static const Pattern form(R"((\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?Z)");
  if (text.size() > 40) return false;
  const auto part = form.match(text);
  if (!part) return false;
  const auto number = [&](std::size_t which) { return std::stoi((*part)[which]); };
  const int year = number(1);
  const int month = number(2);
  const bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  static constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || number(4) > 23 || number(5) > 59 || number(6) > 60) return false;
  return number(3) >= 1 && number(3) <= days[month - 1] + (leap && month == 2 ? 1 : 0);
}

}  // namespace grader
