#include "grading/winnowing.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

namespace grader {
namespace {

std::vector<std::uint64_t> hashes_of(const std::vector<Fingerprint>& fingerprints) {
  std::vector<std::uint64_t> result;
  for (const Fingerprint& each : fingerprints) result.push_back(each.hash);
  return result;
}

// Section 3 of the paper, figure 2: the hashes of "adorunrunrunadorunrun", windows of four.
TEST(Winnowing, ReproducesTheFigureOfThePaper) {
  const std::vector<std::uint64_t> hashes{77, 74, 42, 17, 98, 50, 17, 98, 8, 88, 67, 39, 77, 74, 42, 17, 98};
  const std::vector<Fingerprint> chosen = winnow(hashes, 4);
  EXPECT_EQ(hashes_of(chosen), (std::vector<std::uint64_t>{17, 17, 8, 39, 17}));
  EXPECT_EQ(chosen[1].position, 6U);
  EXPECT_EQ(chosen[4].position, 15U);
}

TEST(Winnowing, TakesTheRightmostOfEqualHashes) {
  const std::vector<std::uint64_t> hashes{5, 3, 3, 9};
  const std::vector<Fingerprint> chosen = winnow(hashes, 4);
  ASSERT_EQ(chosen.size(), 1U);
  EXPECT_EQ(chosen[0].position, 2U);
}

TEST(Winnowing, AShortTextIsOneWindow) {
  const std::vector<std::uint64_t> hashes{5, 3};
  EXPECT_EQ(hashes_of(winnow(hashes, 9)), (std::vector<std::uint64_t>{3}));
  EXPECT_TRUE(winnow({}, 9).empty());
}

TEST(Winnowing, NeverTakesWhatIsLeftOut) {
  const std::vector<std::uint64_t> hashes{1, 5, 1, 6, 1, 1, 1, 1};
  EXPECT_EQ(hashes_of(winnow(hashes, 3, {1})), (std::vector<std::uint64_t>{5, 6}));
}

TEST(Winnowing, RollingHashesAreThoseOfTheGramAlone) {
  std::mt19937_64 random(1);
  std::vector<TokenClass> tokens(300);
  for (TokenClass& token : tokens) token = static_cast<TokenClass>(random() % 3);
  constexpr std::size_t gram = 5;
  const std::vector<std::uint64_t> hashes = gram_hashes(tokens, gram);
  ASSERT_EQ(hashes.size(), tokens.size() - gram + 1);
  std::map<std::vector<TokenClass>, std::uint64_t> seen;
  std::set<std::uint64_t> different;
  for (std::size_t i = 0; i < hashes.size(); ++i) {
    const std::vector<TokenClass> piece(tokens.begin() + static_cast<std::ptrdiff_t>(i),
                                        tokens.begin() + static_cast<std::ptrdiff_t>(i + gram));
    EXPECT_EQ(gram_hashes(piece, gram), (std::vector<std::uint64_t>{hashes[i]}));
    EXPECT_TRUE(seen.emplace(piece, hashes[i]).first->second == hashes[i]);
    different.insert(hashes[i]);
  }
  EXPECT_EQ(different.size(), seen.size()) << "two different pieces have one hash";
  EXPECT_TRUE(gram_hashes({tokens.data(), gram - 1}, gram).empty());
}

struct Planted {
  std::vector<TokenClass> left;
  std::vector<TokenClass> right;
};

/// Two texts without a common token but `length` of them, somewhere.
Planted planted(std::mt19937_64& random, std::size_t length) {
  Planted texts;
  const auto fill = [&](std::vector<TokenClass>& text, TokenClass first) {
    text.resize(random() % 60 + 1);
    for (TokenClass& token : text) token = first + static_cast<TokenClass>(random() % 4);
  };
  fill(texts.left, 100);
  fill(texts.right, 200);
  std::vector<TokenClass> common(length);
  for (TokenClass& token : common) token = static_cast<TokenClass>(random() % 4);
  const auto plant = [&](std::vector<TokenClass>& text) {
    const auto at = static_cast<std::ptrdiff_t>(random() % (text.size() + 1));
    text.insert(text.begin() + at, common.begin(), common.end());
  };
  plant(texts.left);
  plant(texts.right);
  return texts;
}

bool share_fingerprint(const Planted& texts, const Winnowing& rules,
                       const std::unordered_set<std::uint64_t>& left_out) {
  const auto fingerprints = [&](const std::vector<TokenClass>& text) {
    const std::vector<std::uint64_t> chosen = hashes_of(winnow(gram_hashes(text, rules.gram), rules.window, left_out));
    return std::set<std::uint64_t>(chosen.begin(), chosen.end());
  };
  const auto left = fingerprints(texts.left);
  const auto right = fingerprints(texts.right);
  return std::any_of(left.begin(), left.end(), [&](std::uint64_t hash) { return right.contains(hash); });
}

TEST(Winnowing, EveryMatchOfTheGuaranteedLengthIsFound) {
  std::mt19937_64 random(2);
  for (int trial = 0; trial < 2000; ++trial) {
    const Winnowing rules{random() % 8 + 1, random() % 8 + 1};
    EXPECT_TRUE(share_fingerprint(planted(random, rules.guaranteed()), rules, {}))
        << "trial " << trial << ", gram " << rules.gram << ", window " << rules.window;
  }
}

TEST(Winnowing, NoMatchShorterThanAGramIsFound) {
  std::mt19937_64 random(3);
  for (int trial = 0; trial < 2000; ++trial) {
    const Winnowing rules{random() % 8 + 2, random() % 8 + 1};
    EXPECT_FALSE(share_fingerprint(planted(random, rules.gram - 1), rules, {})) << "trial " << trial;
  }
}

// A window that holds one hash that stays takes it on both sides, whatever else is left out.
TEST(Winnowing, TheGuaranteeHoldsForWhatIsLeftOfAMatch) {
  std::mt19937_64 random(4);
  int kept = 0;
  for (int trial = 0; trial < 2000; ++trial) {
    const Winnowing rules{random() % 8 + 1, random() % 8 + 1};
    const std::size_t length = rules.guaranteed();
    const Planted texts = planted(random, length);
    const auto first = std::find_if(texts.left.begin(), texts.left.end(), [](TokenClass token) { return token < 100; });
    const std::vector<TokenClass> common(first, first + static_cast<std::ptrdiff_t>(length));
    const std::vector<std::uint64_t> hashes = gram_hashes(common, rules.gram);
    std::unordered_set<std::uint64_t> left_out(hashes.begin(), hashes.end());
    left_out.erase(hashes[random() % hashes.size()]);
    EXPECT_TRUE(share_fingerprint(texts, rules, left_out)) << "trial " << trial;
    kept += left_out.empty() ? 0 : 1;
  }
  EXPECT_GT(kept, 1000) << "hardly a trial left anything out";
}

TEST(Winnowing, KeepsAboutTwoOfAWindowAndOne) {
  std::mt19937_64 random(5);
  std::vector<std::uint64_t> hashes(100000);
  for (std::uint64_t& hash : hashes) hash = random();
  // Section 3: density 2 / (w + 1), here 0.2.
  EXPECT_NEAR(static_cast<double>(winnow(hashes, 9).size()) / 100000, 0.2, 0.01);
}

TEST(TokenStream, FoldsWhatADisguiseChanges) {
  const std::string plain = "#include <vector>\nfor (int i = 0; i < count && ready; ++i) sum += \"a\"; // c";
  const std::string disguised =
      "#include <array>\n#include <span>\nfor (int\n  row = 17; row < n and done;\n/* x */ ++row) total += u8\"bc\";";
  EXPECT_EQ(token_stream(plain).classes, token_stream(disguised).classes);
  EXPECT_NE(token_stream("a = 1").classes, token_stream("a = \"1\"").classes);
  EXPECT_NE(token_stream("a = b").classes, token_stream("a = this").classes);
  EXPECT_NE(token_stream("a + b").classes, token_stream("a - b").classes);
}

TEST(TokenStream, KnowsItsLines) {
  EXPECT_EQ(token_stream("#include <a>\n\nx\n  y").lines, (std::vector<int>{3, 4}));
}

}  // namespace
}  // namespace grader
