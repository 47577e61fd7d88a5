// Tries: connects to the machine it runs on by TCP, sends UDP, opens local and raw sockets, listens for others.
// Ends as: comparison
// Flags: process
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

static void attack_now() {
  sockaddr_in there{};
  there.sin_family = AF_INET;
  there.sin_port = htons(ATTACK_PORT);
  there.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int stream = socket(AF_INET, SOCK_STREAM, 0);
  if (stream >= 0 && connect(stream, reinterpret_cast<sockaddr*>(&there), sizeof there) == 0) {
    if (write(stream, "stolen", 6) < 0) std::puts("connected");
  }
  const int packets = socket(AF_INET, SOCK_DGRAM, 0);
  if (packets >= 0) sendto(packets, "stolen", 6, 0, reinterpret_cast<sockaddr*>(&there), sizeof there);
  for (const int family : {AF_UNIX, AF_INET6, AF_NETLINK, AF_PACKET, AF_VSOCK}) {
    const int made = socket(family, SOCK_RAW, 0);
    if (made >= 0) std::printf("a socket of family %d\n", family);
  }
  if (stream >= 0) listen(stream, 4);
}
