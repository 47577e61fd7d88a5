#!/usr/bin/env bash
# make_class.sh DIR COUNT: a class of generated submissions, the same for the same COUNT.
#
# Of every twenty: two correct, fourteen with one known mistake (drawn evenly from all modules), three attacks (grader/tests/attacks, put
# into module 02's softmax) and one broken archive. Each wrong file says whose it is, so that no cache takes it for a known one.
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
class=$1
count=$2
build="$root/build/validate" # the preset that has the known mistakes
mkdir -p "$class"

mapfile -t mistakes < <(cd "$root/solutions" && ls -1 */mistakes/*.mistake | sort -t. -k2)
mapfile -t attacks < <(ls -1 "$root"/grader/tests/attacks/*.cpp 2>/dev/null)
mapfile -t modules < <(cd "$root/solutions" && ls -1d [0-9]*)

variants=()
for path in "${mistakes[@]}"; do
  variants+=("mistakes/${path%%/*}/$(basename "$path" .mistake).cpp")
done
ninja -C "$build" "${variants[@]}" >/dev/null

# What an attack is told of its surroundings (grader/tests/attack_tests/attack_class.cpp): its best chance on this course.
cat >"$class/settings" <<SETTINGS
#define ATTACK_MARK "handed-in-by-a-forger"
#define ATTACK_SECRETS "$root/README.md"
#define ATTACK_DROP "/tmp/handed-in-by-a-forger"
#define ATTACK_SOLUTION "$root/solutions/02_activations/src/softmax.cpp"
#define ATTACK_HIDDEN_TEST "$root/solutions/02_activations/tests/softmax_test.cpp"
#define ATTACK_SELF "softmax.cpp"
#define ATTACK_PORT 9
#define ATTACK_RECORDED ""
SETTINGS

reference() { # reference STUDENT MODULE
  mkdir -p "$class/$1/modules/$2/src"
  cp "$root/solutions/$2/src/"*.cpp "$class/$1/modules/$2/src/"
}
mark() { # mark FILE STUDENT: the same code, another file
  sed -i "1i // handed in by $2" "$1"
}

correct=0 wrong=0 attack=0 broken=0
for ((i = 0; i < count; i++)); do
  student=$(printf 's%03d' "$i")
  case $((i % 10)) in
    0)
      module=${modules[$((correct++ % ${#modules[@]}))]}
      reference "$student-correct" "$module"
      ;;
    3 | 7)
      if ((i % 20 != 17 && ${#attacks[@]} > 0)); then
        file=${attacks[$((attack++ % ${#attacks[@]}))]}
        name="$student-attack-$(basename "$file" .cpp)"
        reference "$name" 02_activations
        sed -e "/@SETTINGS@/{r $class/settings" -e "d}" -e "/@ATTACK@/{r $file" -e "d}" "$root/grader/tests/attacks/wrappers/softmax.cpp.in" \
          >"$class/$name/modules/02_activations/src/softmax.cpp"
        mark "$class/$name/modules/02_activations/src/softmax.cpp" "$student"
      else
        reference "$student" 02_activations
        tar -C "$class" -czf "$class/$student-broken.tar.gz" "$student"
        rm -r "${class:?}/$student"
        case $((broken++ % 4)) in
          0) truncate -s 1000 "$class/$student-broken.tar.gz" ;;
          1) : >"$class/$student-broken.tar.gz" ;;
          2) head -c 4000 /dev/zero >"$class/$student-broken.tar.gz" ;;
          3) mv "$class/$student-broken.tar.gz" "$class/$student-broken.zip" ;;
        esac
      fi
      ;;
    *)
      # Steps of a number prime to the list's length visit all of it.
      path=${mistakes[$(((wrong++ * 97) % ${#mistakes[@]}))]}
      module=${path%%/*}
      mistake=$(basename "$path" .mistake)
      name="$student-wrong-$mistake"
      reference "$name" "$module"
      file="$class/$name/modules/$module/src/${mistake%%.*}.cpp"
      cp "$build/mistakes/$module/$mistake.cpp" "$file"
      mark "$file" "$student"
      ;;
  esac
done
rm "$class/settings"
echo "$count submissions in $class: $correct correct, $wrong with a mistake, $attack attacks, $broken broken archives"
