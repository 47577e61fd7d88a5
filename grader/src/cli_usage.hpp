/// @file
/// What a command line got wrong, with the names that it may have meant.
#pragma once

#include <string>

namespace CLI {
class App;
class ParseError;
}  // namespace CLI

namespace grader {

/// CLI11's message in our words, and the names nearest to what it did not know.
/// @param app  after it failed to parse
std::string usage_message(const CLI::App& app, const CLI::ParseError& error);

}  // namespace grader
