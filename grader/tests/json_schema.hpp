/// @file
/// The part of JSON Schema (draft 2020-12) that grader/schema/ uses: type, enum, required, properties,
/// additionalProperties, items. An unknown keyword is an error, so that a schema never promises what nobody checks.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

namespace grader::tests {

class SchemaChecker {
 public:
  using json = nlohmann::json;
  std::vector<std::string> faults;

  void check(const json& schema, const json& value, const std::string& place) {
    static const std::set<std::string> known = {"$schema",  "title",      "description",          "type", "enum",
                                                "required", "properties", "additionalProperties", "items"};
    for (const auto& [keyword, unused] : schema.items()) {
      if (!known.contains(keyword)) fault(place, "the schema uses '" + keyword + "', which is not checked here");
    }
    if (schema.contains("type") && !has_type(schema["type"], value)) {
      fault(place, "expected " + schema["type"].dump() + ", got " + value.dump());
      return;
    }
    if (schema.contains("enum")) {
      const json& allowed = schema["enum"];
      if (std::find(allowed.begin(), allowed.end(), value) == allowed.end()) {
        fault(place, "expected one of " + allowed.dump() + ", got " + value.dump());
      }
    }
    if (value.is_object()) check_object(schema, value, place);
    if (value.is_array() && schema.contains("items")) {
      for (std::size_t i = 0; i < value.size(); ++i) check(schema["items"], value[i], place + "/" + std::to_string(i));
    }
  }

 private:
  static bool has_type(const json& type, const json& value) {
    if (type.is_array())
      return std::any_of(type.begin(), type.end(), [&](const json& each) { return has_type(each, value); });
    const std::string name = type.get<std::string>();
    return (name == "object" && value.is_object()) || (name == "array" && value.is_array()) ||
           (name == "string" && value.is_string()) || (name == "boolean" && value.is_boolean()) ||
           (name == "null" && value.is_null()) || (name == "number" && value.is_number()) ||
           (name == "integer" && value.is_number_integer());
  }

  void check_object(const json& schema, const json& value, const std::string& place) {
    for (const json& name : schema.value("required", json::array())) {
      if (!value.contains(name.get<std::string>())) fault(place, "lacks " + name.dump());
    }
    const json properties = schema.value("properties", json::object());
    const json more = schema.value("additionalProperties", json(true));
    for (const auto& [name, member] : value.items()) {
      if (properties.contains(name)) {
        check(properties[name], member, place + "/" + name);
      } else if (more.is_object()) {
        check(more, member, place + "/" + name);
      } else if (!more.get<bool>()) {
        fault(place, "has \"" + name + "\", which the schema does not know");
      }
    }
  }

  void fault(const std::string& place, const std::string& text) {
    faults.push_back((place.empty() ? "/" : place) + ": " + text);
  }
};

/// What is wrong with `document`, each with its place ("/tasks/0/status: ..."); empty when it fits the schema.
inline std::vector<std::string> schema_faults(const nlohmann::json& schema, const nlohmann::json& document) {
  SchemaChecker checker;
  checker.check(schema, document, "");
  return std::move(checker.faults);
}

/// grader/schema/<name>.schema.json.
inline nlohmann::json load_schema(const std::string& name) {
  std::ifstream file(std::filesystem::path(__FILE__).lexically_normal().parent_path().parent_path() / "schema" /
                     (name + ".schema.json"));
  return nlohmann::json::parse(file);
}

}  // namespace grader::tests
