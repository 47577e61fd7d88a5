#include "cli.hpp"

int main(int argc, char** argv) {
  return grader::run_command_line(argc, argv);
}
