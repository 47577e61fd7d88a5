#include "json_reader.hpp"

#include <cstddef>
#include <limits>
#include <utility>

namespace grader {
namespace {

constexpr std::size_t longest_quote = 60;

std::string quoted(const Json& value) {
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() > longest_quote) text = text.substr(0, longest_quote) + "...";
  return text;
}

}  // namespace

JsonReader::JsonReader(const Json& object, std::string place) : object_(&object), place_(std::move(place)) {
  if (!object.is_object())
    throw JsonFault((place_.empty() ? "the document" : place_) + ": expected an object, got " + quoted(object));
}

std::string JsonReader::place_of(const std::string& name) const {
  return place_.empty() ? name : place_ + "/" + name;
}

void JsonReader::refuse(const std::string& name, const std::string& expected) const {
  throw JsonFault(place_of(name) + ": expected " + expected + ", got " +
                  (object_->contains(name) ? quoted(object_->at(name)) : "nothing"));
}

const Json& JsonReader::member(const std::string& name) {
  asked_.insert(name);
  if (!object_->contains(name)) throw JsonFault(place_of(name) + ": missing");
  return object_->at(name);
}

std::string JsonReader::text(const std::string& name) {
  const Json& value = member(name);
  if (!value.is_string()) refuse(name, "text");
  return value.get<std::string>();
}

int JsonReader::integer(const std::string& name) {
  const Json& value = member(name);
  if (!value.is_number_integer()) refuse(name, "a whole number");
  const bool fits = value.is_number_unsigned()
                        ? value.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<int>::max()}
                        : value.get<std::int64_t>() >= std::numeric_limits<int>::min() &&
                              value.get<std::int64_t>() <= std::numeric_limits<int>::max();
  if (!fits) refuse(name, "a whole number of 32 bits");
  return value.get<int>();
}

double JsonReader::number(const std::string& name) {
  const Json& value = member(name);
  if (!value.is_number()) refuse(name, "a number");
  return value.get<double>();
}

JsonReader JsonReader::object(const std::string& name) {
  return JsonReader(member(name), place_of(name));
}

std::vector<JsonReader> JsonReader::objects(const std::string& name) {
  const Json& value = member(name);
  if (!value.is_array()) refuse(name, "a list");
  std::vector<JsonReader> result;
  for (std::size_t i = 0; i < value.size(); ++i)
    result.emplace_back(value[i], place_of(name) + "/" + std::to_string(i));
  return result;
}

std::vector<std::pair<std::string, std::string>> JsonReader::texts(const std::string& name) {
  JsonReader inner = object(name);
  std::vector<std::pair<std::string, std::string>> result;
  for (const auto& [key, value] : member(name).items()) result.emplace_back(key, inner.text(key));
  return result;
}

bool JsonReader::has(const std::string& name) {
  asked_.insert(name);
  return object_->contains(name) && !object_->at(name).is_null();
}

std::string JsonReader::text_if_any(const std::string& name) {
  return object_->contains(name) ? text(name) : std::string();
}

std::vector<std::string> JsonReader::words_if_any(const std::string& name) {
  std::vector<std::string> words;
  if (!object_->contains(name)) return words;
  const Json& list = member(name);
  if (!list.is_array()) refuse(name, "a list of texts");
  for (const Json& word : list) {
    if (!word.is_string()) refuse(name, "a list of texts");
    words.push_back(word.get<std::string>());
  }
  return words;
}

int JsonReader::integer_if_any(const std::string& name) {
  return object_->contains(name) ? integer(name) : 0;
}

bool JsonReader::flag_if_any(const std::string& name) {
  if (!object_->contains(name)) return false;
  const Json& value = member(name);
  if (!value.is_boolean()) refuse(name, "true or false");
  return value.get<bool>();
}

void JsonReader::finish() const {
  for (const auto& [name, value] : object_->items()) {
    if (!asked_.contains(name)) throw JsonFault(place_of(name) + ": nothing of this name is known here");
  }
}

Json parse_json(const std::string& text) {
  try {
    return Json::parse(text);
  } catch (const Json::parse_error& error) {
    throw JsonFault(std::string("this is no JSON: ") + error.what());
  }
}

std::string json_text(const Json& json) {
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace grader
