/// @file
/// What the sandbox's tests run inside it: each abuse prints what happened, and is bounded by itself, so that a broken sandbox
/// harms nobody.
#pragma once

#include <string>
#include <vector>

namespace sandbox_program {

using Arguments = std::vector<std::string>;

void print(const std::string& text);
/// "done", or "refused: " and the reason in errno.
void report(bool done);
int number(const std::string& text);

// files.cpp: reading, writing and changing files.
void read_file(const Arguments& given);
void write_file(const Arguments& given);
/// Writes MiB after MiB to files of at most four, and stops at a given number.
void fill(const Arguments& given);
void large_file(const Arguments& given);
void links(const Arguments& given);
/// Changes of a file that is read at most, each reported by its name.
void change_file(const Arguments& given);
/// Folders in folders, in the current folder and deeper than a path may be long; and one that its owner may not enter.
void nest(const Arguments& given);

// processes.cpp: processes that are many, stay or take much.
/// Children that stay until somebody ends them, each holding the file's lock.
void bomb(const Arguments& given);
[[noreturn]] void loop();
void threads(const Arguments& given);
void allocate(const Arguments& given);
/// Processes that each touch so many MiB and keep them until all have theirs.
void share(const Arguments& given);
/// A process in a session of its own that ignores what it can, holds the file's lock, and ends by itself after a minute.
void start_daemon(const std::string& lock_path);
/// A process that is another every moment: the child goes on, the parent ends. Ends by itself after a minute.
void comets(const Arguments& given);

// reaches.cpp: reaching out: the network, other processes, what was inherited, calls that the kernel should refuse.
void connect_tcp(const Arguments& given);
/// A name that begins with "@" is abstract.
void connect_unix(const Arguments& given);
/// What one may do to another process of one's own user, each reported by its name.
void change_process(const Arguments& given);
void descriptors(const Arguments& /*none*/);
void environment(const Arguments& /*none*/);
/// Each is given what does no harm if it works; what counts is the answer.
void system_calls(const Arguments& /*none*/);
/// The calls of 32-bit programs have numbers of their own.
void call_as_i386();
void talk(const Arguments& given);

}  // namespace sandbox_program
