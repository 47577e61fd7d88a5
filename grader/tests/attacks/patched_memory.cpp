// Tries: finds the kit's functions in the suite's symbol table and overwrites their code: observing, reporting, the seed.
// Ends as: comparison|protocol|missing|early_exit|crash|exit_status
// Flags: process, files
#include <elf.h>
#include <sys/auxv.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

/// Overwrites a function with "return 0".
static bool overwrite(std::uint64_t address) {
  const std::uint64_t page = address & ~std::uint64_t{4095};
  if (mprotect(reinterpret_cast<void*>(page), 8192, PROT_READ | PROT_WRITE | PROT_EXEC) != 0) return false;
  const unsigned char nothing[] = {0x31, 0xc0, 0xc3};
  std::memcpy(reinterpret_cast<void*>(address), nothing, sizeof nothing);
  return true;
}
static void attack_now() {
  static bool done = false;
  if (done) return;
  done = true;
  std::ifstream file(reinterpret_cast<const char*>(getauxval(AT_EXECFN)), std::ios::binary);
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  if (bytes.size() < sizeof(Elf64_Ehdr)) return;
  Elf64_Ehdr head{};
  std::memcpy(&head, bytes.data(), sizeof head);
  const std::uint64_t base = head.e_type == ET_DYN ? getauxval(AT_PHDR) - head.e_phoff : 0;
  for (unsigned i = 0; i < head.e_shnum; ++i) {
    Elf64_Shdr section{};
    std::memcpy(&section, bytes.data() + head.e_shoff + i * sizeof section, sizeof section);
    if (section.sh_type != SHT_SYMTAB) continue;
    Elf64_Shdr names{};
    std::memcpy(&names, bytes.data() + head.e_shoff + section.sh_link * sizeof names, sizeof names);
    for (std::uint64_t at = 0; at < section.sh_size; at += sizeof(Elf64_Sym)) {
      Elf64_Sym symbol{};
      std::memcpy(&symbol, bytes.data() + section.sh_offset + at, sizeof symbol);
      const std::string name = bytes.c_str() + names.sh_offset + symbol.st_name;
      for (const char* wanted : {"observe_blindly", "16ComparisonKeeper9OnTestEnd", "OnTestPartResult", "8set_seed"}) {
        if (symbol.st_value != 0 && ELF64_ST_TYPE(symbol.st_info) == STT_FUNC &&
            name.find(wanted) != std::string::npos && name.find(".cold") == std::string::npos) {
          std::printf("%s %s\n", overwrite(base + symbol.st_value) ? "patched" : "could not patch", name.c_str());
        }
      }
    }
  }
}
