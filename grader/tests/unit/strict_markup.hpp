/// @file
/// A strict reader of the markup that the pages write: XML, of which nothing may fetch or run anything.
#pragma once

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace grader::testing {

struct Markup {
  std::vector<std::string> faults;
  std::map<std::string, int> elements;  ///< name -> how often
  std::set<std::string> ids;
  std::vector<std::string> links;
  std::string text;  ///< of all elements but style, entities resolved
};

class MarkupReader {
 public:
  explicit MarkupReader(std::string_view page) : page_(page) {}

  Markup read() {
    const std::string_view start = "<!DOCTYPE html>\n";
    if (page_.starts_with(start)) at_ = start.size();
    while (at_ < page_.size() && result_.faults.size() < 10) page_[at_] == '<' ? tag() : text();
    for (const std::string& each : open_) fault("<" + each + "> is not closed");
    for (const std::string& link : result_.links) {
      if (link.starts_with('#') && !result_.ids.contains(link.substr(1))) fault(link + " leads nowhere");
    }
    return std::move(result_);
  }

 private:
  void fault(const std::string& what) {
    result_.faults.push_back(what + " near: " + std::string(page_.substr(at_ > 40 ? at_ - 40 : 0, 100)));
  }

  static bool is_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](unsigned char byte) {
      return std::isalnum(byte) != 0 || byte == '-' || byte == ':';
    });
  }

  std::string resolved(std::string_view raw) {
    std::string out;
    for (std::size_t i = 0; i < raw.size(); ++i) {
      const auto byte = static_cast<unsigned char>(raw[i]);
      if (byte < 0x20U && byte != '\n' && byte != '\t') fault("a control character");
      if (raw[i] == '<' || raw[i] == '>') fault("a bare angle bracket");
      if (raw[i] != '&') {
        out += raw[i];
        continue;
      }
      const std::size_t end = raw.find(';', i);
      const std::string_view name = raw.substr(i, end == std::string_view::npos ? end : end - i + 1);
      static const std::map<std::string_view, char> entities{
          {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#10;", '\n'}};
      const auto known = entities.find(name);
      if (known == entities.end()) {
        fault("unknown entity " + std::string(name.substr(0, 12)));
        return out;
      }
      out += known->second;
      i += name.size() - 1;
    }
    return out;
  }

  void text() {
    const std::size_t end = std::min(page_.find('<', at_), page_.size());
    const std::string_view raw = page_.substr(at_, end - at_);
    // Style sheets of ours hold neither < nor &, so that HTML and XML read them alike.
    const std::string content =
        !open_.empty() && open_.back() == "style" && raw.find('&') == std::string_view::npos ? "" : resolved(raw);
    result_.text += content;
    if (open_.empty() && content.find_first_not_of(" \n") != std::string::npos) fault("text outside of the page");
    at_ = end;
  }

  void tag() {
    std::size_t end = at_ + 1;
    for (bool quoted = false; end < page_.size() && (quoted || page_[end] != '>'); ++end) {
      if (page_[end] == '"') quoted = !quoted;
    }
    if (end >= page_.size()) fault("a tag is not closed");
    std::string_view inside = page_.substr(at_ + 1, end - at_ - 1);
    if (inside.starts_with('/')) {
      const std::string name(inside.substr(1));
      if (open_.empty() || open_.back() != name) fault("</" + name + "> closes nothing");
      if (!open_.empty()) open_.pop_back();
    } else {
      const bool closed = inside.ends_with('/');
      if (closed) inside.remove_suffix(1);
      element(inside, closed);
    }
    at_ = end + 1;
  }

  void element(std::string_view inside, bool closed) {
    const std::size_t name_end = std::min(inside.find_first_of(" \n"), inside.size());
    const std::string name(inside.substr(0, name_end));
    if (!is_name(name)) fault("<" + name + "> is no element");
    ++result_.elements[name];
    for (const char* runs :
         {"script", "img", "link", "iframe", "object", "embed", "base", "form", "audio", "video", "use"}) {
      if (name == runs) fault("<" + name + "> fetches or runs something");
    }
    std::set<std::string> seen;
    std::string_view rest = inside.substr(name_end);
    while (rest.find_first_not_of(" \n") != std::string_view::npos) {
      rest.remove_prefix(rest.find_first_not_of(" \n"));
      const std::size_t equals = rest.find("=\"");
      const std::size_t close = equals == std::string_view::npos ? std::string_view::npos : rest.find('"', equals + 2);
      if (close == std::string_view::npos) return fault("an attribute without a quoted value");
      const std::string attribute(rest.substr(0, equals));
      const std::string value = resolved(rest.substr(equals + 2, close - equals - 2));
      rest.remove_prefix(close + 1);
      if (!is_name(attribute)) fault("'" + attribute + "' is no attribute");
      if (!seen.insert(attribute).second) fault("'" + attribute + "' twice");
      if (attribute.starts_with("on") || attribute == "src" || attribute == "srcset")
        fault("'" + attribute + "' fetches or runs something");
      if (attribute == "id" && !result_.ids.insert(value).second) fault("the id " + value + " twice");
      if (attribute == "href") link(value);
    }
    if (!closed) open_.push_back(name);
  }

  void link(const std::string& target) {
    result_.links.push_back(target);
    if (target.find(':') != std::string::npos || target.starts_with('/')) fault("a link out of the page: " + target);
  }

  std::string_view page_;
  std::size_t at_ = 0;
  std::vector<std::string> open_;
  Markup result_;
};

inline Markup read_markup(std::string_view page) {
  return MarkupReader(page).read();
}

inline std::string joined_faults(const Markup& markup) {
  std::string text;
  for (const std::string& fault : markup.faults) text += fault + "\n";
  return text;
}

}  // namespace grader::testing
