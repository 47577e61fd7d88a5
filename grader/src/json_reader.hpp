/// @file
/// Reading a JSON document of ours strictly: every member that must be there is, of the type it must have, and no other.
#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace grader {

using Json = nlohmann::ordered_json;

/// "modules/0/credit/status: expected text, got 3".
class JsonFault : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// One object of a document. The document must outlive it.
class JsonReader {
 public:
  /// @param place  of the object within the document; empty for the whole
  /// @throws JsonFault  it is no object
  explicit JsonReader(const Json& object, std::string place = "");

  // Each throws JsonFault where the member is missing or of another type.
  std::string text(const std::string& name);
  int integer(const std::string& name);
  double number(const std::string& name);
  JsonReader object(const std::string& name);
  std::vector<JsonReader> objects(const std::string& name);
  /// An object whose members are all texts, by name.
  std::vector<std::pair<std::string, std::string>> texts(const std::string& name);

  /// There, and not null.
  bool has(const std::string& name);
  /// Empty where it is absent.
  std::string text_if_any(const std::string& name);
  /// A list of texts.
  std::vector<std::string> words_if_any(const std::string& name);
  int integer_if_any(const std::string& name);
  bool flag_if_any(const std::string& name);

  /// @throws JsonFault  a member that nobody asked for
  void finish() const;
  /// @throws JsonFault  "place/name: expected `expected`, got the value"
  [[noreturn]] void refuse(const std::string& name, const std::string& expected) const;

 private:
  const Json& member(const std::string& name);
  std::string place_of(const std::string& name) const;

  const Json* object_;
  std::string place_;
  std::set<std::string> asked_;
};

/// @throws JsonFault  no JSON, with the place of the first fault
Json parse_json(const std::string& text);
/// Indented, ending in a newline; bytes that are not UTF-8 become U+FFFD.
std::string json_text(const Json& json);

}  // namespace grader
