#include "gu/random.hpp"

#include <cmath>

#include "gu/require.hpp"

namespace gu {

Generator::Generator(std::uint64_t seed) {
  bits();
  state_ += seed;
  bits();
}

std::uint32_t Generator::bits() {
  const std::uint64_t old = state_;
  state_ = old * 6364136223846793005ULL + 1442695040888963407ULL;
  const auto shifted = static_cast<std::uint32_t>(((old >> 18U) ^ old) >> 27U);
  const auto rotation = static_cast<std::uint32_t>(old >> 59U);
  return (shifted >> rotation) | (shifted << ((32U - rotation) & 31U));
}

float Generator::uniform() {
  return static_cast<float>(bits() >> 8U) * 0x1p-24F;
}

float Generator::uniform(float low, float high) {
  const float value = low + (high - low) * uniform();
  return value < high ? value : std::nextafter(high, low);  // the sum may have been rounded up to `high` itself
}

float Generator::normal() {
  if (has_spare_) {
    has_spare_ = false;
    return static_cast<float>(spare_);
  }
  double x = 0;
  double y = 0;
  double square = 0;
  do {
    x = 2 * (bits() * 0x1p-32) - 1;
    y = 2 * (bits() * 0x1p-32) - 1;
    square = x * x + y * y;
  } while (square >= 1 || square == 0);
  const double scale = std::sqrt(-2 * std::log(square) / square);
  spare_ = y * scale;
  has_spare_ = true;
  return static_cast<float>(x * scale);
}

Index Generator::below(Index bound) {
  require(bound >= 1 && bound <= (Index{1} << 32), "Generator::below", "1 <= bound <= 2^32", bound);
  const auto range = static_cast<std::uint64_t>(bound);
  // Values past the last whole multiple of the bound are drawn again; otherwise small results would be likelier.
  const std::uint64_t limit = (std::uint64_t{1} << 32U) / range * range;
  std::uint64_t value = bits();
  while (value >= limit) value = bits();
  return static_cast<Index>(value % range);
}

}  // namespace gu
