#!/bin/sh
# Prints what a basket costs: product and number in turns.
set -eu
cd "$(dirname "$0")"

# 0.30 is 30 cents. The 1 in front keeps 08 from being read as an octal number.
cents() {
  price=$(cat "prices/$1")
  echo $((${price%.*} * 100 + 1${price#*.} - 100))
}

sum=0
while [ $# -ge 2 ]; do
  [ -e "prices/$1" ] || { echo "There is no $1 in this shop." >&2; exit 1; }
  sum=$((sum + $(cents "$1") * $2))
  shift 2
done
printf '%d.%02d\n' $((sum / 100)) $((sum % 100))
