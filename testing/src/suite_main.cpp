#include <gtest/gtest.h>

#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "gu/testing/make.hpp"
#include "gu/testing/observation.hpp"
#include "gu/testing/report.hpp"

namespace {

/// The number behind `--gu-<name>=`, if this is that option.
std::optional<std::uint64_t> number_option(std::string_view argument, std::string_view name) {
  const std::string prefix = "--gu-" + std::string(name) + "=";
  if (!argument.starts_with(prefix)) return std::nullopt;
  const std::string_view text = argument.substr(prefix.size());
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    std::cerr << argument << ": expected a number\n";
    std::exit(2);
  }
  return value;
}

}  // namespace

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--gu-list") {
      gu::testing::list_tests();
      return 0;
    }
    if (const auto value = number_option(argument, "seed")) {
      gu::testing::set_seed(*value);
    } else if (const auto report = number_option(argument, "report-fd")) {
      gu::testing::report_to(static_cast<int>(*report));
    } else if (const auto observer = number_option(argument, "observe-fd")) {
      gu::testing::observe_to(static_cast<int>(*observer));
    } else if (const auto worker = number_option(argument, "worker-fd")) {
      gu::testing::report_to(static_cast<int>(*worker));
      gu::testing::observe_to(static_cast<int>(*worker));
    } else if (constexpr std::string_view judge = "--gu-answers="; argument.starts_with(judge)) {
      std::ifstream answers{std::string(argument.substr(judge.size()))};
      if (!answers) {
        std::cerr << argument << ": no such file\n";
        return 2;
      }
      gu::testing::judge_by(answers);
    } else {
      std::cerr << "unknown option " << argument
                << "; known: --gu-list, --gu-seed=N, --gu-report-fd=N, --gu-observe-fd=N, --gu-worker-fd=N, "
                << "--gu-answers=FILE and GoogleTest's\n";
      return 2;
    }
  }
  gu::testing::keep_comparisons();
  return RUN_ALL_TESTS();
}
