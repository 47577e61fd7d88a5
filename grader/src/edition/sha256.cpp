#include "edition/sha256.hpp"

#include <openssl/evp.h>

#include <array>
#include <fstream>
#include <memory>
#include <stdexcept>

#include "errors.hpp"

namespace grader {
namespace {

class Hasher {
 public:
  Hasher() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
    check(context_ != nullptr && EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) == 1);
  }
  void add(std::string_view piece) { check(EVP_DigestUpdate(context_.get(), piece.data(), piece.size()) == 1); }
  std::string hexadecimal() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned int length = 0;
    check(EVP_DigestFinal_ex(context_.get(), digest.data(), &length) == 1);
    static constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (unsigned int i = 0; i < length; ++i) {
      text += digits[digest[i] >> 4U];
      text += digits[digest[i] & 0xFU];
    }
    return text;
  }

 private:
  static void check(bool fine) {
    if (!fine)
      throw EnvironmentError("OpenSSL cannot compute SHA-256 on this machine. `grader doctor` shows the rest.");
  }
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

}  // namespace

std::string sha256(std::string_view content) {
  Hasher hasher;
  hasher.add(content);
  return hasher.hexadecimal();
}

std::string sha256_of_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  Hasher hasher;
  std::array<char, 65536> piece{};
  while (file) {
    file.read(piece.data(), piece.size());
    hasher.add({piece.data(), static_cast<std::size_t>(file.gcount())});
  }
  if (!file.eof()) throw EnvironmentError("cannot read " + path.string() + ". See that it exists and may be read.");
  return hasher.hexadecimal();
}

std::string sha256_of_list(const std::map<std::string, std::string>& hashes) {
  Hasher hasher;
  for (const auto& [path, hash] : hashes) {
    hasher.add(hash);
    hasher.add("  ");
    hasher.add(path);
    hasher.add("\n");
  }
  return hasher.hexadecimal();
}

}  // namespace grader
